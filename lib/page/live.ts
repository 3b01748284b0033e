// What brings a page to life after its first paint: what the reader does, their looks, the minutes, the focus, and
// the worker. Loaded then, for no headline waits for it.

import type { Browser } from 'webextension-polyfill';
import { askForAccess, hasAccess } from '../access.ts';
import type { Changes } from '../changes.ts';
import { forgetGreeting, readGreeting } from '../greeting.ts';
import { lookOf, putOn } from '../look.ts';
import { askToPersist } from '../persist.ts';
import { type PageReason, requestBadge, requestFill, requestPoll, requestRebuild } from '../poll-request.ts';
import { type Settings, settingsOf } from '../settings.ts';
import type { Connection } from '../store/connection.ts';
import { nextDay } from '../story/days.ts';
import type { Headline } from '../story/headline.ts';
import type { Marking } from '../story/marking.ts';
import { tellBadge } from '../tell-badge.ts';
import { isUpdateReady, tellVisible } from '../update.ts';
import { say } from '../words/say.ts';
import type { TimeWords } from '../words/time.ts';
import { announcer } from './announce.ts';
import { tellExactTimes } from './exact-times.ts';
import { archiveWords, missingWords, nextPageWords } from './fill-words.ts';
import { zoneFollower } from './follow-zone.ts';
import type { HeadlinesModel } from './headlines.ts';
import { keepFocus } from './keep-focus.ts';
import type { ArchiveChange } from './page-props.ts';
import { watchSeen } from './watch-seen.ts';

const MINUTE_MS = 60_000;

type Acts = typeof import('./acts.ts');
let acts: Promise<Acts> | undefined;

/** What writes, and idb with it: loaded when a reader reaches for something, or was seen to have looked. */
function loadActs(): Promise<Acts> {
  acts ??= import('./acts.ts');
  return acts;
}

/** What a living page needs. */
export interface LiveWorld {
  browser: Browser;
  store: Connection;
  changes: Changes;
  model: HeadlinesModel;
  root: HTMLElement;
  /** The element whose words screen readers are told. */
  announcements: HTMLElement;
  time: TimeWords;
  reason: 'popup' | 'page';
}

export interface Live {
  /** To be called after each drawing. */
  drawn(): void;
  /** Keeps that a story is being opened; resolves when it is kept and the badge says so. */
  opened(id: string): Promise<void>;
  mark(marking: Marking): Promise<void>;
  undo(): Promise<void>;
  dismissUndo(): Promise<unknown>;
  save(story: Headline): Promise<void>;
  fillGaps(): Promise<void>;
  setArchive(change: ArchiveChange): Promise<void>;
  showOlder(): Promise<void>;
  /** Asks the worker for a poll, and learns whether the site may be reached. */
  poll(why: PageReason): Promise<void>;
  grantAccess(): Promise<void>;
  dismissRestored(): Promise<void>;
  dismissGreeting(): Promise<void>;
  rebuild(): Promise<void>;
  reload(): void;
  /** Finds out whether another version is ready, or this page's own has ended. */
  learnUpdate(): Promise<void>;
}

