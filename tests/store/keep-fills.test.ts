// What a poll notes to be missing below its document, and what a page of it changes.

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type Connection, connect } from '../../lib/store/connection.ts';
import { readInstall } from '../../lib/store/install.ts';
import { type Asked, type FillName, hastenGaps, keepPage, setArchive } from '../../lib/store/keep-fills.ts';
import { keepPoll } from '../../lib/store/keep-poll.ts';
import { readFront, readMeta } from '../../lib/store/read.ts';
import { choose } from '../../lib/store/settings.ts';
import { withPromises } from '../../lib/store/transaction.ts';
import { incoming, NOW } from '../support/stories.ts';

const FEED = 'https://rareearthexchanges.com/feed/';
const OTHER = 'https://rareearthexchanges.com/news/feed/';
const LESSER = 'https://rareearthexchanges.com/category/industrial-metals/feed/';
const DAY = 86_400_000;
const ENTRY = {
  at: NOW,
  reason: 'alarm',
  outcome: { kind: 'ok', arrived: 0, notModified: false },
  tookMs: 1,
} as const;

let store: Connection;
beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  store = connect();
  await store.use((database) => readInstall(database, { now: NOW, die: 0.5, storeId: 'store' }));
});

/** Stories by number; the higher, the newer: a minute apart, a hundred of them before NOW. */
const stories = (ids: number[]) =>
  ids.map((id, position) => incoming(id, { publishedAt: NOW - (100 - id) * 60_000 }, position));
const from = (first: number, last: number) =>
  stories(Array.from({ length: first - last + 1 }, (_, index) => first - index));

const poll = (document: ReturnType<typeof stories>, { isWhole = true, feed = FEED, now = NOW } = {}) =>
  store.use((database) =>
    keepPoll(
      database,
      { incoming: document, isWhole, feed, version: 'v1' },
      () => ({ record: { name: 'poll', validators: {}, failures: 0, feed }, entry: ENTRY }),
      now,
    ),
  );
const page = (name: FillName, asked: Partial<Asked>) =>
  store.use((database) =>
    keepPage(
      database,
      name,
      { page: 2, incoming: [], version: 'v1', end: 'whole', ...asked },
      () => ({ ...ENTRY, reason: 'fill' }),
      NOW,
    ),
  );
const meta = () => store.use(readMeta);
const gaps = async () => (await meta()).gaps?.gaps ?? [];

