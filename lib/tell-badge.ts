// What the badge has to say now: the count, or that nothing new can arrive.

import type { Browser } from 'webextension-polyfill';
import { showBadge } from './badge.ts';
import type { Connection } from './store/connection.ts';
import { readMeta } from './store/read.ts';

/** Rounds after which somebody else is writing without a pause, and will tell the badge in turn. */
const MOST_ROUNDS = 5;

/**
 * Shows what counts as unread, as the store has it, and looks again afterwards: two contexts that tell the badge at
 * one time would else leave the number of the slower. While the site may not be reached it says that instead.
 */
export async function tellBadge(browser: Browser, store: Connection, hasAccess: boolean): Promise<void> {
  let shown: number | undefined;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { counts } = await store.use(readMeta);
    const unread = counts?.unread ?? 0;
    if (unread === shown) return;
    shown = unread;
    await showBadge(browser, hasAccess ? { kind: 'count', unread } : { kind: 'denied' });
  }
}
