// What brings a page to life after its first paint: looks, minutes, access, polls, the focus. Loaded then,
// for no headline waits for it.

import type { Browser } from 'webextension-polyfill';
import { askForAccess } from '../access.ts';
import { requestPoll } from '../poll-request.ts';
import { nextDay } from '../story/days.ts';
import type { HeadlinesModel } from './headlines.ts';
import { keepFocus } from './keep-focus.ts';
import { watchSeen } from './watch-seen.ts';

const MINUTE_MS = 60_000;

export interface Live {
  /** To be called after each drawing. */
  drawn(): void;
  /** Asks the worker for a poll, and learns whether the site may be reached. */
  poll(why: 'popup' | 'page' | 'press'): Promise<void>;
  grantAccess(): Promise<void>;
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
    try {
      const { hasAccess } = await requestPoll(browser, why);
      model.redraw({ isPolling: false, hasAccess, ...(hasAccess && { accessRefused: false }) });
    } catch {
      model.redraw({ isPolling: false }); // a worker that can't be reached: the next alarm wakes it and polls
    }
    if (why === 'press') await model.read(); // a store that failed is tried again
  }

  looks.observe();
  followTime(model);
  void poll(reason);

  return {
    drawn() {
      focus.restore();
      looks.observe();
    },
    poll,
    async grantAccess() {
      const granted = await askForAccess(browser).catch(() => false);
      model.redraw({ accessRefused: !granted });
      await poll('page');
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
