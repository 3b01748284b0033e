// The store over an IndexedDB in memory; the browsers' own is driven in tests/browser.

import { countingAt } from '../../lib/settings.ts';
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type Connection, connect } from '../../lib/store/connection.ts';
import { readInstall } from '../../lib/store/install.ts';
import { type Document, keepPoll, type Trace } from '../../lib/store/keep-poll.ts';
import { mark, markOpened, markSeen, save, undo } from '../../lib/store/mark.ts';
import { noteSeen } from '../../lib/store/note-seen.ts';
import { openStore, StoreFault } from '../../lib/store/open.ts';
import { readFront } from '../../lib/store/read.ts';
import { DATABASE, type PollRecord, VERSION } from '../../lib/store/schema.ts';
import { sweep } from '../../lib/store/sweep.ts';
import { withPromises, write } from '../../lib/store/transaction.ts';
import { turnOver } from '../../lib/store/turn-over.ts';
import type { Incoming, Story } from '../../lib/story/story.ts';
import { countsAsUnread } from '../../lib/story/unread.ts';
import { incoming, NOW, stored as storedStory } from '../support/stories.ts';

const UNREAD_FOR_MS = countingAt(0).unreadForMs;
const RECORD: PollRecord = { name: 'poll', validators: {}, failures: 0 };

let store: Connection;
beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  store = connect();
});

const FEED = 'https://rareearthexchanges.com/feed/';
const TRACE: Trace = {
  record: RECORD,
  entry: { at: NOW, reason: 'alarm', outcome: { kind: 'ok', arrived: 0, notModified: false }, tookMs: 1 },
};
const whole = (stories: Incoming[]): Document => ({ incoming: stories, isWhole: true, feed: FEED });
const document = (ids: number[]) => whole(ids.map((id, position) => incoming(id, {}, position)));
const keep = (ids: number[], now = NOW) => store.use((db) => keepPoll(db, document(ids), () => TRACE, now));
const front = () => store.use((db) => readFront(db, 1000));
const stored = () => store.use((db) => withPromises(db).getAllFromIndex('stories', 'byOrder'));
const titles = async () => (await front()).stories.map(({ title }) => title);

describe('keepPoll', () => {
  test('keeps each story once, newest first, and counts it as new once', async () => {
    expect(await keep([3, 2, 1])).toMatchObject({ arrived: 3, unread: 3 });
    expect(await keep([3, 2, 1, 4])).toMatchObject({ arrived: 1, unread: 4 });
    expect(await titles()).toEqual(['Story 1', 'Story 2', 'Story 3', 'Story 4']);
  });

  test('keeps the article, and the record of the poll, with the stories', async () => {
    await store.use((db) =>
      keepPoll(
        db,
        whole([{ ...incoming(1), html: '<p>x</p>' }]),
        () => ({ ...TRACE, record: { ...RECORD, feed: 'f' } }),
        NOW,
      ),
    );
    expect(await store.use((db) => withPromises(db).get('articles', 'p/1'))).toEqual({
      id: 'p/1',
      html: '<p>x</p>',
    });
    expect((await front()).poll?.feed).toBe('f');
  });

  test('keeps nothing at all when the record can’t be written', async () => {
    const failing = store.use((db) =>
      keepPoll(
        db,
        document([1]),
        () => {
          throw new Error('no room');
        },
        NOW,
      ),
    );
    await expect(failing).rejects.toBeInstanceOf(StoreFault);
    expect(await titles()).toEqual([]);
  });

  test('a poll and a start of the worker sweep what has aged out of the count', async () => {
    await keep([1, 2]);
    expect((await store.use((db) => sweep(db, NOW + UNREAD_FOR_MS - 1))).unread).toBe(2);
    expect(await store.use((db) => sweep(db, NOW + UNREAD_FOR_MS))).toEqual({ unread: 0, changed: true });
    expect((await front()).counts?.unread).toBe(0);
  });
});

