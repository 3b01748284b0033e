// The one rule for what the badge counts. Everything that writes a story goes through `withUnread`.

import type { Story } from './story.ts';

/** When it is, and after how long an unread story stops counting, in ms: a badge that says 1,842 says nothing. */
export interface Counting {
  now: number;
  unreadForMs: number;
}

/**
 * Whether a story counts as unread: not read, not first seen too long ago (the reader's choice), not withdrawn, and
 * not from before installing.
 */
export function countsAsUnread(story: Story, { now, unreadForMs }: Counting): boolean {
  const { states, firstSeenAt, isFromArchive, withdrawnAt } = story;
  if (states.readAt !== undefined || isFromArchive || withdrawnAt !== undefined) return false;
  return now - firstSeenAt < unreadForMs;
}

/** The story with `unread` set as the rule says; the same object when nothing changes. */
export function withUnread(story: Story, counting: Counting): Story {
  const counts = countsAsUnread(story, counting);
  if (counts === (story.unread !== undefined)) return story;
  if (counts) return { ...story, unread: story.order };
  const { unread: _, ...rest } = story;
  return rest;
}
