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
import { flush } from './flush.ts';
import { forgetGreeting, noteInstalled, readGreeting } from './greeting.ts';
import { readWitness } from './journal/witness.ts';
import { compactIfDue, type KeepsakeWorld, look, type Rebuilt, rebuild } from './keepsake.ts';
import { type PollWorld, poll } from './poll.ts';
import { withPollLock } from './poll-lock.ts';
import { placeOf } from './poll-place.ts';
import {
  type News,
  onBadgeRequest,
  onFillRequest,
  onNewsRequest,
  onPollRequest,
  onRebuildRequest,
  onSettingsRequest,
  type PollReply,
} from './poll-request.ts';
import { FRESH_MS, INTERVAL_MS, LONGEST_INTERVAL_MS, type PollReason, wakeAt } from './schedule/next-poll.ts';
import { openSpare } from './spare.ts';
import { type Connection, connect } from './store/connection.ts';
import type { Install } from './store/install.ts';
import { makingRoom } from './store/make-room.ts';
import { StoreFault, toStoreFault } from './store/open.ts';
import { readMeta } from './store/read.ts';
import { applyDaily } from './store/retention.ts';
import type { InstallRecord } from './store/schema.ts';
import { sweep } from './store/sweep.ts';
import { tellBadge } from './tell-badge.ts';
import { isAnyVisible, isUpdateReady, onUpdateReady } from './update.ts';
import { useWords } from './words/say.ts';
import { browserWords } from './words/source.ts';

/** Pages close their connections within some 10 ms of being asked; one that does not, holds the database. */
const LET_GO_MS = 5_000;