describe('a whole document', () => {
  test('that is the first begins the archive of thirty days', async () => {
    await poll(from(20, 11));
    const { archive } = await meta();
    expect(archive).toMatchObject({
      state: 'filling',
      days: 30,
      nextPage: 2,
      until: NOW - 30 * DAY,
      feed: FEED,
    });
    expect(await gaps()).toEqual([]);
  });

  test('with a run of stories known from before leaves no gap', async () => {
    await poll(from(20, 11));
    await poll(from(27, 18));
    expect(await gaps()).toEqual([]);
  });

  test.each([
    ['nothing known', from(40, 31)],
    ['one known story that was moved to the top', [...stories([20]), ...from(40, 32)]],
  ])('with %s leaves a gap that says between which times stories are missing', async (_name, document) => {
    await poll(from(20, 11));
    await poll(document);
    const [gap, ...others] = await gaps();
    expect(others).toEqual([]);
    expect(gap).toMatchObject({ knownArrivals: 10, nextPage: 2, foundAt: NOW });
    expect(gap?.olderAt).toBeGreaterThan(NOW - 81 * 60_000);
    expect(gap?.edge.at).toBeLessThan(NOW - 59 * 60_000);
  });

  test('is not proven whole by stories that an editor moved to the top together', async () => {
    await poll(from(20, 11));
    const moved = [11, 12, 13].map((id) => incoming(id, { publishedAt: NOW - 58 * 60_000 }));
    await poll([...from(44, 43), ...moved, ...from(42, 38)]);
    expect(await gaps()).toHaveLength(1);
  });

  test('nor where a document that broke off had shown them there before', async () => {
    await poll(from(20, 11));
    const moved = [11, 12, 13].map((id) => incoming(id, { publishedAt: NOW - 58 * 60_000 }));
    await poll(moved, { isWhole: false });
    await poll([...from(44, 43), ...moved, ...from(42, 38)]);
    expect(await gaps()).toHaveLength(1);
  });

  test('is proven whole by them once it has been read whole with them', async () => {
    await poll(from(20, 11));
    const moved = [11, 12, 13].map((id) => incoming(id, { publishedAt: NOW - 58 * 60_000 }));
    await poll([...from(21, 21), ...moved, ...from(20, 16)]);
    await poll(from(23, 14));
    await poll([...from(44, 43), ...moved, ...from(42, 38)]);
    expect(await gaps()).toEqual([]);
  });

  test('is not proven whole by stories of a document that broke off', async () => {
    await poll(from(20, 11));
    await poll(from(40, 38), { isWhole: false });
    await poll(from(47, 38));
    expect(await gaps()).toHaveLength(1);
  });

  test('that holds nothing new leaves none, however few stories a page has', async () => {
    await poll(from(20, 19));
    await poll(from(20, 19));
    expect(await gaps()).toEqual([]);
  });

  test('of a feed that is back is not proven whole by what another one brought meanwhile', async () => {
    await poll(from(20, 11));
    const lesser = from(30, 17).filter(({ id }) => id !== 'p/21');
    await poll(lesser, { feed: OTHER });
    await poll(from(31, 22));
    expect(await gaps()).toMatchObject([{ feed: FEED, knownArrivals: 10, nextPage: 2 }]);
  });

  test.each([
    ['done', true, 'filling'],
    ['stopped', true, 'stopped'],
    ['done', false, 'done'],
  ] as const)(
    'of a feed that is new here, its archive being %s, after a loss: %s, leaves it %s',
    async (state, isRestored, after) => {
      await poll(from(20, 11));
      const { archive } = await meta();
      await store.use(async (database) => {
        if (archive !== undefined) await withPromises(database).put('meta', { ...archive, state });
        const restored = { at: NOW, from: 'store', until: NOW, read: 0, saved: 0 };
        if (isRestored) await withPromises(database).put('meta', { name: 'restored', ...restored });
      });
      await poll(from(20, 11), { feed: OTHER });
      expect((await meta()).archive).toMatchObject({ feed: OTHER, state: after });
    },
  );

  test('of a better feed than the one whose archive was read has it read once more, a lesser one not', async () => {
    const readArchive = async () => {
      await page('archive', { end: 'end' });
      await page('archive', { page: 1, incoming: from(20, 11) });
    };
    const archiveAfter = async (feed: string) => {
      await poll(from(20, 11), { feed });
      return (await meta()).archive;
    };
    await poll(from(20, 11)); // before its archive is read, that of another is
    await poll(from(20, 11), { feed: OTHER });
    await readArchive();
    expect(await archiveAfter(LESSER)).toMatchObject({ feed: LESSER, state: 'done' });
    expect(await archiveAfter(OTHER)).toMatchObject({ feed: OTHER, state: 'done' });
    expect(await archiveAfter(FEED)).toMatchObject({ feed: FEED, state: 'filling' });
    await readArchive();
    expect(await archiveAfter(OTHER)).toMatchObject({ feed: OTHER, state: 'done' });
    expect(await archiveAfter(FEED)).toMatchObject({ feed: FEED, state: 'done' });
  });

  test('of a feed that is back finds anew what was missing there', async () => {
    await poll(from(20, 11));
    await poll(from(40, 31));
    await poll(from(40, 31), { feed: OTHER });
    const gap = (await gaps())[0]?.foundAt ?? 0;
    await page(gap, { incoming: from(30, 16) });
    await page(gap, { page: 1, incoming: from(40, 31) });
    expect(await gaps()).toEqual([]);
    await poll(from(41, 32));
    expect(await gaps()).toMatchObject([{ feed: FEED, knownArrivals: 10 }]);
  });

  test('of a feed that is back takes over the gap of the other, and notes none beside it', async () => {
    await poll(from(20, 11));
    await poll(from(40, 31));
    await poll(from(40, 31), { feed: OTHER });
    await poll(from(41, 32));
    expect(await gaps()).toMatchObject([{ feed: FEED, knownArrivals: 10 }]);
  });

  test('of another feed begins archive and gaps anew, as far as they were wanted', async () => {
    await poll(from(20, 11));
    await poll(from(40, 31));
    await page((await gaps())[0]?.foundAt ?? 0, { incoming: from(30, 26) });
    await poll(from(40, 31), { feed: OTHER });
    expect((await gaps())[0]).toMatchObject({ feed: OTHER, nextPage: 2, knownArrivals: 10 });
    expect((await meta()).archive).toMatchObject({ feed: OTHER, nextPage: 2, days: 30 });
  });
});

test('of many gaps the oldest become one, down to what was known before the first of them', async () => {
  for (let top = 20; top <= 180; top += 20) await poll(from(top, top - 9), { now: NOW + top });
  const kept = await gaps();
  expect(kept).toHaveLength(5);
  expect(kept.map(({ foundAt }) => foundAt - NOW)).toEqual([180, 160, 140, 120, 100]);
  expect(kept.at(-1)).toMatchObject({ knownArrivals: 10, edge: { ids: ['p/93', 'p/92', 'p/91'] } });
  expect(kept.at(-1)?.olderAt).toBe(NOW - 80 * 60_000);
});

