// The worker in a browser that keeps alarms and messages, over a store in memory.

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, type Mock, test, vi } from 'vitest';
import type { Browser } from 'webextension-polyfill';
import { HOUR_MS, MINUTE_MS, type PollReason } from '../lib/schedule/next-poll.ts';
import { connect } from '../lib/store/connection.ts';
import { readMeta } from '../lib/store/read.ts';
import { startWorker } from '../lib/worker.ts';
import { type KeptAlarms, keptAlarms } from './support/alarms.ts';
import { feedText } from './support/feed-text.ts';
import { MemoryArea } from './support/memory-area.ts';

const NOW = Date.UTC(2031, 2, 3, 9, 40);
const ID = 'extension';
const PAGE = { id: ID, url: `chrome-extension://${ID}/popup.html` };

let now: number;
let isOnline: boolean;
let asked: number;
let alarms: KeptAlarms;
/** What the badge said, the latest last. */
let badgeTexts: string[];
let area: MemoryArea;
let updates: (() => void)[];
let reload: Mock<() => void>;
/** As a page asks, or the alarm goes off. */
let hear: (reason: PollReason) => Promise<unknown>;

beforeEach(async () => {
  now = NOW;
  isOnline = true;
  asked = 0;
  alarms = keptAlarms();
  badgeTexts = [];
  updates = [];
  reload = vi.fn();
  area = new MemoryArea();
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.spyOn(Date, 'now').mockImplementation(() => now);
  vi.stubGlobal('navigator', {
    language: 'en',
    locks: navigator.locks,
    get onLine() {
      return isOnline;
    },
  });
  vi.stubGlobal('fetch', async (address: string) => {
    asked += 1;
    const headers = { 'content-type': 'application/rss+xml' };
    return Object.defineProperty(new Response(feedText([{ id: asked }]), { headers }), 'url', {
      value: address,
    });
  });
  start();
  await vi.waitFor(() => expect(alarmIn()).toBeLessThanOrEqual(MINUTE_MS)); // its start has come to an end
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function takeStorageAway(): void {
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new Error('no storage');
    },
  });
}

/** A worker that the browser starts, with its listeners in place of those of the last. */
function start(): void {
  startWith({});
}

/** The same, in a browser parts of which are others. */
function startWith(parts: { alarms?: object }): void {
  const messages: ((message: unknown, sender: typeof PAGE) => unknown)[] = [];
  const event = { addListener: () => undefined };
  const drawn = () => Promise.resolve();
  const browser = {
    action: {
      setBadgeText: async ({ text }: { text: string }) => void badgeTexts.push(text),
      setBadgeBackgroundColor: drawn,
      setTitle: drawn,
    },
    alarms: { ...alarms.api, ...parts.alarms, onAlarm: event },
    i18n: { getMessage: () => 'en' },
    storage: { local: area, session: new MemoryArea() },
    permissions: { contains: () => Promise.resolve(true), onAdded: event, onRemoved: event },
    runtime: {
      id: ID,
      getURL: () => `chrome-extension://${ID}/`,
      onInstalled: event,
      onStartup: event,
      onUpdateAvailable: { addListener: (heard: () => void) => updates.push(heard) },
      reload,
      onMessage: { addListener: (heard: (typeof messages)[number]) => messages.push(heard) },
    },
  };
  startWorker(browser as unknown as Browser);
  hear = (reason) => Promise.all(messages.map((heard) => heard({ ask: 'poll', reason }, PAGE)));
}

const alarmIn = () => (alarms.set.get('poll')?.scheduledTime ?? Number.NaN) - now;

