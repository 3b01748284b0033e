// What runs inside the browser. Each function goes there as text and sees nothing but its arguments. They run in a
// page of the extension that shows nothing, and look at the others through `getViews`: no debugger is attached to
// what is measured.

import type { Browser as ExtensionApi } from 'webextension-polyfill';

declare const chrome: ExtensionApi;

/** What a page says of its own opening, in ms since its navigation began, or since the popup was asked for. */
export interface Opening {
  /** The mark that a page sets after the frame with its rows; absent on a page without script. */
  headlines?: number;
  /** When something was first painted (Paint Timing, first-contentful-paint). */
  painted: number;
}

/** Opens a page of the extension in a tab, waits until its rows are painted, and closes it. */
export async function openInTab(path: string, hasMark: boolean): Promise<Opening> {
  const address = chrome.runtime.getURL(path);
  const tab = await chrome.tabs.create({ url: address });
  for (let tries = 0; tries < 500; tries += 1) {
    await new Promise((resume) => setTimeout(resume, 20));
    const view = chrome.extension.getViews({ type: 'tab' }).find(({ location }) => location.href === address);
    const painted = view?.performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
    const headlines = view?.performance.getEntriesByName('headlines')[0]?.startTime;
    if (view === undefined || painted === undefined || (hasMark && headlines === undefined)) continue;
    await chrome.tabs.remove(tab.id ?? -1);
    return { painted, ...(headlines !== undefined && { headlines }) };
  }
  throw new Error(`${path} painted no rows`);
}

/** Opens the popup as the toolbar does, waits until its rows are painted, and closes it. Times from the call. */
export async function openByToolbar(hasMark: boolean): Promise<{ headlines?: number; painted: number }> {
  const calledAt = performance.timeOrigin + performance.now();
  await chrome.action.openPopup();
  for (let tries = 0; tries < 500; tries += 1) {
    await new Promise((resume) => setTimeout(resume, 20));
    const view = chrome.extension.getViews({ type: 'popup' })[0];
    const painted = view?.performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
    const headlines = view?.performance.getEntriesByName('headlines')[0]?.startTime;
    if (view === undefined || painted === undefined || (hasMark && headlines === undefined)) continue;
    const openedAfter = view.performance.timeOrigin - calledAt;
    view.close();
    while (chrome.extension.getViews({ type: 'popup' }).length > 0)
      await new Promise((resume) => setTimeout(resume, 20));
    return {
      painted: openedAfter + painted,
      ...(headlines !== undefined && { headlines: openedAfter + headlines }),
    };
  }
  throw new Error('the popup painted no rows');
}

/** What the extension's database holds under a key; undefined also while there is no such database. */
export async function readRecord(database: string, store: string, key: string): Promise<unknown> {
  const known = await indexedDB.databases();
  if (!known.some(({ name }) => name === database)) return undefined;
  const opening = indexedDB.open(database);
  await new Promise((opened, failed) => {
    opening.onsuccess = opened;
    opening.onerror = failed;
  });
  const reading = opening.result.transaction(store).objectStore(store).get(key);
  await new Promise((read, failed) => {
    reading.onsuccess = read;
    reading.onerror = failed;
  });
  opening.result.close();
  return reading.result;
}

/** Puts records into the extension's database, in one transaction. */
export async function putRecords(database: string, store: string, records: readonly object[]): Promise<void> {
  const opening = indexedDB.open(database);
  await new Promise((opened, failed) => {
    opening.onsuccess = opened;
    opening.onerror = failed;
  });
  const transaction = opening.result.transaction(store, 'readwrite', { durability: 'relaxed' });
  for (const record of records) transaction.objectStore(store).put(record);
  await new Promise((kept, failed) => {
    transaction.oncomplete = kept;
    transaction.onabort = failed;
  });
  opening.result.close();
}

/** What the browser saw of a page while it opened. */
export interface Strain {
  /** How long each task over 50 ms took (Long Tasks API). */
  longTasks: number[];
  /** Sum of the layout shifts that no input caused (Layout Instability API). */
  shift: number;
}

/** To run before anything else in a page: notes its long tasks and layout shifts on `window.strain`. */
export function noteStrain(): void {
  const strain: Strain = { longTasks: [], shift: 0 };
  Object.assign(window, { strain });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) strain.longTasks.push(duration);
  }).observe({ type: 'longtask' });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if ('value' in entry && typeof entry.value === 'number') strain.shift += entry.value;
  }).observe({ type: 'layout-shift' });
}

declare const strain: Strain;

/** Waits until the rows are painted and the page had a second to itself, and gives what was noted. */
export async function strainOf(hasMark: boolean): Promise<Strain> {
  while (
    document.readyState !== 'complete' ||
    (hasMark && performance.getEntriesByName('headlines').length === 0)
  )
    await new Promise((resume) => setTimeout(resume, 20));
  await new Promise((resume) => setTimeout(resume, 1000));
  return strain;
}
