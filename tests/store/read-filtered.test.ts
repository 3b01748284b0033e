// What a narrowed list reads of an IndexedDB in memory.

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { openStore } from '../../lib/store/open.ts';
import { readFiltered } from '../../lib/store/read-filtered.ts';
import { write } from '../../lib/store/transaction.ts';
import type { Filter } from '../../lib/story/filter.ts';
import { matcherOf } from '../../lib/story/match-filter.ts';
import type { Story } from '../../lib/story/story.ts';
import { NOW, stored } from '../support/stories.ts';

const NONE: ReadonlySet<string> = new Set();

let database: IDBDatabase;
beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  database = await openStore();
});

const keep = (stories: readonly Story[]) =>
  write(database, 'relaxed', async (transaction) => {
    for (const story of stories) await transaction.objectStore('stories').put(story);
  });
const shown = async (filter: Filter, limit = 50, staying = NONE) => {
  const { stories, hasOlder } = await readFiltered(database, filter, limit, 50, NONE, staying);
  return { ids: stories.map(({ id }) => id), hasOlder };
};

/** Story `id`, listed at a minute that it may share with others. */
const story = (id: number, minute: number, more: Partial<Story> = {}): Story => {
  const order = -(NOW - minute * 60_000);
  const { unread, ...made } = stored(id);
  return { ...made, order, listed: order, ...(unread !== undefined && { unread: order }), ...more };
};

describe('readFiltered', () => {
  test('gives what the filter holds of, newest first, and says whether there is more', async () => {
    await keep(
      Array.from({ length: 250 }, (_, n) => story(n, n, n % 2 === 0 ? {} : { states: { savedAt: 1 } })),
    );
    const odd = Array.from({ length: 125 }, (_, n) => `p/${2 * n + 1}`);
    expect(await shown({ words: 'story' }, 50)).toMatchObject({ hasOlder: true });
    expect(await shown({ isSaved: true }, 50)).toEqual({ ids: odd.slice(0, 50), hasOlder: true });
    expect(await shown({ isSaved: true }, 125)).toEqual({ ids: odd, hasOlder: false });
  });

  test('gives the newest page of all beside it', async () => {
    await keep(Array.from({ length: 60 }, (_, n) => story(n, n)));
    const { whole, filter } = await readFiltered(database, { words: 'none' }, 50, 50, NONE, NONE);
    expect([whole?.stories.length, whole?.hasOlder, filter]).toEqual([50, true, { words: 'none' }]);
  });

  test('loses and doubles none, however many share a time', async () => {
    const minutes = fc.array(fc.nat(4), { minLength: 90, maxLength: 330 });
    await fc.assert(
      fc.asyncProperty(minutes, fc.integer({ min: 1, max: 400 }), async (drawn, limit) => {
        vi.stubGlobal('indexedDB', new IDBFactory());
        database = await openStore();
        const stories = drawn.map((minute, id) => story(id, minute));
        await keep(stories);
        const { ids, hasOlder } = await shown({ words: 'story' }, limit);
        expect(new Set(ids).size).toBe(Math.min(limit, stories.length));
        expect(ids).toHaveLength(Math.min(limit, stories.length));
        expect(hasOlder).toBe(stories.length > limit);
      }),
      { numRuns: 15 },
    );
  });

  test('finds saved ones among all, and not those that are withdrawn and saved no more', async () => {
    await keep([
      ...Array.from({ length: 300 }, (_, n) => story(n, n)),
      story(400, 400, { states: { savedAt: 2 } }),
      story(500, 500, { states: { savedAt: 1 } }),
    ]);
    expect((await shown({ isSaved: true })).ids).toEqual(['p/400', 'p/500']);
  });

  test('keeps what was shown, though the filter holds of it no more', async () => {
    await keep([story(1, 1), story(2, 2, { states: { savedAt: 1 } }), story(3, 3)]);
    expect((await shown({ isSaved: true }, 50, new Set(['p/3', 'p/9']))).ids).toEqual(['p/2', 'p/3']);
  });

  test('shows no story that is not listed', async () => {
    const { listed: _, ...withdrawn } = story(1, 1);
    await keep([withdrawn, { ...withdrawn, id: 'p/2' }]);
    expect((await shown({ words: 'story' }, 50, new Set(['p/1']))).ids).toEqual([]);
  });

  test('agrees with its matcher by whatever index it reads', async () => {
    const stories = Array.from({ length: 240 }, (_, n) =>
      story(n, n, { states: n % 3 === 0 ? { savedAt: n + 1 } : {} }),
    );
    await keep(stories);
    for (const filter of [
      { isSaved: true },
      { isSaved: true, above: -(NOW - 600_000) },
      { above: -(NOW - 600_000), words: '3' },
      { above: -(NOW - 12_000_000) },
    ] satisfies Filter[])
      expect((await shown(filter, 500)).ids).toEqual(stories.filter(matcherOf(filter)).map(({ id }) => id));
  });
});
