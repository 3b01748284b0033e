// The worker: what happens on which event. It keeps nothing between events, for the browser stops it after
// half a minute without one.

import type { Browser } from 'webextension-polyfill';
import { hasAccess, onAccessChange } from './access.ts';
import {
  keepAnyPollAlarm,
  keepFillAlarm,
  keepPollAlarm,
  onFillAlarm,
  onPollAlarm,
  setFillAlarm,
  setPollAlarm,
} from './alarms.ts';
import { showBadge } from './badge.ts';
import { openChanges } from './changes.ts';
import { fill, nextFillAt } from './fill.ts';
import { type PollWorld, poll } from './poll.ts';
import { withPollLock } from './poll-lock.ts';
import { onBadgeRequest, onFillRequest, onPollRequest, type PollReply } from './poll-request.ts';
import { FRESH_MS, INTERVAL_MS, type PollReason, wakeAt } from './schedule/next-poll.ts';
import { connect } from './store/connection.ts';
import { readInstall } from './store/install.ts';
import { sweep } from './store/keep-poll.ts';
import { StoreFault } from './store/open.ts';
import { readMeta } from './store/read.ts';
import type { InstallRecord } from './store/schema.ts';
import { tellBadge } from './tell-badge.ts';
import { useWords } from './words/say.ts';
import { browserWords } from './words/source.ts';

/** Registers every listener in the first turn, or the event that woke the worker would be missed. */
export function startWorker(browser: Browser): void {
  useWords(browserWords(browser, navigator.language));
  const store = connect();
  const changes = openChanges();
  /** Whether this worker asks the site right now; it lives for as long as it does. */
  let isAsking = false;

  const world: Omit<PollWorld, 'install'> = {
    fetch: (...request) => fetch(...request),
    store,
    now: Date.now,
    random: Math.random,
    isOnline: () => navigator.onLine,
    hasAccess: () => hasAccess(browser),
    onStart() {
      isAsking = true;
      changes.tell('poll-started');
    },
  };

  onPollAlarm(browser, () => void pollAndTell('alarm'));
  onFillAlarm(browser, () => void fillAndTell());
  onPollRequest(browser, pollForPage);
  onFillRequest(browser, fillAndTell);
  onBadgeRequest(browser, () => badge().catch(fail));
  onAccessChange(browser, (granted) => void followAccess(granted));
  browser.runtime.onInstalled.addListener(() => void pollAndTell('start'));
  browser.runtime.onStartup.addListener(() => void pollAndTell('start'));
  void start();

  /** Each start of the worker: browsers forget the badge and, at times, the alarm. */
  async function start(): Promise<void> {
    try {
      await keepAnyPollAlarm(browser, Date.now() + INTERVAL_MS);
      const { changed } = await store.use((database) => sweep(database, Date.now()));
      if (changed) changes.tell('store');
      await badge();
      await withPollLock(keepAlarm); // not while a poll is about to set it
      await keepFillAlarm(browser, nextFillAt(await store.use(readMeta)), Date.now());
    } catch (error) {
      await fail(error);
    }
  }

  async function keepAlarm(): Promise<void> {
    const { poll: soFar } = await store.use(readMeta);
    const { phaseMs } = await install();
    await keepPollAlarm(browser, wakeAt(soFar ?? {}, phaseMs, Date.now(), Math.random()));
  }

  function install(): Promise<InstallRecord> {
    return store.use((database) => readInstall(database, Date.now(), Math.random()));
  }

  async function badge(): Promise<void> {
    await tellBadge(browser, store, await hasAccess(browser));
  }

  async function pollForPage(reason: PollReason): Promise<PollReply> {
    if (isAsking) changes.tell('poll-started'); // for a page that opened in the midst of a poll
    await pollAndTell(reason);
    return { hasAccess: await hasAccess(browser) };
  }

  async function pollAndTell(reason: PollReason): Promise<void> {
    try {
      await withPollLock(() => pollOnce(reason));
    } catch (error) {
      await fail(error);
    }
  }

  async function pollOnce(reason: PollReason): Promise<void> {
    try {
      const report = await poll({ ...world, install: await install() }, reason);
      if (report === undefined) return await keepAlarm();
      await badge();
      await setPollAlarm(browser, report.nextAt);
      await keepFillAlarm(browser, nextFillAt(await store.use(readMeta)), Date.now());
    } finally {
      if (isAsking) changes.tell('poll-ended');
      isAsking = false;
    }
  }

  /** Asks for the next page of older stories, where one is due. */
  async function fillAndTell(): Promise<void> {
    try {
      await withPollLock(async () => {
        const report = await fill(world);
        // What is due while the site is not to be asked is looked at again a little later.
        const nextAt = nextFillAt(await store.use(readMeta));
        const patient = nextAt === undefined ? undefined : Math.max(nextAt, Date.now() + FRESH_MS);
        await setFillAlarm(browser, report === undefined ? patient : report.nextAt, Date.now());
        if (report === undefined) return;
        changes.tell('store');
        await badge();
      });
    } catch (error) {
      await fail(error);
    }
  }

  async function followAccess(granted: boolean): Promise<void> {
    changes.tell('access');
    if (granted) await pollAndTell('granted');
    else await start();
  }

  /** The next alarm tries again; until then the badge says that it can't count, where that is what failed. */
  async function fail(error: unknown): Promise<void> {
    if (error instanceof StoreFault) await showBadge(browser, { kind: 'storage' });
    // Alarms may be what failed: then the next start of the worker sets one.
    await keepPollAlarm(browser, Date.now() + INTERVAL_MS).catch(() => undefined);
  }
}