test('a site that asks to be left alone is asked for no page of another fill either', async () => {
  await poll(from(20, 11));
  await poll(from(40, 31));
  const name = (await gaps())[0]?.foundAt ?? 0;
  await page(name, { end: 'trouble', retryAfterMs: 3_600_000 });
  const { archive, gaps: kept } = await meta();
  expect([archive?.askAt, kept?.gaps[0]?.askAt]).toEqual([NOW + 3_600_000, NOW + 3_600_000]);
});

describe('a page of a gap', () => {
  beforeEach(async () => {
    const installedAt = NOW - DAY / 2; // before all of these stories
    await store.use((database) =>
      withPromises(database).put('meta', { name: 'install', installedAt, phaseMs: 0 }),
    );
    await poll(from(20, 11));
    await poll(from(40, 31));
  });
  const gap = async () => (await gaps())[0]?.foundAt ?? 0;

  test('brings stories that are new, and is joined by the page before it', async () => {
    const { arrived, unread } = await page(await gap(), { incoming: from(30, 21) });
    expect({ arrived, unread }).toEqual({ arrived: 10, unread: 30 });
    expect((await gaps())[0]).toMatchObject({ nextPage: 1 });
    await page(await gap(), { page: 1, incoming: from(40, 31) });
    expect((await gaps())[0]).toMatchObject({ nextPage: 3, run: 0 });
  });

  test('that meets a run known from before closes it, once it is joined', async () => {
    await page(await gap(), { incoming: from(30, 18) });
    expect(await gaps()).toHaveLength(1);
    await page(await gap(), { page: 1, incoming: from(40, 31) });
    expect(await gaps()).toEqual([]);
  });

  test('brings what was published before installing as no news', async () => {
    const before = from(30, 24).map((story) => ({
      ...story,
      facts: { ...story.facts, publishedAt: NOW - DAY },
    }));
    const late = [incoming(99, { publishedAt: NOW + 1 })];
    expect((await page(await gap(), { incoming: [...late, ...before] })).unread).toBe(21);
  });

  test('that could not be had is asked for again', async () => {
    await page(await gap(), { end: 'trouble' });
    expect((await gaps())[0]).toMatchObject({ failures: 1, nextPage: 2 });
  });

  test('that does not exist is asked for again while stories are known below', async () => {
    await page(await gap(), { end: 'end' });
    expect((await gaps())[0]).toMatchObject({ failures: 0, nextPage: 1 });
    await page(await gap(), { page: 1, incoming: from(40, 31) });
    expect((await gaps())[0]).toMatchObject({ failures: 1, nextPage: 2 });
  });

  test('is due at once when the reader asks for it', async () => {
    await store.use((database) => hastenGaps(database, NOW));
    expect((await gaps())[0]?.askAt).toBe(NOW);
  });
});

describe('a page of the archive', () => {
  beforeEach(() => poll(from(20, 11)));

  test('brings stories that were never news: they neither count nor show as new', async () => {
    const { arrived, unread } = await page('archive', { incoming: from(10, 1) });
    expect({ arrived, unread }).toEqual({ arrived: 10, unread: 10 });
    const { stories: listed } = await store.use((database) => readFront(database, 50));
    expect(listed).toHaveLength(20);
    expect(listed.filter(({ state }) => state === 'seen')).toHaveLength(10);
  });

  test('that does not exist ends it, once the page before was read once more', async () => {
    await page('archive', { end: 'end' });
    expect((await meta()).archive).toMatchObject({ state: 'filling', nextPage: 1 });
    await page('archive', { page: 1, incoming: from(20, 11) });
    expect((await meta()).archive).toMatchObject({ state: 'done' });
  });

  test('that was published since installing counts all the same', async () => {
    const late = [incoming(99, { publishedAt: NOW + 1 })];
    expect((await page('archive', { incoming: late })).unread).toBe(11);
  });

  test('beyond the limit ends it, and more can be asked for', async () => {
    await page('archive', {
      incoming: [...from(10, 3), ...[2, 1].map((id) => incoming(id, { publishedAt: NOW - 31 * DAY }))],
    });
    expect((await meta()).archive).toMatchObject({ state: 'done' });
    await store.use((database) => choose(database, { archive: 90 }, NOW));
    expect((await meta()).archive).toMatchObject({ state: 'filling', until: NOW - 90 * DAY, askAt: NOW });
    await store.use((database) => choose(database, { archive: 'all' }, NOW));
    expect((await meta()).archive?.until).toBeUndefined();
  });

  test('that arrives after the reader stopped it does not start it again', async () => {
    await store.use((database) => setArchive(database, 'stopped', NOW));
    const { nextAt } = await page('archive', { incoming: from(10, 1) });
    expect(nextAt).toBeUndefined();
    expect((await meta()).archive).toMatchObject({ state: 'stopped', nextPage: 3 });
  });
});
