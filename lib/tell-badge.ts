// What the badge has to say now: the count, or that nothing new can arrive.

import type { Browser } from 'webextension-polyfill';
import { hasAccess } from './access.ts';
import { showBadge } from './badge.ts';

/** Shows what counts as unread; while the site may not be reached it says that instead. */
export async function tellBadge(browser: Browser, unread: number): Promise<void> {
  await showBadge(browser, (await hasAccess(browser)) ? { kind: 'count', unread } : { kind: 'denied' });
}
