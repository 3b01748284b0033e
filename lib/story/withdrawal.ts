// Stories that the site has taken back. Absence from the feed proves nothing, for dates move and caches are stale:
// a story is withdrawn once its own address answered that it is gone (docs/decisions.md, withdrawal).

import { isSiteAddress } from '../site.ts';
import type { Story } from './story.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Requests for addresses of missing stories in a day, at most. */
const MOST_A_DAY = 3;

/** The story with `listed` set as the rule says: a withdrawn one is not listed, unless it is saved. */
export function withListed(story: Story): Story {
  const isListed = story.withdrawnAt === undefined || story.states.savedAt !== undefined;
  if (isListed) return story.listed === story.order ? story : { ...story, listed: story.order };
  const { listed: _, ...rest } = story;
  return rest;
}

/** The story, withdrawn: out of list and badge, but for saved ones, which stay listed. */
export function withdraw({ unread: _, ...story }: Story, now: number): Story {
  return withListed({ ...story, withdrawnAt: now });
}

/**
 * The stored story whose own address is to be asked for: it is not in a whole document in which it should stand by
 * its date, and was not asked for within a day. Undefined when there is none, or enough were asked for today.
 * `askedAt` are the times of earlier requests; `stored` the stories that are listed from `oldestAt` on.
 */
export function missingStory(
  stored: readonly Story[],
  { ids, oldestAt }: { ids: ReadonlySet<string>; oldestAt: number },
  askedAt: readonly number[],
  now: number,
): Story | undefined {
  if (askedAt.filter((at) => isToday(at, now)).length >= MOST_A_DAY) return undefined;
  return stored.find(
    ({ id, facts, missedAt, withdrawnAt }) =>
      !ids.has(id) &&
      facts.link !== undefined &&
      isSiteAddress(facts.link) && // none that is not asked is to use up the day's requests
      withdrawnAt === undefined &&
      (facts.publishedAt ?? 0) > oldestAt &&
      (missedAt === undefined || !isToday(missedAt, now)),
  );
}

/** Within the last 24 hours; a time to come is of a clock that was set back, and counts as now. */
export function isToday(at: number, now: number): boolean {
  return now - at < DAY_MS;
}
