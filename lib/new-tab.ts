// A new tab that the reader gave back. Chromium leads to its own page; in Firefox no extension can, and the tab stays
// empty. Small, for every new tab waits for it.

import type { Browser } from 'webextension-polyfill';
import type { Look } from './look.ts';

/** Chromium's own new tab page; `chrome://newtab` would be ours again. */
const OWN_PAGE = 'chrome://new-tab-page/';
/** Behind the address where the front page was asked for, and not a new tab. */
export const FRONT_PAGE = '#front-page';

/** Whether a page is a new tab that the reader wants the browser's own for. */
export function isGivenBack(look: Partial<Record<keyof Look, unknown>>, hash: string): boolean {
  return look.newTab === 'browser' && hash !== FRONT_PAGE;
}

/** Leads this tab to the browser's own page. Rejects in a browser that has none there. */
export async function leadToOwnPage({ tabs }: Pick<Browser, 'tabs'>): Promise<void> {
  const tab = await tabs.getCurrent(); // the tab in front may be another
  if (tab?.id === undefined) throw new Error('this page is in no tab');
  await tabs.update(tab.id, { url: OWN_PAGE });
}
