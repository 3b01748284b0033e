// What a choice changes in the store, at once and in one transaction.

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { rowsOfAct, stateOf } from '../../lib/journal/acts.ts';
import { HOUR_MS, INTERVAL_MS, MINUTE_MS } from '../../lib/schedule/next-poll.ts';
import { settingsOf } from '../../lib/settings.ts';
import { type Connection, connect } from '../../lib/store/connection.ts';
import { readInstall } from '../../lib/store/install.ts';
import { setArchive } from '../../lib/store/keep-fills.ts';
import { beginPoll, keepPoll } from '../../lib/store/keep-poll.ts';
import { markSeen } from '../../lib/store/mark.ts';
import { readOutbox } from '../../lib/store/outbox.ts';
import { readFront, readMeta } from '../../lib/store/read.ts';
import { restore } from '../../lib/store/restore.ts';
import type { ArchiveRecord, PollRecord } from '../../lib/store/schema.ts';
import { choose, takeBack, undoTakeBack } from '../../lib/store/settings.ts';
import { withPromises } from '../../lib/store/transaction.ts';
import { incoming, NOW } from '../support/stories.ts';

const DAY_MS = 24 * HOUR_MS;
const FEED = 'https://rareearthexchanges.com/feed/';
const CHOSEN = 'https://rareearthexchanges.com/category/magnets/feed/';
const ENTRY = {
  at: NOW,
  reason: 'alarm',
  outcome: { kind: 'ok', arrived: 0, notModified: false },
  tookMs: 1,
} as const;
const POLL: PollRecord = {
  name: 'poll',
  feed: FEED,
  validators: { [FEED]: { etag: '"v1"' } },
  failures: 0,
  startedAt: NOW,
  lastAttemptAt: NOW,
  nextAt: NOW + 20 * MINUTE_MS,
};

let store: Connection;
beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  store = connect();
  await store.use((database) => readInstall(database, { now: NOW, die: 0.5, storeId: 'store' }));
});

const meta = () => store.use(readMeta);
const settings = async () => settingsOf((await meta()).settings?.chosen);
const set = (choices: Parameters<typeof choose>[1], now = NOW) =>
  store.use((database) => choose(database, choices, now));

function polled(ids: number[], at = NOW, record = POLL): Promise<unknown> {
  const document = { incoming: ids.map((id) => incoming(id)), isWhole: true, feed: FEED };
  return store.use((database) => keepPoll(database, document, () => ({ record, entry: ENTRY }), at));
}

test('a choice holds until it is taken back, and the others with it', async () => {
  await set({ theme: 'dark', density: 'compact' });
  await set({ theme: 'light' });
  expect(await settings()).toMatchObject({ theme: 'light', density: 'compact' });
  await store.use((database) => takeBack(database, 'theme', NOW));
  expect(await settings()).toMatchObject({ theme: 'system', density: 'compact' });
});

test('all are taken back, and all come again; what was chosen in between stays', async () => {
  await set({ theme: 'dark', density: 'compact', keys: false });
  await store.use((database) => takeBack(database, 'all', NOW));
  expect(await settings()).toEqual(settingsOf({}));
  await set({ density: 'roomy' });
  await store.use((database) => undoTakeBack(database, NOW));
  expect(await settings()).toMatchObject({ theme: 'dark', density: 'roomy', keys: false });
  await store.use((database) => undoTakeBack(database, NOW)); // there is nothing left to undo
  expect(await settings()).toMatchObject({ theme: 'dark', density: 'roomy', keys: false });
});

test('a second press of taking all back does not cost the undo of the first', async () => {
  await set({ theme: 'dark', interval: 60 });
  await store.use((database) => takeBack(database, 'all', NOW));
  await store.use((database) => takeBack(database, 'all', NOW + 100));
  await store.use((database) => undoTakeBack(database, NOW + 200));
  expect(await settings()).toMatchObject({ theme: 'dark', interval: 60 });
});

