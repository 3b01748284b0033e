// What marking does to a story: pure, with what undo needs to take it back.

import type { Story } from './story.ts';
import { withUnread } from './unread.ts';
import { withListed } from './withdrawal.ts';

/**
 * What the reader marks. `all` and `older` mark only what counts as unread, and name their scope: both go up to a number
 * of arrival, what had arrived when the page that was pressed last read the store.
 */
export type Marking =
  | { kind: 'read' | 'unread'; id: string }
  | { kind: 'all'; arrivals: number }
  /** This story and all that stand after it in the list; a fill may be bringing more. */
  | { kind: 'older'; order: number; arrivals: number };

/** The story read since `at`, or unread. Marked unread it counts again, if it is young enough at `now`. */
export function withReadAt(story: Story, readAt: number | undefined, now: number): Story {
  const { readAt: _, ...others } = story.states;
  return withUnread({ ...story, states: { ...others, ...(readAt !== undefined && { readAt }) } }, now);
}

/** The story saved since `savedAt`, or not. One that was withdrawn stays listed while it is saved. */
export function withSavedAt(story: Story, savedAt: number | undefined): Story {
  const { savedAt: _, ...others } = story.states;
  return withListed({ ...story, states: { ...others, ...(savedAt !== undefined && { savedAt }) } });
}
