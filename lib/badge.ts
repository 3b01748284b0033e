// The badge on the toolbar button, and the sentence on hover. Whoever commits a change shows it.

import type { Browser } from 'webextension-polyfill';
import { say } from './words/say.ts';

/** What the badge has to say. */
export type BadgeNews =
  /** `isNew`: only what was not seen yet is counted. `isSilent`: the badge itself stays empty. */
  | { kind: 'count'; count: number; isNew?: boolean; isSilent?: boolean }
  | { kind: 'denied' }
  /** `isFull`: what is kept can be read, but nothing more can be kept. */
  | { kind: 'storage'; isFull: boolean };

/** The site's green and a warning amber, each with text of at least 4.5:1 (WCAG 1.4.3). */
const COLOURS = {
  count: { ground: '#2f6b1e', text: '#ffffff' },
  trouble: { ground: '#8a4b00', text: '#ffffff' },
};

/** Text of the badge: empty for none, `999+` above 999, and never a number whose digits are cut off. */
export function badgeText(count: number): string {
  if (count <= 0) return '';
  return count > 999 ? '999+' : String(count);
}

/** Shows it. A failure of the browser's to draw a badge is not worth failing a write for: it is ignored. */
export async function showBadge(browser: Browser, news: BadgeNews): Promise<void> {
  const isCount = news.kind === 'count';
  const colours = isCount ? COLOURS.count : COLOURS.trouble;
  const drawn = [
    () => browser.action.setBadgeText({ text: isCount ? badgeText(news.isSilent ? 0 : news.count) : '!' }),
    () => browser.action.setBadgeBackgroundColor({ color: colours.ground }),
    () => browser.action.setBadgeTextColor?.({ color: colours.text }),
    () => browser.action.setTitle({ title: badgeTitle(news) }),
  ];
  await Promise.allSettled(drawn.map(async (draw) => draw()));
}

function badgeTitle(news: BadgeNews): string {
  if (news.kind === 'denied') return say('badgeDenied');
  if (news.kind === 'storage') return say(news.isFull ? 'badgeStorageFull' : 'badgeStorage');
  const { count, isNew = false } = news;
  if (count === 0) return say(isNew ? 'badgeNothingNew' : 'badgeNone');
  return say(isNew ? 'badgeNew' : 'badgeUnread', { count });
}
