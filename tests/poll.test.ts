// Whole polls over a store in memory, with the site as a function.

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type PollReport, type PollWorld, poll } from '../lib/poll.ts';
import { HOUR_MS, INTERVAL_MS, MINUTE_MS, type PollReason } from '../lib/schedule/next-poll.ts';
import { connect } from '../lib/store/connection.ts';
import { readFront } from '../lib/store/read.ts';
import { feedText } from './support/feed-text.ts';
import { NOW } from './support/stories.ts';
import { type Edge, isNotModified, validatorHeaders } from './support/wordpress.ts';

type Site = (path: string, headers: Headers) => Response | Promise<Response>;

let now = NOW;
let site: Site;
let asked: string[];
let world: PollWorld;

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  now = NOW;
  asked = [];
  site = () => feed([1, 2, 3]);
  world = {
    async fetch(input, init) {
      const { url, headers } = new Request(input, init);
      const path = url.replace('https://rareearthexchanges.com', '');
      asked.push(path);
      return Object.defineProperty(await site(path, headers), 'url', { value: url });
    },
    store: connect(),
    now: () => now,
    random: () => 0.5,
    isOnline: () => true,
    hasAccess: () => Promise.resolve(true),
    install: { name: 'install', installedAt: NOW, phaseMs: 60_000 },
    onStart: () => undefined,
  };
});

const RSS = { 'content-type': 'application/rss+xml; charset=UTF-8' };
const feed = (ids: number[], options = {}, headers = {}) =>
  new Response(
    feedText(
      ids.map((id) => ({ id })),
      options,
    ),
    { headers: { ...RSS, ...headers } },
  );
const page = (status: number) =>
  new Response('<!DOCTYPE html><html></html>', { status, headers: { 'content-type': 'text/html' } });

async function polled(reason: PollReason = 'alarm'): Promise<PollReport> {
  now += 10 * HOUR_MS; // past any backoff
  const report = await poll(world, reason);
  if (report === undefined) throw new Error('no poll was due');
  return report;
}
const front = () => world.store.use((database) => readFront(database, 100));