/** Registers every listener in the first turn, or the event that woke the worker would be missed. */
export function startWorker(browser: Browser): void {
  useWords(browserWords(browser, navigator.language));
  const now = () => Date.now(); // looked up each time: a clock that tests set holds here too
  const store = makingRoom(connect(), now);
  const spare = openSpare(browser.storage.local);
  const changes = openChanges();
  /** Whether this worker asks the site right now; it lives for as long as it does. */
  let isAsking = false;
  /** Why nothing could be kept the last time, as the pages were told. */
  let fault: StoreFault | undefined;

  const keepsake: KeepsakeWorld = {
    store,
    area: browser.storage.local,
    now,
    random: Math.random,
    uuid: () => crypto.randomUUID(),
    patience: () => AbortSignal.timeout(LET_GO_MS),
  };
  const world: Omit<PollWorld, 'install'> = {
    fetch: (...request) => fetch(...request),
    store,
    spare,
    now,
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
  onNewsRequest(browser, newsFor);
  onFillRequest(browser, fillAndTell);
  onBadgeRequest(browser, badgeAndJournal);
  onSettingsRequest(browser, followSettings);
  onRebuildRequest(browser, rebuildAndTell);
  onUpdateReady(browser, () => void update().catch(() => undefined)); // the next alarm tries again
  onAccessChange(browser, (granted) => void followAccess(granted));
  browser.runtime.onInstalled.addListener((installed) => {
    void noteInstalled(browser.storage.local, installed, browser.runtime.getManifest().version);
    void pollAndTell('start');
  });
  browser.runtime.onStartup.addListener(() => void pollAndTell('start'));
  void start();

  /** Each start of the worker: browsers forget the badge and, at times, the alarm. */
  async function start(): Promise<void> {
    try {
      await keepAnyPollAlarm(browser, now() + INTERVAL_MS);
      const { changed } = await withPollLock(async () => {
        await keepAlarm(await makeSure()); // not while a poll is about to set it
        return store.use((database) => sweep(database, now()));
      });
      if (changed) changes.tell('store');
      await badge();
      await keepFillAlarm(browser, nextFillAt(await store.use(readMeta)), now());
      void compactJournal();
    } catch (error) {
      await fail(error);
    }
  }

  /** Looks after the database before anything is written to it. To be run under the poll lock. */
  async function makeSure(): Promise<Install> {
    const { install, isRestored } = await look(keepsake);
    if (isRestored) {
      changes.tell('store');
      void pollAndTell('start'); // once the lock is free
    }
    return install;
  }

  async function keepAlarm({ phaseMs }: InstallRecord): Promise<void> {
    const soFar = await placeOf(store, spare).before(now());
    const at = wakeAt(soFar ?? {}, phaseMs, now(), Math.random());
    await keepPollAlarm(browser, { at, interval: soFar?.interval });
  }

  async function badgeAndJournal(): Promise<void> {
    try {
      await badge();
    } catch (error) {
      await fail(error);
    }
    // An act that does not reach the journal now is in the outbox still, for the next time.
    await flush(keepsake).then(compactJournal, () => undefined);
  }

  /** Goes by the settings that a page kept. */
  async function followSettings(): Promise<void> {
    await badgeAndJournal();
    // Asks at once where another feed was chosen; else it sets the alarm by the interval of now.
    await pollAndTell('alarm');
    await keepFillAlarm(browser, nextFillAt(await store.use(readMeta)), now()).catch(() => undefined);
  }

  /** Beside the polls, never in their way; what fails is due again later. */
  async function compactJournal(): Promise<void> {
    await compactIfDue(keepsake, navigator.locks).catch(() => undefined);
  }

  async function badge(): Promise<void> {
    await tellBadge(browser, store, await hasAccess(browser));
  }

  async function pollForPage(reason: PollReason): Promise<PollReply> {
    if (isAsking) changes.tell('poll-started'); // for a page that opened in the midst of a poll
    await pollAndTell(reason);
    return {
      hasAccess: await hasAccess(browser),
      ...(fault !== undefined && { fault: fault.why }),
    };
  }

  async function pollAndTell(reason: PollReason): Promise<void> {
    try {
      await withPollLock(() => pollOnce(reason));
      if (reason === 'alarm') await update(); // a page that asks may not have told yet that it is visible
    } catch (error) {
      await fail(error);
    }
  }

  async function pollOnce(reason: PollReason): Promise<void> {
    try {
      const sure = await makeSure().catch(toStoreFault);
      // A database that is not known to be the right one is not polled into: the spare copy takes its place.
      const report =
        'why' in sure
          ? await poll({ ...world, store: failing(sure), install: await spareInstall() }, reason)
          : await poll({ ...world, install: sure }, reason);
      if (report !== undefined) {
        const { nextAt = now() + LONGEST_INTERVAL_MS, interval } = report;
        await setPollAlarm(browser, { at: nextAt, interval });
      }
      if ('why' in sure) throw sure;
      if (report === undefined) {
        await keepAlarm(sure);
        if (fault?.why !== 'full') await recover(); // that it can be read says nothing of room
        return;
      }
      if (report.fault !== undefined) throw report.fault;
      await store.use((database) => applyDaily(database, now()));
      if (report.arrived > 0) await look(keepsake); // what arrived is witnessed
      await recover();
      await badge();
      await keepFillAlarm(browser, nextFillAt(await store.use(readMeta)), now());
    } finally {
      if (isAsking) changes.tell('poll-ended');
      isAsking = false;
    }
  }

  /** The install as far as it is known without the database. */
  async function spareInstall(): Promise<InstallRecord> {
    const witness = await readWitness(browser.storage.local).catch(() => undefined);
    const { installedAt, phaseMs } = typeof witness === 'object' ? witness : { installedAt: 0, phaseMs: 0 };
    return { name: 'install', installedAt, phaseMs };
  }

  /** Asks for the next page of older stories, where one is due. */
  async function fillAndTell(): Promise<void> {
    try {
      await withPollLock(async () => {
        await makeSure();
        const report = await fill(world);
        // What is due while the site is not to be asked is looked at again a little later.
        const nextAt = nextFillAt(await store.use(readMeta));
        const patient = nextAt === undefined ? undefined : Math.max(nextAt, now() + FRESH_MS);
        await setFillAlarm(browser, report === undefined ? patient : report.nextAt, now());
        if (report === undefined) return;
        changes.tell('store');
        await badge();
        if (report.arrived > 0) await look(keepsake);
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

  async function rebuildAndTell(): Promise<Rebuilt> {
    const outcome = await withPollLock(() => rebuild(keepsake));
    if (outcome === 'rebuilt') {
      await recover();
      changes.tell('store');
      await badge().catch(fail);
      void pollAndTell('start');
    }
    return outcome;
  }

  /** What an update brought is told by the first front page that asks; how it works, until that was put away. */
  async function newsFor(isFrontPage: boolean): Promise<News> {
    const greeting = isFrontPage ? await readGreeting(browser.storage.local) : undefined;
    if (greeting === 'news') await forgetGreeting(browser.storage.local).catch(() => undefined);
    return { isUpdateReady: await isUpdateReady(browser), ...(greeting !== undefined && { greeting }) };
  }

  /** Takes another version that is ready, where nobody looks; else the pages offer it. */
  async function update(): Promise<void> {
    if (!(await isUpdateReady(browser))) return;
    if (await isAnyVisible(navigator.locks)) changes.tell('update');
    else await withPollLock(async () => browser.runtime.reload());
  }

  async function recover(): Promise<void> {
    if (fault === undefined) return;
    fault = undefined;
    changes.tell('storage');
    await badge();
  }

  /**
   * The next alarm tries again; until then the badge says, where it is storage that failed, that it can't count or that
   * nothing more can be kept.
   */
  async function fail(error: unknown): Promise<void> {
    if (error instanceof StoreFault) {
      const before = fault?.why;
      fault = error;
      if (fault.why !== before) changes.tell('storage');
      await showBadge(browser, { kind: 'storage', isFull: fault.why === 'full' });
    }
    // Alarms may be what failed: then the next start of the worker sets one.
    await keepPollAlarm(browser, { at: now() + INTERVAL_MS }).catch(() => undefined);
  }
}

/** A connection to a database that can't be had. */
function failing(fault: StoreFault): Connection {
  return { use: () => Promise.reject(fault) };
}
