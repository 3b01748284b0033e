// Another version that is ready: it is taken at once where nobody looks, else when the reader says so. Nothing is lost
// by it, for all that is kept is on disk.

import type { Browser } from 'webextension-polyfill';

/** Held by each visible page, shared: the browser lets go of it when the page ends, however it ends. */
const VISIBLE_LOCK = 'ree-ticker visible';
/** In storage.session, which is gone once the new version runs. */
const READY = 'update-ready';

/** Calls `run` when another version is ready. To be registered at once when the worker starts. */
export function onUpdateReady(browser: Browser, run: () => void): void {
  browser.runtime.onUpdateAvailable.addListener(async () => {
    try {
      await browser.storage.session.set({ [READY]: true });
      run();
    } catch {
      // not noted: the browser takes the new version when it next starts
    }
  });
}

/** Whether another version is ready. Never rejects. */
export async function isUpdateReady(browser: Browser): Promise<boolean> {
  try {
    return Object.hasOwn(await browser.storage.session.get(READY), READY);
  } catch {
    return false;
  }
}

/** Whether the reader looks at a page of ours. */
export async function isAnyVisible(locks: LockManager): Promise<boolean> {
  const { held = [] } = await locks.query();
  return held.some(({ name }) => name === VISIBLE_LOCK);
}

/** Lets the worker know, for as long as this page lives, whether it is visible. */
export function tellVisible(locks: LockManager): void {
  let letGo: (() => void) | undefined;
  function follow(): void {
    letGo?.();
    letGo = undefined;
    if (document.visibilityState === 'hidden') return;
    const untilHidden = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    void hold(untilHidden);
  }
  async function hold(until: Promise<void>): Promise<void> {
    try {
      await locks.request(VISIBLE_LOCK, { mode: 'shared' }, () => until);
    } catch {
      // not told: a new version may be taken under the reader's eyes, and nothing is lost by that
    }
  }
  document.addEventListener('visibilitychange', follow);
  follow();
}
