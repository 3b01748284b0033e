// What is shown beforehand of letting stories go is what goes, and what the reader saved stays.

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type Connection, connect } from '../../lib/store/connection.ts';
import { keepPoll, type Trace } from '../../lib/store/keep-poll.ts';
import { readFront, readMeta } from '../../lib/store/read.ts';
import { applyRetention, previewRetention } from '../../lib/store/retention.ts';
import { sweep } from '../../lib/store/sweep.ts';
import { withPromises } from '../../lib/store/transaction.ts';
import type { Retention } from '../../lib/story/retention.ts';
import type { Story, StoryStates } from '../../lib/story/story.ts';
import { incoming, NOW, stored } from '../support/stories.ts';

const DAY_MS = 86_400_000;

let store: Connection;
beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  store = connect();
});

interface Kept {
  ageDays: number;
  read: boolean;
  saved: boolean;
}

const kept = fc.record({ ageDays: fc.nat(400), read: fc.boolean(), saved: fc.boolean() });
const retention: fc.Arbitrary<Retention> = fc.oneof(
  fc.record({ days: fc.constantFrom(1, 30, 90, 365) }),
  fc.record({ stories: fc.integer({ min: 0, max: 12 }) }),
);

function toStory({ ageDays, read, saved }: Kept, index: number): Story {
  const at = NOW - ageDays * DAY_MS - index;
  const { unread: _, ...story } = stored(index + 1, at, { publishedAt: at });
  const states: StoryStates = { ...(read && { readAt: at }), ...(saved && { savedAt: at }) };
  const counts = !read && ageDays < 14;
  return { ...story, states, ...(counts && { unread: story.order }) };
}

async function keep(stories: readonly Story[]): Promise<void> {
  await store.use(async (database) => {
    const transaction = withPromises(database).transaction(['stories', 'articles'], 'readwrite');
    for (const story of stories) {
      await transaction.objectStore('stories').put(story);
      await transaction.objectStore('articles').put({ id: story.id, html: '<p>Text.</p>' });
    }
    await transaction.done;
  });
}

const all = () => store.use((database) => withPromises(database).getAll('stories'));
const texts = () => store.use((database) => withPromises(database).getAllKeys('articles'));

test('what would go is what goes; saved and unread ones never do, nor the newest', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(kept, { maxLength: 30 }), retention, async (list, wanted) => {
      vi.stubGlobal('indexedDB', new IDBFactory());
      store = connect();
      const stories = list.map(toStory);
      await keep(stories);
      const preview = await store.use((database) => previewRetention(database, wanted, NOW));
      const gone = await store.use((database) => applyRetention(database, wanted, NOW));
      expect(gone).toBe(preview.stories);
      const left = await all();
      const ids = new Set(left.map(({ id }) => id));
      const missing = stories.filter(({ id }) => !ids.has(id));
      expect(missing).toHaveLength(preview.stories);
      expect(new Set(await texts())).toEqual(ids);
      const newestFirst = stories.toSorted((one, other) => one.order - other.order);
      for (const story of missing) {
        expect([story.states.savedAt, story.unread]).toEqual([undefined, undefined]);
        if ('days' in wanted) expect(NOW + story.order).toBeGreaterThanOrEqual(wanted.days * DAY_MS);
        else expect(newestFirst.indexOf(story)).toBeGreaterThanOrEqual(wanted.stories);
      }
      const newestGone = Math.max(...missing.map(({ order }) => -order));
      expect(preview.newestAt).toBe(missing.length > 0 ? newestGone : undefined);
      // Nothing more of that age is left but what stays for a reason.
      const again = await store.use((database) => previewRetention(database, wanted, NOW));
      expect(again.stories).toBe(0);
      expect(again.staying).toBe(preview.staying);
    }),
    { numRuns: 100 },
  );
});

/** What a poll leaves beside its stories. */
const TRACE: Trace = {
  record: { name: 'poll', validators: {}, failures: 0 },
  entry: { at: NOW, reason: 'alarm', outcome: { kind: 'ok', arrived: 0, notModified: false }, tookMs: 1 },
};

describe('a story that went', () => {
  test('and comes again is not new, and keeps what the reader did', async () => {
    const [read, unseen] = [toStory({ ageDays: 100, read: true, saved: false }, 0), archived()];
    await keep([read, unseen]);
    expect(await store.use((database) => applyRetention(database, { days: 90 }, NOW))).toBe(2);
    const document = {
      incoming: [incoming(1), incoming(2)],
      isWhole: true,
      feed: 'https://rareearthexchanges.com/feed/',
    };
    await store.use((database) => keepPoll(database, document, () => TRACE, NOW));
    const front = await store.use((database) => readFront(database, 10));
    expect(front.counts?.unread).toBe(0);
    expect(front.stories.map(({ id, state }) => [id, state]).toSorted()).toEqual([
      [incoming(1).id, 'read'],
      [incoming(2).id, 'seen'],
    ]);
  });

  test('and stands in the feed still neither arrives anew nor leaves a gap', async () => {
    const document = {
      incoming: [1, 2, 3, 4, 5].map((id) => incoming(id, { publishedAt: NOW - 100 * DAY_MS })),
      isWhole: true,
      feed: 'https://rareearthexchanges.com/feed/',
    };
    const poll = (now: number) => store.use((database) => keepPoll(database, document, () => TRACE, now));
    expect((await poll(NOW - 20 * DAY_MS)).arrived).toBe(5);
    await store.use((database) => sweep(database, NOW));
    expect(await store.use((database) => applyRetention(database, { days: 90 }, NOW))).toBe(5);
    expect((await poll(NOW)).arrived).toBe(0);
    const { counts, gaps } = await store.use(readMeta);
    expect([counts?.arrivals, gaps]).toEqual([5, undefined]);
  });

  function archived(): Story {
    return { ...toStory({ ageDays: 100, read: false, saved: false }, 1), isFromArchive: true };
  }
});
