// Polls while the database fails: the headlines come all the same, by the one schedule.

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Act } from '../lib/journal/acts.ts';
import { append } from '../lib/journal/append.ts';
import { keepLastGood } from '../lib/journal/last-good.ts';
import { readSpareFront } from '../lib/page/without-store.ts';
import { type PollWorld, poll } from '../lib/poll.ts';
import { HOUR_MS, INTERVAL_MS, MINUTE_MS, type PollReason } from '../lib/schedule/next-poll.ts';
import { openSpare, readSpare } from '../lib/spare.ts';
import { type Connection, connect } from '../lib/store/connection.ts';
import { makingRoom } from '../lib/store/make-room.ts';
import { mark, save } from '../lib/store/mark.ts';
import { StoreFault } from '../lib/store/open.ts';
import { readFront } from '../lib/store/read.ts';
import { choose } from '../lib/store/settings.ts';
import { withPromises } from '../lib/store/transaction.ts';
import { feedText } from './support/feed-text.ts';
import { MemoryArea } from './support/memory-area.ts';
import { NOW } from './support/stories.ts';

let now: number;
let ids: number[];
let asked: number;
let area: MemoryArea;
let world: PollWorld;

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  now = NOW;
  ids = [3, 2, 1];
  asked = 0;
  area = new MemoryArea();
  world = worldOver(connect());
});
afterEach(() => vi.restoreAllMocks());

function worldOver(store: Connection): PollWorld {
  return {
    async fetch(input) {
      asked += 1;
      const body = feedText(ids.map((id) => ({ id })));
      const response = new Response(body, { headers: { 'content-type': 'application/rss+xml' } });
      return Object.defineProperty(response, 'url', { value: String(input) });
    },
    store,
    spare: openSpare(area),
    now: () => now,
    random: () => 0.5,
    isOnline: () => true,
    hasAccess: () => Promise.resolve(true),
    install: { name: 'install', installedAt: NOW, phaseMs: 60_000 },
    onStart: () => undefined,
  };
}

const unreadable: Connection = { use: () => Promise.reject(new StoreFault('failed')) };

async function polled(over: PollWorld, reason: PollReason = 'alarm') {
  now += HOUR_MS;
  return poll(over, reason);
}

/** A put fails for want of room, as often as this says. */
function fill(times = Number.POSITIVE_INFINITY) {
  const put = IDBObjectStore.prototype.put;
  let left = times;
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...given) {
    left -= 1;
    if (left >= 0) throw new DOMException('forced', 'QuotaExceededError');
    return put.apply(this, given);
  });
}

const titles = async () => (await readSpare(area))?.stories.map(({ facts }) => facts.title);

