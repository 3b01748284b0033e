// The one rule for what the badge counts. Everything that writes a story goes through `withUnread`.

import type { Story } from './story.ts';

/** After this long an unread story stops counting: a badge that says 1,842 says nothing. */
export const UNREAD_FOR_MS = 14 * 24 * 60 * 60 * 1000;

/**
 * Whether a story counts as unread at `now`: not read, first seen under 14 days ago, not withdrawn, and not from
 * before installing.
 */
export function countsAsUnread(story: Story, now: number): boolean {
  const { states, firstSeenAt, isFromArchive, withdrawnAt } = story;
  if (states.readAt !== undefined || isFromArchive || withdrawnAt !== undefined) return false;
  return now - firstSeenAt < UNREAD_FOR_MS;
}

/** The story with `unread` set as the rule says; the same object when nothing changes. */
export function withUnread(story: Story, now: number): Story {
  const counts = countsAsUnread(story, now);
  if (counts === (story.unread !== undefined)) return story;
  if (counts) return { ...story, unread: story.order };
  const { unread: _, ...rest } = story;
  return rest;
}
