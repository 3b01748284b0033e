// A new tab that the reader gave back. Chromium leads to its own page; in Firefox no extension can, and the tab stays
// empty. Small, for every new tab waits for it.

import type { Browser } from 'webextension-polyfill';
import type { Look } from './look.ts';

/** Chromium's own new tab page; `chrome://newtab` would be ours again. */
const OWN_PAGE = 'chrome://new-tab-page/';
/** Behind the address where the front page was asked for, and not a new tab. */
export const FRONT_PAGE = '#front-page';
/** State of the history's entry of a tab that was led on. */
export const LED = 'led';

/** Whether a page is a new tab that the reader wants the browser's own for. Who goes back to it is not led on again. */
export function isGivenBack(look: Look, hash: string, state: unknown): boolean {
  return look.newTab === 'browser' && hash !== FRONT_PAGE && state !== LED;
}

/** Leads this tab to the browser's own page. Rejects in a browser that has none there. */
export async function leadToOwnPage({ tabs }: Pick<Browser, 'tabs'>): Promise<void> {
  const tab = await tabs.getCurrent(); // the tab in front may be another
  if (tab?.id === undefined) throw new Error('this page is in no tab');
  await tabs.update(tab.id, { url: OWN_PAGE });
}