describe('a poll while the database can’t be read', () => {
  test('begins with the copy of what was there, and adds what is new to it', async () => {
    await polled(world);
    ids = [4, 3, 2, 1];
    const report = await polled(worldOver(unreadable));
    expect(report).toMatchObject({ arrived: 1, unread: 4, fault: { why: 'failed' } });
    expect(await titles()).toEqual(['Story 4', 'Story 3', 'Story 2', 'Story 1']);
  });

  test('is due by the schedule that it left, whatever asks', async () => {
    await polled(world);
    const aside = worldOver(unreadable);
    await polled(aside);
    const before = asked;
    now += MINUTE_MS;
    for (const reason of ['popup', 'page', 'start'] as const)
      expect(await poll(worldOver(unreadable), reason)).toBeUndefined();
    expect(asked).toBe(before);
    now += INTERVAL_MS;
    expect(await poll(worldOver(unreadable), 'alarm')).toBeDefined();
  });

  test('of which the database was not told counts when it is back', async () => {
    await polled(world);
    await polled(worldOver(unreadable));
    now += MINUTE_MS;
    expect(await poll(worldOver(connect()), 'popup')).toBeUndefined();
  });

  test('goes by memory where storage.local fails too', async () => {
    area.set = () => Promise.reject(new Error('no disk'));
    const aside = worldOver(unreadable);
    expect(await polled(aside)).toMatchObject({ arrived: 3 });
    now += MINUTE_MS;
    expect(await poll(aside, 'popup')).toBeUndefined();
    expect(await polled(aside)).toMatchObject({ arrived: 0 });
  });

  test('counts what a long document brings once, though the copy holds fifty', async () => {
    ids = Array.from({ length: 80 }, (_, index) => 80 - index);
    expect(await polled(worldOver(unreadable))).toMatchObject({ arrived: 50, unread: 50 });
    expect(await polled(worldOver(unreadable))).toMatchObject({ arrived: 0, unread: 50 });
    expect((await readSpare(area))?.stories).toHaveLength(50);
  });

  test('believes of the copy no poll that another version may have written in another way', async () => {
    await polled(world);
    const copy = await readSpare(area);
    if (copy?.poll === undefined) throw new Error('no copy');
    const poll = { ...copy.poll, hints: { skipped: [] } };
    await keepLastGood(area, { ...copy, poll });
    expect(await polled(worldOver(unreadable))).toMatchObject({ arrived: 0, outcome: { kind: 'ok' } });
  });

  test('shows pages the copy, with what the reader did to it', async () => {
    const store = connect();
    await polled(worldOver(store));
    const act: Act = { kind: 'states', at: now, read: [['p/1', now]] };
    await append(area, 's', [{ seq: 1, act }]);
    const front = await readSpareFront(area, now);
    expect(front?.stories.map(({ states }) => states.readAt)).toEqual([undefined, undefined, now]);
    expect(front?.counts?.unread).toBe(2);
    expect(front?.poll?.lastAttemptAt).toBe(now);
  });
});

describe('a poll while there is no room', () => {
  test('shows its headlines aside, and asks no more often', async () => {
    await polled(world);
    ids = [4, 3, 2, 1];
    fill();
    const report = await polled(worldOver(connect()));
    expect(report).toMatchObject({ arrived: 1, fault: { why: 'full' } });
    expect(await titles()).toHaveLength(4);
    const before = asked;
    now += MINUTE_MS;
    expect(await poll(worldOver(connect()), 'popup')).toBeUndefined();
    expect(asked).toBe(before);
  });

  test('a write is tried once more, without the texts of old stories that were read', async () => {
    await polled(world);
    const store = makingRoom(world.store, () => now);
    await store.use(async (db) => {
      for (const id of ['p/1', 'p/2', 'p/3']) await withPromises(db).put('articles', { id, html: 'long' });
      await mark(db, { kind: 'all', arrivals: 9 }, now);
      await save(db, 'p/2', now, now);
      await mark(db, { kind: 'unread', id: 'p/3' }, now);
    });
    now += 15 * 24 * HOUR_MS;
    fill(1);
    expect(await store.use((db) => mark(db, { kind: 'read', id: 'p/3' }, now))).toBe(0);
    const front = await store.use((db) => readFront(db, 10));
    expect(front.stories.map(({ state }) => state)).toEqual(['read', 'read', 'read']);
    expect(await store.use((db) => withPromises(db).getAllKeys('articles'))).toEqual(['p/2', 'p/3']);
  });

  test('what still finds no room is a fault that says so', async () => {
    await polled(world);
    fill();
    const store = makingRoom(world.store, () => now);
    await expect(store.use((db) => mark(db, { kind: 'read', id: 'p/1' }, now))).rejects.toMatchObject({
      name: 'StoreFault',
      why: 'full',
    });
  });
});

test('what the reader chose since the copy was made holds while the database fails, too', async () => {
  await poll(world, 'press');
  const address = 'https://rareearthexchanges.com/category/magnets/feed/';
  await world.store.use((database) => choose(database, { interval: 'by-hand', feed: address }, now));
  await poll(world, 'alarm'); // as the worker does once something was chosen: nothing is due
  const askedSoFar = asked;
  now += 2 * HOUR_MS;
  const failing = { ...worldOver(unreadable), spare: openSpare(area) };
  await poll(failing, 'alarm');
  expect(asked).toBe(askedSoFar);
  expect((await readSpare(area))?.poll).toMatchObject({
    interval: 'by-hand',
    feed: address,
    isFeedChosen: true,
    validators: {},
  });
});