describe('poll', () => {
  test('brings the stories once, then says that nothing arrived', async () => {
    expect(await polled()).toMatchObject({ outcome: { kind: 'ok', arrived: 3 }, unread: 3 });
    expect(await polled()).toMatchObject({ outcome: { kind: 'ok', arrived: 0 }, unread: 3 });
    expect((await front()).stories).toHaveLength(3);
  });

  test('keeps a channel’s title short, for every page reads it', async () => {
    site = () => new Response(feedText([{ id: 1 }]).replace('REEx', 'x'.repeat(1_000_000)), { headers: RSS });
    await polled();
    expect((await front()).poll?.channel).toHaveLength(200);
  });

  test('sends the validators of the whole document back, once a day none, and takes 304 for no news', async () => {
    const sent: (string | null)[] = [];
    site = (_path, headers) => {
      sent.push(headers.get('if-none-match'));
      return headers.get('if-none-match') === '"v1"'
        ? new Response(null, { status: 304 })
        : feed([1], {}, { etag: 'W/"v1"' });
    };
    await polled();
    expect(await polled()).toMatchObject({ outcome: { kind: 'ok', arrived: 0, notModified: true } });
    await polled();
    await polled(); // a day after the first
    expect(sent).toEqual([null, '"v1"', '"v1"', null]);
  });

  test('a document that was cut short gives its stories, no validators, and no feed to rely on', async () => {
    site = () => feed([1, 2], { cut: true }, { etag: '"cut"' });
    expect(await polled()).toMatchObject({ outcome: { kind: 'partial', arrived: 2 }, unread: 2 });
    const { poll: record } = await front();
    expect(record).toMatchObject({ validators: {}, failures: 1 });
    expect(record?.feed).toBeUndefined();
  });

  test('validators outlive a document that was cut short, for they vouch for the one before', async () => {
    site = () => feed([1], {}, { etag: '"v1"' });
    await polled();
    site = () => feed([2], { cut: true }, { etag: '"v2"' });
    await polled();
    expect((await front()).poll?.validators).toEqual({
      'https://rareearthexchanges.com/feed/': { etag: '"v1"' },
    });
  });

  test.each<[string, Site, object]>([
    ['no answer', () => Promise.reject(new TypeError()), { kind: 'unreachable', why: 'network' }],
    ['an error of the server', () => page(503), { kind: 'refused', status: 503 }],
    ['too many requests', () => page(429), { kind: 'refused', status: 429 }],
    ['a challenge', () => page(403), { kind: 'blocked', status: 403 }],
    ['a page with 200', () => page(200), { kind: 'blocked', status: 200 }],
    ['nothing but empty channels', () => feed([]), { kind: 'no-feed' }],
    [
      'a feed that broke off before its first story',
      () => feed([], { cut: true }),
      { kind: 'partial', arrived: 0 },
    ],
    ['an answer without a body', () => new Response('', { headers: RSS }), { kind: 'partial', arrived: 0 }],
    ['404 everywhere', () => page(404), { kind: 'no-feed' }],
  ])('%s is told as what it is, before and after the feed was found', async (_name, trouble, outcome) => {
    site = trouble;
    expect(await polled()).toMatchObject({ outcome, unread: 0 });
    site = () => feed([1]);
    expect(await polled()).toMatchObject({ outcome: { kind: 'ok', arrived: 1 } });
    site = trouble;
    expect(await polled()).toMatchObject({ outcome, unread: 1 });
    expect((await front()).poll?.feed).toBe('https://rareearthexchanges.com/feed/');
  });

  test('offline and without access nothing is asked, and nothing slows down', async () => {
    world.isOnline = () => false;
    expect((await polled()).outcome).toEqual({ kind: 'offline' });
    world.isOnline = () => true;
    world.hasAccess = () => Promise.resolve(false);
    const { outcome, nextAt } = await polled();
    expect(outcome).toEqual({ kind: 'denied' });
    expect(Number(nextAt) - now).toBeLessThanOrEqual(INTERVAL_MS + 5 * MINUTE_MS);
    expect(asked).toEqual([]);
  });

  test('still offline, nothing is asked or written; back online, the next look polls', async () => {
    await polled();
    asked.length = 0;
    world.isOnline = () => false;
    const { nextAt } = await polled();
    expect(Number(nextAt) - now).toBeLessThanOrEqual(2 * MINUTE_MS);
    const writes = vi.spyOn(IDBObjectStore.prototype, 'put');
    for (const reason of ['alarm', 'start', 'page', 'popup', 'online'] as const) {
      now += 10 * MINUTE_MS;
      expect(await poll(world, reason)).toBeUndefined();
    }
    expect(writes).not.toHaveBeenCalled();
    writes.mockRestore();
    world.isOnline = () => true;
    expect(await poll(world, 'online')).toBeUndefined();
    expect(asked).toEqual([]);
    expect(await poll(world, 'alarm')).toMatchObject({ outcome: { kind: 'ok' } });
  });

  test('a press without a network is no failure of the site’s, and is caught up with', async () => {
    await polled();
    site = () => Promise.reject(new TypeError());
    world.isOnline = () => false;
    const { outcome, nextAt } = await polled('press');
    expect(outcome).toEqual({ kind: 'offline' });
    expect(Number(nextAt) - now).toBeLessThanOrEqual(2 * MINUTE_MS);
    expect((await front()).poll?.failures).toBe(0);
  });

  test('the feed’s hints hold across 304 and failures, until the next whole document', async () => {
    const whole = (head: string) => () =>
      new Response(feedText([{ id: 1 }]).replace('<item>', `${head}<item>`), {
        headers: { ...RSS, etag: '"v1"' },
      });
    const hours = '<skipHours><hour>13</hour></skipHours><skipDays><day>Sunday</day></skipDays>';
    const hints = { ttlMs: 2 * HOUR_MS, skipHours: [13], skipDays: [0] };
    const answers = [
      whole(`<ttl>120</ttl>${hours}`),
      () => new Response(null, { status: 304 }),
      () => feed([2], { cut: true }),
      () => page(503),
    ];
    now = Date.UTC(2031, 2, 3, 2);
    for (const answer of answers) {
      site = answer;
      const report = await poll(world, 'press');
      expect((await front()).poll?.hints).toEqual(hints);
      expect(report?.nextAt).toBe((await front()).poll?.nextAt);
      if (report?.outcome.kind === 'ok') expect(Number(report.nextAt) - now).toBeGreaterThan(1.9 * HOUR_MS);
      now += MINUTE_MS;
    }
    site = whole('<ttl>60</ttl>');
    await poll(world, 'press');
    expect((await front()).poll?.hints).toEqual({ ttlMs: HOUR_MS, skipHours: [], skipDays: [] });
  });

  test('a poll that dies is followed by another, though the clock was ahead when the last was kept', async () => {
    now += 10 * HOUR_MS; // an hour that has not come
    site = () => new Response('', { status: 503, headers: { 'retry-after': '7200' } });
    await poll(world, 'alarm');
    site = () => feed([1]);
    now -= 10 * HOUR_MS;
    const dies = vi.spyOn(world, 'hasAccess').mockRejectedValueOnce(new Error('stopped'));
    await expect(poll(world, 'alarm')).rejects.toThrow('stopped');
    dies.mockRestore();
    now += INTERVAL_MS;
    expect(await poll(world, 'alarm')).toMatchObject({ outcome: { kind: 'ok' } });
  });

  test('a Retry-After keeps the popup and the alarm from asking, and a press may ask', async () => {
    await polled();
    site = () => new Response('', { status: 429, headers: { 'retry-after': '3600' } });
    await polled();
    now += 30 * MINUTE_MS;
    expect(await poll(world, 'popup')).toBeUndefined();
    expect(await poll(world, 'alarm')).toBeUndefined();
    expect(await poll(world, 'press')).toBeDefined();
  });

  test('a Retry-After of weeks is obeyed for a day, by popup and alarm alike', async () => {
    await polled();
    site = () => new Response('', { status: 429, headers: { 'retry-after': '99999999999' } });
    const { nextAt } = await polled();
    now += 6 * MINUTE_MS;
    expect(await poll(world, 'popup')).toBeUndefined();
    now = nextAt ?? 0;
    expect(await poll(world, 'alarm')).toBeDefined();
  });

  test('304 to a request without validators is no news, and no success', async () => {
    site = () => new Response(null, { status: 304 });
    await polled();
    site = () => feed([1]);
    await polled();
    site = () => new Response(null, { status: 304 });
    expect((await polled()).outcome).toEqual({ kind: 'refused', status: 304 });
  });

  test('a store that can be read but not written keeps the site from being asked again and again', async () => {
    await polled();
    asked.length = 0;
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    for (let opened = 0; opened < 5; opened += 1)
      await expect(polled('page')).rejects.toMatchObject({ name: 'StoreFault' });
    full.mockRestore();
    expect(asked).toEqual([]);
  });

  test('a press asks though the browser thinks that it is offline, for it may be wrong', async () => {
    world.isOnline = () => false;
    expect((await polled('press')).outcome.kind).toBe('ok');
  });

  test('a store that can’t be read ends the poll before the site is asked', async () => {
    world.store = connect(() => Promise.reject(new Error('no disk')));
    await expect(poll(world, 'alarm')).rejects.toMatchObject({ name: 'StoreFault' });
    expect(asked).toEqual([]);
  });
});