describe('the alarm', () => {
  test('is there before the first poll ends, for the worker may be ended in it', async () => {
    alarms.set.clear();
    let end = () => {};
    const polling = new Promise<void>((resolve) => {
      end = resolve;
    });
    const held = navigator.locks.request('ree-ticker poll', () => polling);
    start();
    await vi.waitFor(() => expect(alarmIn()).toBe(30 * MINUTE_MS));
    end();
    await held;
  });

  test('is set anew by a page that opens, after the clock was set back by years', async () => {
    now += 10 * 365 * 24 * HOUR_MS;
    await hear('press');
    now = NOW;
    expect(alarmIn()).toBeGreaterThan(9 * 365 * 24 * HOUR_MS);
    await hear('page');
    expect(asked).toBe(2);
    expect(alarmIn()).toBeLessThanOrEqual(35 * MINUTE_MS);
  });

  test('is set anew by a page that opens though no poll is due, where it was lost', async () => {
    await hear('press');
    const inTime = alarmIn();
    alarms.set.clear();
    await hear('page');
    expect(asked).toBe(1);
    expect(alarmIn()).toBe(inTime);
  });

  test('is set anew by the next start of the worker, where it stands hours too late', async () => {
    await hear('press');
    const inTime = alarmIn();
    alarms.set.set('poll', { name: 'poll', scheduledTime: now + 10 * HOUR_MS, periodInMinutes: 30 });
    start();
    await vi.waitFor(() => expect(alarmIn()).toBe(inTime));
    expect(asked).toBe(1);
  });

  test('looks again within two minutes while offline, and when a page hears that the network is back', async () => {
    isOnline = false;
    await hear('popup');
    for (let look = 0; look < 5; look += 1) {
      expect(alarmIn()).toBeGreaterThanOrEqual(MINUTE_MS);
      expect(alarmIn()).toBeLessThanOrEqual(2 * MINUTE_MS);
      now += alarmIn();
      alarms.set.set('poll', { name: 'poll', scheduledTime: now + 30 * MINUTE_MS, periodInMinutes: 30 });
      await hear('page'); // as the alarm would: it has gone off, and repeats
    }
    isOnline = true;
    await hear('online');
    expect(alarmIn()).toBeLessThanOrEqual(2 * MINUTE_MS);
    expect(asked).toBe(0);
  });
});

test('a poll that was made aside sets the alarm as well, once storage can be had again', async () => {
  takeStorageAway();
  start();
  await hear('press');
  const inTime = alarmIn();
  expect(inTime).toBeGreaterThan(2 * MINUTE_MS);
  vi.stubGlobal('indexedDB', new IDBFactory());
  start();
  await hear('page');
  expect(alarmIn()).toBe(inTime);
  expect(asked).toBe(1);
});

describe('the badge', () => {
  test('goes on to count where alarms fail, which is nothing that storage does', async () => {
    startWith({ alarms: { get: () => Promise.reject(new Error('alarms fail')) } });
    await hear('press');
    expect(badgeTexts.at(-1)).toBe('1');
    expect(badgeTexts).not.toContain('!');
  });

  test('says so where storage fails', async () => {
    takeStorageAway();
    start();
    await hear('press');
    expect(badgeTexts.at(-1)).toBe('!');
  });
});

describe('another version that is ready', () => {
  const arrive = () => {
    for (const heard of updates) heard();
  };

  test('is taken where nobody looks', async () => {
    arrive();
    await vi.waitFor(() => expect(reload).toHaveBeenCalled());
  });

  test('waits for the next alarm where the browser does not say whether anybody looks', async () => {
    vi.spyOn(navigator.locks, 'query').mockRejectedValueOnce(new Error('locks fail'));
    arrive();
    await vi.waitFor(() => expect(navigator.locks.query).toHaveBeenCalled());
    expect(reload).not.toHaveBeenCalled();
    arrive(); // as at the next alarm
    await vi.waitFor(() => expect(reload).toHaveBeenCalled());
  });

  test('is offered where a page is visible, and taken once none is', async () => {
    let hide = () => {};
    const visible = new Promise<void>((resolve) => {
      hide = resolve;
    });
    const looking = navigator.locks.request('ree-ticker visible', { mode: 'shared' }, () => visible);
    const told = new Promise((resolve) => {
      const channel = new BroadcastChannel('ree-ticker');
      channel.onmessage = ({ data }) => {
        if (data !== 'update') return;
        channel.close();
        resolve(data);
      };
    });
    arrive();
    await told;
    expect(reload).not.toHaveBeenCalled();
    hide();
    await looking;
    arrive(); // as at the next alarm
    await vi.waitFor(() => expect(reload).toHaveBeenCalled());
  });
});

test('a database that was lost while the worker ran is found out before the next poll', async () => {
  await hear('press');
  const before = asked;
  vi.stubGlobal('indexedDB', new IDBFactory());
  now += 2 * HOUR_MS;
  start(); // its connection is another
  await hear('press');
  await vi.waitFor(() => expect(asked).toBeGreaterThan(before));
  const { restored } = await connect().use(readMeta);
  expect(restored).toMatchObject({ at: now, read: 0, saved: 0 });
});
