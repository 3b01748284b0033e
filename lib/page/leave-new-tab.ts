// Leaves a new tab that the reader gave back. Chromium leads to its own page; in Firefox no extension can, and the tab
// stays empty (start-empty-tab.ts).

import type { Browser } from 'webextension-polyfill';
import { browser } from '../browser.ts';
import { FRONT_PAGE, LED } from '../new-tab.ts';

/** Chromium's own new tab page; `chrome://newtab` would be ours again. */
const OWN_PAGE = 'chrome://new-tab-page/';

export function leaveNewTab(): void {
  history.replaceState(LED, '');
  leadToOwnPage(browser).catch(() => {
    location.hash = FRONT_PAGE;
    location.reload();
  });
}

/** Leads this tab to the browser's own page. Rejects in a browser that has none there. */
async function leadToOwnPage({ tabs }: Pick<Browser, 'tabs'>): Promise<void> {
  const tab = await tabs.getCurrent(); // the tab in front may be another
  if (tab?.id === undefined) throw new Error('this page is in no tab');
  await tabs.update(tab.id, { url: OWN_PAGE });
}