describe('behind each kind of server', () => {
  /** What ten polls of a site that changed once got, after the first. */
  async function statuses(edge: Edge): Promise<number[]> {
    const got: number[] = [];
    let modifiedAt = NOW - HOUR_MS;
    site = (_path, headers) => {
      const sent = { tag: headers.get('if-none-match'), date: headers.get('if-modified-since') };
      const response = isNotModified(sent, modifiedAt)
        ? new Response(null, { status: 304 })
        : feed([1], {}, validatorHeaders(modifiedAt, edge));
      got.push(response.status);
      return response;
    };
    for (let count = 0; count < 10; count += 1) {
      if (count === 5) modifiedAt += HOUR_MS;
      await poll(world, 'press');
      now += HOUR_MS;
    }
    return got.slice(1);
  }

  const UNCHANGED_THEN_ONE_CHANGE = [304, 304, 304, 304, 200, 304, 304, 304, 304];

  test.each<Edge>(['none', 'nginx', 'apache', 'litespeed', 'stripping'])(
    'what did not change is 304: %s',
    async (edge) => {
      expect(await statuses(edge)).toEqual(UNCHANGED_THEN_ONE_CHANGE);
    },
  );

  test('an ETag that comes back changed beyond repair costs one document, and then the date goes alone', async () => {
    expect(await statuses('mangling')).toEqual([200, ...UNCHANGED_THEN_ONE_CHANGE.slice(1)]);
    now += 24 * HOUR_MS;
    await poll(world, 'alarm'); // whole, without validators: what was learnt of the address outlives it
    const { poll: record } = await front();
    expect(Object.values(record?.validators ?? {})).toMatchObject([{ dateAlone: true }]);
  });
});