test('each choice is an act, and after a loss all of them come back, with what follows from them', async () => {
  await set({ theme: 'dark', interval: 120, unreadDays: 3 });
  await set({ theme: 'light' }, NOW + 1);
  await store.use((database) => takeBack(database, 'unreadDays', NOW + 2));
  const { entries } = await store.use(readOutbox);
  const state = stateOf(entries.map(({ act }) => rowsOfAct(act)));
  vi.stubGlobal('indexedDB', new IDBFactory());
  store = connect();
  const install = { name: 'install' as const, installedAt: NOW, phaseMs: 0, storeId: 'next' };
  const restored = { name: 'restored' as const, at: NOW, from: 'store', until: NOW, read: 0, saved: 0 };
  await store.use((database) => restore(database, state, { install, restored }, NOW));
  expect(await settings()).toEqual(settingsOf({ theme: 'light', interval: 120 }));
  expect((await meta()).poll?.interval).toBe(120 * MINUTE_MS);
});

test('what a newer version let choose is neither taken back nor lost with the database', async () => {
  const state = stateOf([
    {
      read: [],
      saved: [],
      settings: [
        ['theme', NOW, 'dark'],
        ['sound', NOW, 'bell'],
      ],
    },
  ]);
  const install = { name: 'install' as const, installedAt: NOW, phaseMs: 0, storeId: 'next' };
  const restored = { name: 'restored' as const, at: NOW, from: 'store', until: NOW, read: 0, saved: 0 };
  await store.use((database) => restore(database, state, { install, restored }, NOW));
  const chosen = async () => (await meta()).settings?.chosen;
  expect(await chosen()).toEqual({ theme: 'dark', sound: 'bell' });
  await store.use((database) => takeBack(database, 'all', NOW));
  expect(await chosen()).toEqual({ sound: 'bell' });
  await store.use((database) => undoTakeBack(database, NOW));
  expect(await chosen()).toEqual({ theme: 'dark', sound: 'bell' });
});

test.each([
  ['nothing', null],
  ['a text', 'dark'],
  ['choices that are none', { theme: { toString: 1 }, interval: Number.NaN }],
])('a record of %s stands in the way of no poll, no page and no choice', async (_, chosen) => {
  await store.use((database) =>
    withPromises(database).put('meta', JSON.parse(JSON.stringify({ name: 'settings', chosen }))),
  );
  await polled([1]);
  const front = await store.use((database) => readFront(database, 10));
  expect(front.stories).toHaveLength(1);
  expect(front.settings?.chosen).not.toBeNull(); // pages look into it
  await set({ density: 'roomy' });
  await store.use((database) => takeBack(database, 'all', NOW));
  await store.use((database) => undoTakeBack(database, NOW));
  expect(await settings()).toEqual(settingsOf({ density: 'roomy' }));
});

describe('the interval', () => {
  test('moves the next poll to its own tick', async () => {
    await polled([1]);
    await set({ interval: 120 });
    const { nextAt = 0, interval } = (await meta()).poll ?? {};
    expect(interval).toBe(2 * HOUR_MS);
    expect(nextAt % (2 * HOUR_MS)).toBe(HOUR_MS); // the phase of the install, half of an interval
    expect(nextAt).toBeGreaterThan(NOW);
  });

  test('is not shorter for a site that is in trouble', async () => {
    const nextAt = NOW + 4 * HOUR_MS;
    await polled([1], NOW, { ...POLL, failures: 3, nextAt });
    await set({ interval: 15 });
    expect((await meta()).poll).toMatchObject({ nextAt, interval: 15 * MINUTE_MS });
  });

  test('by hand has no next poll, and one again afterwards', async () => {
    await polled([1]);
    await set({ interval: 'by-hand' });
    expect((await meta()).poll?.nextAt).toBeUndefined();
    await set({ interval: 30 });
    expect((await meta()).poll?.nextAt).toBeGreaterThan(NOW);
  });

  test('that was chosen while a poll ran holds after it', async () => {
    await polled([1]);
    await store.use((database) => beginPoll(database, NOW));
    await set({ interval: 60 });
    await polled([1, 2], NOW, { ...POLL, nextAt: NOW + INTERVAL_MS });
    const { nextAt = 0, interval } = (await meta()).poll ?? {};
    expect([interval, nextAt % HOUR_MS]).toEqual([HOUR_MS, HOUR_MS / 2]);
  });
});