test('readFront says whether older stories are kept than those it gives', async () => {
  await keep([1, 2, 3]);
  const some = await store.use((db) => readFront(db, 2));
  expect(some.stories.map(({ title }) => title)).toEqual(['Story 1', 'Story 2']);
  expect(some.hasOlder).toBe(true);
  expect((await store.use((db) => readFront(db, 3))).hasOlder).toBe(false);
});

test('stories that a clock set ahead had made old count again when it is set back', async () => {
  await keep([1, 2]);
  await store.use((db) => sweep(db, NOW + UNREAD_FOR_MS + 1));
  expect(await store.use((db) => sweep(db, NOW))).toEqual({ unread: 2, changed: true });
});

describe('saving', () => {
  const put = (change: Partial<Story>) =>
    store.use((db) =>
      write(db, 'relaxed', async (transaction) => {
        await transaction.objectStore('stories').put({ ...storedStory(1), ...change });
      }),
    );

  test('keeps when a story was saved, changes no count, and is taken back', async () => {
    await keep([1, 2]);
    expect(await store.use((db) => save(db, 'p/1', NOW, NOW))).toBe(2);
    expect((await front()).stories.map(({ isSaved }) => isSaved)).toEqual([true, false]);
    expect(await store.use((db) => save(db, 'p/1', undefined, NOW))).toBe(2);
    expect((await front()).stories.map(({ isSaved }) => isSaved)).toEqual([false, false]);
  });

  test('a withdrawn story is listed as long as it is saved', async () => {
    await put({ withdrawnAt: NOW, states: { savedAt: NOW } });
    await store.use((db) => save(db, 'p/1', undefined, NOW));
    expect(await titles()).toEqual([]);
  });
});

describe('marking', () => {
  test('all marks what had arrived when the page was read, and undo takes it back', async () => {
    await keep([2, 3]);
    await keep([1], NOW + 1000);
    expect(await store.use((db) => mark(db, { kind: 'all', arrivals: 2 }, NOW + 2000))).toBe(1);
    expect(await store.use((db) => undo(db, NOW + 3000))).toBe(3);
  });

  test('older marks the story and all that stand after it', async () => {
    await keep([1, 2, 3, 4]);
    const order = (await front()).stories[2]?.order ?? 0;
    expect(await store.use((db) => mark(db, { kind: 'older', order, arrivals: 4 }, NOW))).toBe(2);
    expect((await front()).stories.map(({ state }) => state)).toEqual(['new', 'new', 'read', 'read']);
  });

  test('older leaves alone what a fill brought in behind the reader', async () => {
    await keep([1, 2, 3]);
    const order = (await front()).stories[1]?.order ?? 0;
    await keep([4, 5]);
    expect(await store.use((db) => mark(db, { kind: 'older', order, arrivals: 3 }, NOW))).toBe(3);
    expect((await front()).stories.map(({ state }) => state)).toEqual(['new', 'read', 'read', 'new', 'new']);
  });

  test('undo leaves alone what was marked otherwise since', async () => {
    await keep([1, 2]);
    await store.use((db) => mark(db, { kind: 'all', arrivals: 2 }, NOW + 1));
    await store.use((db) => mark(db, { kind: 'unread', id: 'p/1' }, NOW + 2));
    await store.use((db) => markOpened(db, 'p/1', NOW + 3));
    expect(await store.use((db) => undo(db, NOW + 4))).toBe(0); // of "unread": p/1 was opened since
  });

  test('undo leaves alone what was opened since, though it was marked before', async () => {
    await keep([1, 2]);
    await store.use((db) => mark(db, { kind: 'all', arrivals: 2 }, NOW + 1));
    await store.use((db) => markOpened(db, 'p/1', NOW + 2));
    expect(await store.use((db) => undo(db, NOW + 3))).toBe(1);
  });

  test('all marks by number of arrival, wherever the clock was', async () => {
    await keep([1, 2], NOW + 86_400_000); // polled with a clock that was a day ahead
    expect(await store.use((db) => mark(db, { kind: 'all', arrivals: 2 }, NOW))).toBe(0);
  });

  test.each<[string, (db: IDBDatabase, ids: string[], now: number) => Promise<unknown>]>([
    ['with a count', markSeen],
    ['by itself', noteSeen],
  ])('seen is kept %s, is no act, and changes no number of unread', async (_, see) => {
    await keep([1, 2]);
    await store.use((db) => mark(db, { kind: 'read', id: 'p/1' }, NOW));
    await store.use((db) => see(db, ['p/2', 'p/404'], NOW));
    const { stories, undo: record, counts } = await front();
    expect(stories.map(({ state }) => state)).toEqual(['read', 'seen']);
    expect(record?.marking).toBe('read');
    expect(counts?.unread).toBe(1);
  });
});

