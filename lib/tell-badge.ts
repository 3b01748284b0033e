// What the badge has to say now: the count that the reader wants, or that nothing new can arrive.

import type { Browser } from 'webextension-polyfill';
import { type BadgeNews, showBadge } from './badge.ts';
import { settingsOf } from './settings.ts';
import type { Connection } from './store/connection.ts';
import { type Meta, readMeta } from './store/read.ts';

/** Rounds after which somebody else is writing without a pause, and will tell the badge in turn. */
const MOST_ROUNDS = 5;

/**
 * Shows what counts, as the store has it, and looks again afterwards: two contexts that tell the badge at one time
 * would else leave the number of the slower. While the site may not be reached it says that instead.
 */
export async function tellBadge(browser: Browser, store: Connection, hasAccess: boolean): Promise<void> {
  let shown: string | undefined;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const news = newsOf(await store.use(readMeta));
    if (JSON.stringify(news) === shown) return;
    shown = JSON.stringify(news);
    await showBadge(browser, hasAccess ? news : { kind: 'denied' });
  }
}

/** What the badge says while all is well. */
function newsOf({ counts, settings }: Pick<Meta, 'counts' | 'settings'>): BadgeNews {
  const { badge } = settingsOf(settings?.chosen);
  const { unread = 0, unseen = unread } = counts ?? {};
  if (badge === 'new') return { kind: 'count', count: unseen, isNew: true };
  return { kind: 'count', count: unread, ...(badge === 'off' && { isSilent: true }) };
}
