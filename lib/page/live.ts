// What brings a page to life after its first paint: looks, minutes, access, polls, the focus. Loaded then,
// for no headline waits for it.

import type { Browser } from 'webextension-polyfill';
import { askForAccess, hasAccess } from '../access.ts';
import { isPolling } from '../poll-lock.ts';
import { requestPoll } from '../poll-request.ts';
import { nextDay } from '../story/days.ts';
import type { HeadlinesModel } from './headlines.ts';
import { keepFocus } from './keep-focus.ts';
import { watchSeen } from './watch-seen.ts';

const MINUTE_MS = 60_000;

export interface Live {
  /** To be called after each drawing. */
  drawn(): void;
  poll(): Promise<void>;
  grantAccess(): Promise<void>;
  learnAccess(): Promise<void>;
}

/** Starts all that, and asks the worker for a poll if one is due for `reason`. */
export function live(
  browser: Browser,
  model: HeadlinesModel,
  root: HTMLElement,
  reason: 'popup' | 'page',
): Live {
  const looks = watchSeen(root, (ids) => void model.seen(ids));
  const focus = keepFocus(root);

  async function poll(why: 'popup' | 'page' | 'press'): Promise<void> {
    // A worker that can't be reached leaves the status as it is: the next alarm polls.
    await requestPoll(browser, why).catch(() => undefined);
    model.redraw({ isPolling: await isPolling() });
    await model.read();
  }

  async function learnAccess(): Promise<void> {
    const granted = await hasAccess(browser);
    model.redraw({ hasAccess: granted, ...(granted && { accessRefused: false }) });
  }

  looks.observe();
  followTime(model);
  void learnAccess();
  void isPolling().then((polling) => model.redraw({ isPolling: polling }));
  void poll(reason);

  return {
    drawn() {
      focus.restore();
      looks.observe();
    },
    poll: () => poll('press'),
    learnAccess,
    async grantAccess() {
      const granted = await askForAccess(browser).catch(() => false);
      model.redraw({ accessRefused: !granted });
      await learnAccess();
    },
  };
}

/** A page that is open for days stays right: the minutes, midnight, the network, and what came while hidden. */
function followTime(model: HeadlinesModel): void {
  let timer = setTimeout(tick, MINUTE_MS);
  function tick(): void {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') return;
    model.redraw();
    const now = Date.now();
    timer = setTimeout(tick, Math.min(MINUTE_MS, nextDay(now) - now));
  }
  addEventListener('online', () => model.redraw());
  addEventListener('offline', () => model.redraw());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') model.lookAway();
    else void model.read().then(tick);
  });
}
