// What brings a page to life after its first paint: the reader's looks, the minutes, the focus, and the worker. Loaded
// then, for no headline waits for it; what the reader does comes later still (deeds.ts).

import type { Browser } from 'webextension-polyfill';
import type { Changes } from '../changes.ts';
import { lookOf, putOn } from '../keep-look.ts';
import { keepVisit } from '../keep-visit.ts';
import { type PageReason, requestNews, requestPoll } from '../poll-request.ts';
import type { Connection } from '../store/connection.ts';
import { nextDay } from '../story/days.ts';
import type { Filter } from '../story/filter.ts';
import { isUpdateReady, tellVisible } from '../update.ts';
import { say } from '../words/say.ts';
import type { TimeWords } from '../words/time.ts';
import { announcer } from './announce.ts';
import { toldUntil } from './briefing-told.ts';
import type { Deeds } from './deeds.ts';
import { tellExactTimes } from './exact-times.ts';
import { zoneFollower } from './follow-zone.ts';
import type { HeadlinesModel } from './headlines.ts';
import { keepFocus } from './keep-focus.ts';
import type { PlaceKeeper } from './keep-place.ts';
import { type Listing, listing } from './listing.ts';
import { watchSeen } from './watch-seen.ts';

const MINUTE_MS = 60_000;
/** From one briefing to the next it is longer, but for a day with a change of the clock. */
const BRIEFING_EVERY_MS = 22 * 60 * MINUTE_MS;

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
  /** What the reader can do; loaded by the first call. */
  deeds(): Promise<Deeds>;
  /** Asks the worker for a poll, and learns whether the site may be reached. */
  poll(why: PageReason): Promise<void>;
  /** Finds out whether another version is ready, or this page's own has ended. */
  learnUpdate(): Promise<void>;
}

/** Starts all that, and asks the worker for a poll if one is due. */
export function live(world: LiveWorld): Live {
  const { browser, store, model, root, announcements, time, reason } = world;
  const announce = announcer(time, announcements);
  const focus = keepFocus(root);
  const listed = listing({
    now: Date.now,
    isInView: () => document.visibilityState === 'visible',
    // The page scrolls, or in the popup the list.
    isFarDown: () => scrollY > 0 || (root.querySelector('[data-list]')?.scrollTop ?? 0) > 0,
  });
  const looks = watchSeen(root, (ids) => {
    model.looked(ids);
    void keepLooks(ids).catch(() => undefined); // shown as new once more, which is no harm
  });
  let loading: Promise<Deeds> | undefined;

  function deeds(): Promise<Deeds> {
    loading ??= import('./deeds.ts').then(({ deedsOf }) => deedsOf(world, listed, announce, poll));
    return loading;
  }

  async function keepLooks(ids: readonly string[]): Promise<void> {
    if (model.latest?.settings?.chosen['badge'] === 'new') return (await deeds()).seen(ids);
    const { noteSeen } = await import('../store/note-seen.ts');
    await store.use((database) => noteSeen(database, ids, Date.now()));
  }

  /** Goes by the settings as they were read; what another surface chose holds here from now on. */
  function followSettings(): void {
    const { kind, settings } = model.latest ?? {};
    if (kind === 'open') putOn(document.documentElement, localStorage, lookOf(settings?.chosen));
  }

  /** That a briefing is ready, while it is and nobody has opened it or put it away: said once a day. */
  function followBriefing(): void {
    const told = toldUntil(localStorage);
    if (told > Date.now() - BRIEFING_EVERY_MS) {
      if (model.latest?.briefing !== undefined) model.learn({ briefing: undefined });
    } else
      void import('./briefing-ready.ts').then(({ readyBriefing }) => {
        if (model.latest !== undefined) model.learn({ briefing: readyBriefing(model.latest, told) });
      });
  }

  /** That the reader has this in view, for the next surface and the next visit. */
  function noteLook(): void {
    const { visit } = model.latest ?? {};
    if (visit !== undefined && document.visibilityState === 'visible') keepVisit(localStorage, visit);
  }

  /** Narrows the list as it was left: nothing is said, and nothing scrolls. */
  function filterBy(filter: Filter): Promise<void> {
    listed.filterBy(filter);
    return model.read();
  }

  /** Loads what images are to be seen, where the reader wants any. */
  function showImages(): void {
    if (model.latest?.settings?.chosen['images'] === true)
      void import('./load-images.ts').then(({ loadImages }) => loadImages(root, fetch));
  }

  async function poll(why: PageReason): Promise<void> {
    if (why === 'press') {
      listed.letIn(); // who asks wants to see
      announce.begun(say('statusChecking'));
    }
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

  async function reopen(id: string, top: number): Promise<void> {
    await (await deeds()).reopenReader(id, top);
  }

  async function learnNews(): Promise<void> {
    const { isUpdateReady, greeting } = await requestNews(browser, reason);
    model.learn({ greeting, ...(isUpdateReady && { update: 'ready' }) });
  }

  async function learnUpdate(): Promise<void> {
    // Where an extension was taken away from under its pages, its API has no id any more.
    if (browser.runtime?.id === undefined) model.learn({ update: 'ended' });
    else if (await isUpdateReady(browser)) model.learn({ update: 'ready' });
  }

  addEventListener('keydown', (event) => {
    const isUndo = event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (isUndo) void deeds().then(({ undoByKey }) => undoByKey());
  });
  for (const reaching of ['pointerover', 'keydown', 'focusin'])
    root.addEventListener(reaching, () => void deeds(), { once: true });
  tellVisible(navigator.locks);
  model.readBy(listed.read);
  if (model.latest !== undefined) listed.drawn(model.latest);
  looks.observe();
  showImages();
  announce.follow(model.latest);
  followSettings();
  noteLook();
  tellExactTimes(root, time);
  let place: PlaceKeeper | undefined;
  if (reason === 'popup')
    void import('./keep-place.ts').then(({ placeKeeper }) => {
      place = placeKeeper(root, localStorage, Date.now);
      return place.restore({ unfold: model.unfold, filterBy, reopen });
    });
  followBriefing();
  followTime(model, listed, () => {
    followBriefing();
    void learnUpdate();
  });
  addEventListener('storage', followBriefing); // another page opened it
  addEventListener('online', () => void poll('online')); // the worker hears of no network by itself
  void poll(reason);
  learnNews().catch(() => undefined); // told by the next page
  performance.mark('alive');

  return {
    drawn() {
      if (model.latest !== undefined) listed.drawn(model.latest);
      place?.drawn(model.latest?.filter);
      announce.follow(model.latest);
      followSettings();
      noteLook();
      focus.restore();
      looks.observe();
      showImages();
      void loading?.then((deeds) => deeds.drawn());
    },
    deeds,
    poll,
    learnUpdate,
  };
}

/** A page that is open for days stays right: the minutes, midnight, the zone, the network, what came while hidden. */
function followTime(model: HeadlinesModel, listed: Listing, ticked: () => void): void {
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
    if (document.visibilityState === 'visible') return tick();
    model.lookAway();
    listed.lookAway();
  });
}
