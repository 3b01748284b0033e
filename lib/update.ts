// Another version that is ready: it is taken at once where nobody looks, else when the reader says so. Nothing is lost
// by it, for all that is kept is on disk.

import type { Browser } from 'webextension-polyfill';

/** Held by each visible page, shared: the browser lets go of it when the page ends, however it ends. */
const VISIBLE_LOCK = 'ree-ticker visible';
/** In storage.session, which is gone once the new version runs. */
const READY = 'update-ready';

/** Calls `run` when another version is ready. To be registered at once when the worker starts. */
export function onUpdateReady(browser: Browser, run: () => void): void {
  browser.runtime.onUpdateAvailable.addListener(() => {
    void browser.storage.session.set({ [READY]: true }).then(run);
  });
}

/** Whether another version is ready. Never rejects. */
export async function isUpdateReady(browser: Browser): Promise<boolean> {
  const kept = await browser.storage.session.get(READY).catch(() => ({}));
  return Object.hasOwn(kept, READY);
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
    void locks.request(VISIBLE_LOCK, { mode: 'shared' }, () => untilHidden);
  }
  document.addEventListener('visibilitychange', follow);
  follow();
}
