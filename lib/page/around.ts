// What stands before and after a story in the list that is shown.

import type { Headline } from '../story/headline.ts';

export interface Around {
  /** Its place in the list, 1 for the first; absent where it is not in it (any more). */
  at: number | undefined;
  previous: Headline | undefined;
  next: Headline | undefined;
}

/** Goes by where the story stands, and where it has gone from the list by where it stood. */
export function around(stories: readonly Headline[], { id, order }: Headline): Around {
  const index = stories.findIndex((story) => story.id === id);
  if (index >= 0) return { at: index + 1, previous: stories[index - 1], next: stories[index + 1] };
  return {
    at: undefined,
    previous: stories.findLast((story) => story.order < order),
    next: stories.find((story) => story.order > order),
  };
}
