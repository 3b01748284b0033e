// Pages of older stories over a store in memory, with the site as a function.

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fill } from '../lib/fill.ts';
import { type PollWorld, poll } from '../lib/poll.ts';
import { connect } from '../lib/store/connection.ts';
import { readInstall } from '../lib/store/install.ts';
import { readMeta } from '../lib/store/read.ts';
import { feedText } from './support/feed-text.ts';
import { NOW } from './support/stories.ts';

const RSS = { 'content-type': 'application/rss+xml; charset=UTF-8' };

let now: number;
let older: () => Response;
let world: PollWorld;

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  now = NOW;
  const store = connect();
  const first = () => new Response(feedText([{ id: 9 }, { id: 8 }, { id: 7 }]), { headers: RSS });
  world = {
    async fetch(input) {
      const url = String(input);
      return Object.defineProperty(url.includes('paged') ? older() : first(), 'url', { value: url });
    },
    store,
    now: () => now,
    random: () => 0.5,
    isOnline: () => true,
    hasAccess: () => Promise.resolve(true),
    install: await store.use((database) => readInstall(database, { now, die: 0, storeId: 'store' })),
    onStart: () => undefined,
  };
  await poll(world, 'alarm');
  now += 60_000;
});

const archive = async () => (await world.store.use(readMeta)).archive;

describe('a page that is not there', () => {
  test('ends the archive where the site says so with an empty feed', async () => {
    older = () => new Response(feedText([]), { status: 404, headers: RSS });
    await fill(world);
    expect(await archive()).toMatchObject({ state: 'filling', nextPage: 1 }); // the page above may hold more by now
    now += 30_000;
    await fill(world);
    expect(await archive()).toMatchObject({ state: 'done' });
  });

  test.each<[string, Record<string, string>]>([
    ['a page of HTML', { 'content-type': 'text/html' }],
    ['a line of a server on the way', { 'content-type': 'text/plain' }],
    ['nothing at all', {}],
  ])('is asked for again where the answer is %s', async (_name, headers) => {
    older = () => new Response(new Uint8Array(), { status: 404, headers });
    await fill(world);
    expect(await archive()).toMatchObject({ state: 'filling', nextPage: 2, failures: 1 });
  });
});

test('a wait without end is kept for a day', async () => {
  older = () => new Response('', { status: 503, headers: { 'retry-after': '9'.repeat(400) } });
  const report = await fill(world);
  expect(report?.nextAt).toBe(now + 24 * 3_600_000);
});