test('the written count equals what the rule counts, after any sequence of acts', async () => {
  const id = fc.integer({ min: 1, max: 8 });
  const act = fc.oneof(
    fc.record({ kind: fc.constant('poll' as const), ids: fc.uniqueArray(id, { maxLength: 5 }) }),
    fc.record({
      kind: fc.constantFrom('read' as const, 'unread' as const, 'open' as const, 'see' as const),
      id,
    }),
    fc.record({ kind: fc.constantFrom('all' as const, 'undo' as const, 'sweep' as const, 'age' as const) }),
    fc.record({ kind: fc.constant('older' as const), id }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 20 }), async (acts) => {
      vi.stubGlobal('indexedDB', new IDBFactory());
      store = connect();
      let now = NOW;
      for (const step of acts) {
        now += 1000;
        await store.use<unknown>((db) => {
          if (step.kind === 'poll') return keepPoll(db, document(step.ids), () => TRACE, now);
          if (step.kind === 'read' || step.kind === 'unread')
            return mark(db, { kind: step.kind, id: `p/${step.id}` }, now);
          if (step.kind === 'open') return markOpened(db, `p/${step.id}`, now);
          if (step.kind === 'see') return markSeen(db, [`p/${step.id}`], now);
          const arrivals = Number.MAX_SAFE_INTEGER;
          if (step.kind === 'all') return mark(db, { kind: 'all', arrivals }, now);
          if (step.kind === 'older')
            return mark(
              db,
              { kind: 'older', order: incoming(step.id).facts.publishedAt ?? 0, arrivals },
              now,
            );
          if (step.kind === 'undo') return undo(db, now);
          if (step.kind === 'age') now += UNREAD_FOR_MS / 3;
          return sweep(db, now);
        });
      }
      const { unread } = await store.use((db) => sweep(db, now));
      const { counts } = await front();
      const stories = await stored();
      expect(unread).toBe(stories.filter((story) => countsAsUnread(story, countingAt(now))).length);
      expect(counts?.unread).toBe(unread);
      expect(stories.filter((story) => story.unread !== undefined)).toHaveLength(unread);
    }),
    { numRuns: 100 },
  );
});

test('what makes the browser begin a new log leaves nothing behind', async () => {
  await keep([1]);
  await store.use(turnOver);
  expect(await store.use((db) => withPromises(db).count('articles'))).toBe(0);
  expect(await titles()).toEqual(['Story 1']);
});

describe('opening', () => {
  test('a database of a newer version is left alone, and said so', async () => {
    (await openStore()).close();
    await new Promise<void>((resolve) => {
      const request = indexedDB.open(DATABASE, VERSION + 1);
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    });
    await expect(openStore()).rejects.toMatchObject({ name: 'StoreFault', why: 'newer' });
  });

  test('a database that is not to be had is a fault, never an empty store', async () => {
    const broken = connect(() => Promise.reject(new StoreFault('failed')));
    await expect(broken.use((db) => readFront(db, 10))).rejects.toBeInstanceOf(StoreFault);
  });

  test('a connection that was closed under it opens again', async () => {
    await keep([1]);
    await store.use(async (db) => db.close());
    expect(await titles()).toEqual(['Story 1']);
  });

  test('the install’s phase is drawn once', async () => {
    const first = await store.use((db) => readInstall(db, { now: NOW, die: 0.5, storeId: 'a' }));
    const second = await store.use((db) => readInstall(db, { now: NOW + 1, die: 0.9, storeId: 'b' }));
    expect(second).toEqual(first);
  });
});