/** Starts all that, and asks the worker for a poll if one is due. */
export function live(world: LiveWorld): Live {
  const { browser, changes, model, root, announcements, time, reason, store } = world;
  const announce = announcer(time, announcements);
  const focus = keepFocus(root);
  const looks = watchSeen(root, (ids) => void seen(ids));

  /** The last act, for an undo that is pressed before the marking is shown. */
  let lastAct: Promise<unknown> | undefined;

  /** An act of the reader's: kept first, told to the badge and the other pages, and shown. Whether it was kept. */
  function act(write: (acts: Acts, database: IDBDatabase) => Promise<unknown>): Promise<boolean> {
    const acting = keep(write);
    lastAct = acting;
    return acting;
  }

  async function keep(write: (acts: Acts, database: IDBDatabase) => Promise<unknown>): Promise<boolean> {
    try {
      const acts = await loadActs();
      const writing = acts.write(store, (database) => write(acts, database));
      void requestBadge(browser);
      await writing;
      await tell();
      await model.read();
      return true;
    } catch (error) {
      model.fail(error);
      announce.answer(model.latest); // nothing was done: the status says why
      return false;
    }
  }

  async function tell(): Promise<void> {
    changes.tell('store');
    // Asked anew: a page that has just been opened has yet to learn it, and would put a count in the sign's place.
    const isGiven = await hasAccess(browser).catch(() => model.latest?.hasAccess ?? true);
    await tellBadge(browser, store, isGiven);
    // What does not reach the journal now the worker brings there.
    const { flush } = await loadActs();
    await flush({ store, area: browser.storage.local }).catch(() => undefined);
  }

  async function seen(ids: string[]): Promise<void> {
    model.looked(ids);
    try {
      const { markSeen, write } = await loadActs();
      await write(store, (database) => markSeen(database, ids, Date.now()));
      if (settings().badge === 'new') await tellBadge(browser, store, model.latest?.hasAccess ?? true);
    } catch {
      // a story that could not be noted as seen is shown as new once more, which is no harm
    }
  }

  function settings(): Settings {
    return settingsOf(model.latest?.settings?.chosen);
  }

  /** Goes by the settings as they were read; what another surface chose holds here from now on. */
  function followSettings(): void {
    if (model.latest?.kind === 'open') putOn(document.documentElement, localStorage, lookOf(settings()));
  }

  /** Takes the last marking back, also one that is still being kept; where there is none it says nothing. */
  async function undoByKey(): Promise<void> {
    await lastAct;
    if (model.latest?.undo !== undefined) await undoLast();
  }

  async function undoLast(): Promise<void> {
    if (await act((acts, database) => acts.undo(database, Date.now()))) announce.say(say('undone'));
  }

  async function poll(why: PageReason): Promise<void> {
    if (why === 'press') announce.begun(say('statusChecking'));
    try {
      const { hasAccess, fault } = await requestPoll(browser, why);
      model.learn({
        isPolling: false,
        hasAccess,
        ...(hasAccess && { accessRefused: false }),
        workerFault: fault,
      });
    } catch {
      model.learn({ isPolling: false }); // a worker that can't be reached: the next alarm wakes it and polls
    }
    if (why !== 'press') return;
    await model.read(); // a store that failed is tried again
    announce.answer(model.latest);
  }

  async function rebuild(): Promise<void> {
    model.learn({ rebuilding: 'running' });
    announce.begun(say('rebuilding'));
    const outcome = await requestRebuild(browser).catch(() => 'failed' as const);
    model.learn({ rebuilding: outcome === 'rebuilt' ? undefined : outcome });
    if (outcome !== 'rebuilt')
      return announce.answer(model.latest, say(outcome === 'blocked' ? 'rebuildBlocked' : 'rebuildFailed'));
    await poll('page');
    await model.read();
    announce.answer(model.latest);
  }

  /** What an update brought is told by the first page that sees it; how it works, until that was put away. */
  async function learnGreeting(): Promise<void> {
    const greeting = await readGreeting(browser.storage.local);
    model.learn({ greeting });
    if (greeting === 'news') await forgetGreeting(browser.storage.local).catch(() => undefined);
  }

  async function learnUpdate(): Promise<void> {
    // Where an extension was taken away from under its pages, its API has no id any more.
    if (browser.runtime?.id === undefined) model.learn({ update: 'ended' });
    else if (await isUpdateReady(browser)) model.learn({ update: 'ready' });
  }

  addEventListener('keydown', (event) => {
    const isUndo = event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (isUndo && settings().keys) void undoByKey();
  });
  for (const reaching of ['pointerover', 'keydown', 'focusin'])
    root.addEventListener(reaching, () => void loadActs(), { once: true });
  tellVisible(navigator.locks);
  looks.observe();
  announce.follow(model.latest);
  followSettings();
  tellExactTimes(root, time);
  followTime(model, () => void learnUpdate());
  addEventListener('online', () => void poll('online')); // the worker hears of no network by itself
  void poll(reason);
  void learnUpdate();
  if (reason === 'page') void learnGreeting();
  void askToPersist(navigator.storage, browser.storage.local);

  return {
    drawn() {
      announce.follow(model.latest);
      followSettings();
      focus.restore();
      looks.observe();
    },
    async opened(id) {
      // The page may be gone once the link is followed: nothing but the mark and the badge is waited for.
      const { markOpened, write } = await loadActs();
      const writing = write(store, (database) => markOpened(database, id, Date.now()));
      void requestBadge(browser);
      await writing;
      await tell();
      void model.read();
    },
    async mark(marking) {
      const before = model.latest;
      if (await act((acts, database) => acts.mark(database, marking, Date.now())))
        announce.marked(before, model.latest);
    },
    undo: undoLast,
    dismissUndo: () => act((acts, database) => acts.forgetUndo(database)),
    async save({ id, isSaved = false }) {
      const now = Date.now();
      if (await act((acts, database) => acts.save(database, id, isSaved ? undefined : now, now)))
        announce.say(say(isSaved ? 'didUnsave' : 'didSave'));
    },
    async fillGaps() {
      if (!(await act((acts, database) => acts.hastenGaps(database, Date.now())))) return;
      void requestFill(browser).catch(() => undefined); // a worker that can't be reached: its alarm asks
      const gap = model.latest?.gaps[0];
      if (gap === undefined || model.latest === undefined) return;
      announce.say(`${missingWords(gap, model.latest.now)} ${nextPageWords(gap, model.latest, time)}`);
    },
    async setArchive(change) {
      const isKept = await act((acts, database) =>
        'days' in change
          ? acts.choose(database, { archive: change.days }, Date.now())
          : acts.setArchive(database, change.state, Date.now()),
      );
      if (!isKept) return;
      void requestFill(browser).catch(() => undefined);
      const { archive, now = 0 } = model.latest ?? {};
      if (archive !== undefined) announce.say(archiveWords(archive, now));
      document.getElementById('archive')?.focus({ preventScroll: true });
    },
    async showOlder() {
      const shown = model.latest?.stories.length ?? 0;
      await model.readOlder();
      announce.say(say('olderShown', { count: (model.latest?.stories.length ?? 0) - shown }));
      root.querySelectorAll<HTMLElement>('[data-title]')[shown]?.focus();
    },
    poll,
    async grantAccess() {
      const granted = await askForAccess(browser).catch(() => false);
      model.learn({ accessRefused: !granted });
      await poll('page');
    },
    async dismissGreeting() {
      model.learn({ greeting: undefined });
      await forgetGreeting(browser.storage.local).catch(() => undefined);
    },
    async dismissRestored() {
      try {
        const { dismissRestored, write } = await loadActs();
        await write(store, (database) => dismissRestored(database, Date.now()));
        changes.tell('store');
        await model.read();
      } catch (error) {
        model.fail(error);
      }
    },
    rebuild,
    reload() {
      try {
        if (model.latest?.update === 'ready') return browser.runtime.reload();
      } catch {
        // this page's extension was replaced already: then the page alone is reloaded
      }
      location.reload();
    },
    learnUpdate,
  };
}

/** A page that is open for days stays right: the minutes, midnight, the zone, the network, what came while hidden. */
function followTime(model: HeadlinesModel, ticked: () => void): void {
  const followZone = zoneFollower();
  let timer = setTimeout(tick, MINUTE_MS);
  function tick(): void {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') return;
    followZone();
    void model.read(); // draws too, and picks up what a context that died could not tell
    ticked();
    const now = Date.now();
    timer = setTimeout(tick, Math.min(MINUTE_MS, nextDay(now) - now));
  }
  addEventListener('online', () => model.redraw());
  addEventListener('offline', () => model.redraw());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') model.lookAway();
    else tick();
  });
}