describe('the feed', () => {
  test('that was chosen is asked next, without validators of another', async () => {
    await polled([1]);
    await set({ feed: CHOSEN });
    expect((await meta()).poll).toMatchObject({
      feed: CHOSEN,
      isFeedChosen: true,
      validators: {},
      nextAt: NOW,
    });
  });

  test('that was chosen while a poll ran is not forgotten over it', async () => {
    await polled([1]);
    await set({ feed: CHOSEN });
    await polled([1, 2]);
    expect((await meta()).poll).toMatchObject({ feed: CHOSEN, isFeedChosen: true, validators: {} });
  });

  test('is looked for again once the choice is taken back', async () => {
    await set({ feed: CHOSEN });
    await set({ feed: 'found' });
    expect((await meta()).poll).toMatchObject({ isFeedChosen: false });
    expect((await meta()).poll?.feed).toBeUndefined();
  });
});

test('how long unread counts is counted anew at once, both ways', async () => {
  await polled([1], NOW - 10 * DAY_MS);
  await polled([1, 2], NOW);
  const unread = async () => (await meta()).counts?.unread;
  expect(await unread()).toBe(2);
  await set({ unreadDays: 7 });
  expect(await unread()).toBe(1);
  await set({ unreadDays: 30 });
  expect(await unread()).toBe(2);
});

test('a story that was published long before it was first seen counts again too', async () => {
  const old = incoming(1, { publishedAt: NOW - 200 * DAY_MS });
  const document = { incoming: [old], isWhole: true, feed: FEED };
  await store.use((database) =>
    keepPoll(database, document, () => ({ record: POLL, entry: ENTRY }), NOW - 5 * DAY_MS),
  );
  await set({ unreadDays: 3 });
  expect((await meta()).counts?.unread).toBe(0);
  await set({ unreadDays: 7 });
  expect((await meta()).counts?.unread).toBe(1);
});

test('the badge of what is new counts what was not seen', async () => {
  await polled([1, 2, 3]);
  await set({ badge: 'new' });
  expect((await meta()).counts).toMatchObject({ unread: 3, unseen: 3 });
  await store.use((database) => markSeen(database, [incoming(1).id, incoming(2).id], NOW));
  expect((await meta()).counts).toMatchObject({ unread: 3, unseen: 1 });
  await set({ badge: 'unread' });
  expect((await meta()).counts?.unseen).toBeUndefined();
});

test('what would not be kept is not fetched of the archive, and is once it would', async () => {
  await polled([1, 2, 3]);
  const archive = async () => (await meta()).archive;
  await set({ archive: 'all' });
  await set({ retention: '90-days' });
  expect((await archive())?.until).toBe(NOW - 90 * DAY_MS);
  await set({ retention: 'off' });
  expect((await archive())?.until).toBeUndefined();
  await store.use((database) => setArchive(database, 'stopped', NOW));
  await set({ retention: '365-days' });
  expect(await archive()).toMatchObject({ state: 'stopped', until: NOW - 365 * DAY_MS });
});

test('an archive that ended at what is kept goes on where more is, and else stays as it is', async () => {
  await polled([1, 2, 3]);
  await set({ archive: 'all', retention: '90-days' });
  const archive = async () => (await meta()).archive;
  const ended = { ...(await archive()), name: 'archive', state: 'done' } as ArchiveRecord;
  await store.use((database) => withPromises(database).put('meta', ended));
  await set({ retention: '5000-stories', archive: 'all' });
  expect((await archive())?.state).toBe('filling');
  await store.use((database) => withPromises(database).put('meta', ended));
  await set({ retention: '90-days' }, NOW + DAY_MS);
  expect((await archive())?.state).toBe('done');
});

test('more of the archive is fetched where it ended', async () => {
  await polled([1, 2, 3]);
  expect((await meta()).archive).toMatchObject({ days: 30, state: 'filling' });
  await set({ archive: 'all' });
  expect((await meta()).archive).toMatchObject({ days: 'all', state: 'filling' });
  expect((await meta()).archive?.until).toBeUndefined();
});