describe('the search for the feed', () => {
  const only =
    (path: string): Site =>
    (asked_) =>
      asked_ === path ? feed([1]) : feed([]);

  test('takes the first candidate that carries stories, and remembers it', async () => {
    site = only('/feed/?post_type=news-archive');
    await polled();
    await polled();
    expect(asked).toEqual([
      '/feed/',
      '/news/feed/',
      '/feed/?post_type=news-archive',
      '/feed/?post_type=news-archive',
    ]);
  });

  test('posts of another kind do not count', async () => {
    const podcast = [{ id: 9, link: 'https://rareearthexchanges.com/podcast/nine/' }];
    site = (path) => (path === '/feed/' ? new Response(feedText(podcast), { headers: RSS }) : feed([1]));
    await polled();
    expect((await front()).poll?.feed).toBe('https://rareearthexchanges.com/news/feed/');
    expect((await front()).stories).toHaveLength(1);
  });

  test('posts of another kind that are cut short do not count as stories of a known feed', async () => {
    await polled();
    const podcast = [{ id: 9, link: 'https://rareearthexchanges.com/podcast/nine/' }];
    site = () => new Response(feedText(podcast, { cut: true }), { headers: RSS });
    expect(await polled()).toMatchObject({ outcome: { kind: 'partial', arrived: 0 }, unread: 3 });
  });

  test('asks what the pages announce, but no other site and no feed of comments', async () => {
    const links = ['https://elsewhere.example/feed/', '/comments/feed/', '/industry/feed/'];
    const home = links
      .map((href) => `<link rel="alternate" type="application/rss+xml" href="${href}">`)
      .join('');
    site = (path) => {
      if (path === '/')
        return new Response(`<html><head>${home}</head></html>`, {
          headers: { 'content-type': 'text/html' },
        });
      return path === '/industry/feed/' ? feed([1]) : feed([]);
    };
    await polled();
    expect(asked).toEqual(['/feed/', '/news/feed/', '/feed/?post_type=news-archive', '/', '/industry/feed/']);
  });

  test('a site in trouble is asked once, not seven times', async () => {
    site = () => page(503);
    await polled();
    expect(asked).toEqual(['/feed/']);
  });

  test('is made again when the feed is gone, or holds no story any more', async () => {
    await polled();
    for (const gone of [page(410), feed([])]) {
      site = (path) => (path === '/news/feed/' ? feed([1, 2]) : gone.clone());
      await polled();
      expect((await front()).poll?.feed).toBe('https://rareearthexchanges.com/news/feed/');
      site = (path) => (path === '/feed/' ? feed([1]) : page(404));
      await polled();
    }
  });

  test('leads back to a better feed, a day after a lesser one was found while it was away', async () => {
    site = (path) => (path.startsWith('/category/') ? feed([1]) : page(404));
    await polled();
    site = (path) => (path.startsWith('/category/') ? feed([1]) : feed([1, 2]));
    for (let poll = 0; poll < 3; poll += 1) await polled();
    expect((await front()).poll?.feed).toBe('https://rareearthexchanges.com/feed/');
    expect((await front()).stories).toHaveLength(2);
  });

  test('asks a feed that was lost no second time, and no more than five that a page announces', async () => {
    await polled();
    const links = Array.from(
      { length: 3000 },
      (_, index) => `<link rel="alternate" type="application/rss+xml" href="/${index}/feed/">`,
    );
    site = (path) =>
      path === '/'
        ? new Response(`<html>${links.join('')}</html>`, { headers: { 'content-type': 'text/html' } })
        : page(404);
    asked.length = 0;
    await polled();
    expect(asked.filter((path) => path === '/feed/')).toHaveLength(1);
    expect(asked.length).toBeLessThan(15);
  });

  test('is made again after three blocked polls in a row, for the feed may have moved', async () => {
    await polled();
    site = (path) => (path === '/news/feed/' ? feed([1]) : page(403));
    for (let blocked = 0; blocked < 3; blocked += 1) expect((await polled()).outcome.kind).toBe('blocked');
    expect((await polled()).outcome.kind).toBe('ok');
  });
});
