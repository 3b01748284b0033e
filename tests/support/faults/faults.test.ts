// Every kind of fault in whole polls over Node's own fetch and a store in memory: fast, and the same table as in the
// browsers (tests/browser/faults.test.ts).

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { statusOf } from '../../../lib/page/status.ts';
import { sentences } from '../../../lib/page/status-words.ts';
import { type PollWorld, poll } from '../../../lib/poll.ts';
import { FULL_EVERY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/schedule/next-poll.ts';
import { connect } from '../../../lib/store/connection.ts';
import { readFront } from '../../../lib/store/read.ts';
import { timeWords } from '../../../lib/words/time.ts';
import { askSite } from '../ask-site.ts';
import { type Site, startSite } from '../site.ts';
import { fetchFrom } from '../site-fetch.ts';
import { status } from './answers.ts';
import { feedOf, feedWith } from './documents.ts';
import { onFeeds } from './fault.ts';
import { FAULT_KINDS, type FaultKind, heal, putOn, sightAmong, sightsOf } from './kinds.ts';

/** Stands for the 22 s of a poll where a site stalls. */
const SHORT_PATIENCE_MS = 400;
const SECOND_MS = 1000;

let site: Site;
let now: number;
let world: PollWorld;

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  site = await startSite();
  now = Date.now();
  world = {
    fetch: fetchFrom(site),
    store: connect(),
    now: () => now,
    random: () => 0.5,
    isOnline: () => true,
    hasAccess: () => Promise.resolve(true),
    install: { name: 'install', installedAt: now, phaseMs: 60_000 },
    onStart: () => undefined,
  };
});

afterEach(async () => {
  vi.restoreAllMocks();
  await site.close();
});

/** Puts a fault on; where it stalls, the poll's deadline comes sooner. */
async function putOnHere(kind: FaultKind): Promise<void> {
  await putOn(site, kind);
  if (kind.family !== 'stalled') return;
  const { timeout } = AbortSignal;
  vi.spyOn(AbortSignal, 'timeout').mockImplementationOnce(() => timeout.call(AbortSignal, SHORT_PATIENCE_MS));
}

/** A press an hour later, and what the reader then sees. */
async function press({ inFull = false } = {}) {
  now += inFull ? FULL_EVERY_MS : HOUR_MS;
  await poll(world, 'press');
  const front = await world.store.use((database) => readFront(database, 100));
  const { poll: record } = front;
  const circumstances = {
    poll: record,
    isPolling: false,
    isOnline: true,
    hasAccess: true,
    kind: 'open' as const,
  };
  const kind = statusOf(circumstances, now);
  const words = sentences(kind, { poll: record, fault: undefined, now }, timeWords('en'));
  const titles = front.stories.map(({ title }) => title);
  const waitMinutes = ((record?.nextAt ?? 0) - now) / MINUTE_MS;
  return { kind, words, titles, unread: front.counts?.unread ?? 0, waitMinutes };
}

const TITLE = 'Größe – “钕”';

describe('a known feed', () => {
  test.each(FAULT_KINDS)('$name', async (kind) => {
    const { titles } = await press();
    expect(titles).toHaveLength(10);
    site.publish({ title: TITLE, publishedAt: now });

    await putOnHere(kind);
    const during = await press({ inFull: kind.asksInFull ?? false });
    const hasArrived = during.titles.length > titles.length;
    expect(
      sightAmong(sightsOf(kind, 'node'), during.kind, during.words, hasArrived),
      during.words,
    ).toBeDefined();
    expect(during.titles).toEqual(hasArrived ? [TITLE, ...titles] : titles);
    expect(during.unread).toBe(during.titles.length);
    expect(during.waitMinutes).toBeGreaterThanOrEqual(during.kind === 'ok' ? 5 : 20);
    expect(during.waitMinutes).toBeLessThanOrEqual(40);

    await heal(site);
    expect(await press()).toMatchObject({ kind: 'ok', titles: [TITLE, ...titles], unread: 11 });
    site.publish({ title: 'Another', publishedAt: now });
    expect(await press()).toMatchObject({ kind: 'ok', titles: ['Another', TITLE, ...titles], unread: 12 });
  });
});

describe('what stands behind the cut comes with the next sound answer', () => {
  const cut = FAULT_KINDS.filter(({ status, brings }) => status === 'partial' && brings);

  test.each(cut)('$name', async (kind) => {
    const { titles } = await press();
    for (const [seconds, title] of ['One', 'Two', 'Three', 'Four', 'Five', 'Six'].entries())
      site.publish({ title, publishedAt: now + seconds * SECOND_MS });
    await putOn(site, kind);
    expect((await press()).titles).not.toContain('One');
    await heal(site);
    const all = ['Six', 'Five', 'Four', 'Three', 'Two', 'One', ...titles];
    expect(await press()).toMatchObject({ kind: 'ok', titles: all, unread: all.length });
  });
});

describe('the first answer of all', () => {
  test.each(FAULT_KINDS)('$name', async (kind) => {
    await putOnHere(kind);
    const sights = sightsOf(kind, 'node', { isFirst: true });
    const during = await press();
    expect(
      sightAmong(sights, during.kind, during.words, during.titles.length > 0),
      during.words,
    ).toBeDefined();
    expect(during.unread).toBe(during.titles.length);

    await heal(site);
    const after = await press();
    expect(after.kind).toBe('ok');
    expect(after.titles.slice(0, 10)).toEqual(site.stories.slice(0, 10).map(({ title }) => title));
    expect(after.unread).toBe(after.titles.length);
  });
});

test('an old copy under the newest validators hides a story no longer than a day', async () => {
  const { titles } = await press();
  site.publish({ title: TITLE, publishedAt: now });
  const old = feedOf(site.stories.slice(1, 11), site);
  site.fault = feedWith(site, () => ({ body: old }));
  await press();
  site.fault = undefined;
  expect((await press()).titles).toEqual(titles); // 304: nobody can tell
  now += FULL_EVERY_MS;
  expect((await press()).titles).toEqual([TITLE, ...titles]);
});

test('onFeeds leaves the pages as they are', async () => {
  site.fault = onFeeds(status(503));
  expect((await askSite(site, '/news/')).status).toBe(200);
  expect((await askSite(site, '/?s=dysprosium&feed=rss2')).status).toBe(503);
});

test('there are more than forty kinds, each with a name of its own', () => {
  expect(FAULT_KINDS.length).toBeGreaterThan(40);
  expect(new Set(FAULT_KINDS.map(({ name }) => name)).size).toBe(FAULT_KINDS.length);
});
