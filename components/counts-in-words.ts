import type { Headlines } from '../lib/page/headlines.ts';
import { say } from '../lib/words/say.ts';

/** How many count as unread, as the badge says it. */
export function unreadWords({ unread }: Headlines): string {
  return unread === 0 ? say('nothingUnread') : say('unreadStories', { count: unread });
}

/** How many of the stories in view are new. When all are, there may be more behind them. Narrowed: how many are shown. */
export function newWords({ stories, hasOlder, shownAs, filter }: Headlines): string {
  if (filter) return say(hasOlder ? 'shownAtLeast' : 'shown', { count: stories.length });
  const count = stories.filter((story) => shownAs(story) === 'new').length;
  if (count === 0) return say('nothingNew');
  return count === stories.length && hasOlder ? say('newAtLeast', { count }) : say('newStories', { count });
}

/** Both, in one line: "26 unread. 6 not seen yet." */
export function countsInWords(headlines: Headlines): string {
  return say('counts', { unread: unreadWords(headlines), new: newWords(headlines) });
}
