// Where in a list a gap has its place.

import { listedAt } from './days.ts';
import type { Headline } from './headline.ts';

/** The milliseconds of a listed time hold the place of a story in its document (lib/story/merge.ts): 999 at most. */
const PLACES_MS = 1000;

/**
 * The story below which a gap stands that was read down to `at`, in ms: the last one of that time or later.
 * Undefined while that is not known, for the list goes on (`hasOlder`) below what is given of it.
 */
export function storyAbove(
  stories: readonly Headline[],
  at: number,
  hasOlder: boolean,
): Headline | undefined {
  const below = stories.findIndex((story) => listedAt(story) <= at - PLACES_MS);
  if (below === -1) return hasOlder ? undefined : stories.at(-1);
  return stories[Math.max(0, below - 1)];
}
