// What the journal says of one story, and the story with that said of it.

import { withReadAt, withSavedAt } from '../story/marking.ts';
import type { Story } from '../story/story.ts';
import type { Counting } from '../story/unread.ts';
import type { ReaderState, Said } from './acts.ts';

/** What was said of a story, by field. */
export interface SaidOf {
  read: Said | undefined;
  saved: Said | undefined;
}

export function saidOf({ read, saved }: ReaderState, id: string): SaidOf {
  return { read: read.get(id), saved: saved.get(id) };
}

/** The story with its states as they were said to be; what nothing was said of stays. */
export function withSaid(story: Story, { read, saved }: SaidOf, counting: Counting): Story {
  const marked = read === undefined ? story : withReadAt(story, read.since ?? undefined, counting);
  return saved === undefined ? marked : withSavedAt(marked, saved.since ?? undefined);
}
