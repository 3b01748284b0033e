// What a page shows while the database can't be read: the copy of the newest stories, with what the reader did to them
// since, as the journal has it. Loaded only then.

import type { Area } from '../journal/area.ts';
import { readJournal } from '../journal/read.ts';
import { saidOf, withSaid } from '../journal/said-of.ts';
import { countingAt } from '../settings.ts';
import { readSpare } from '../spare.ts';
import type { Front } from '../store/read.ts';
import type { Story } from '../story/story.ts';

/** What a page reads, with the stories whole. */
export type SpareFront = Omit<Front, 'stories'> & { stories: Story[] };

/** The copy, as a page reads the store; undefined where there is none. Rejects when the area can't be read. */
export async function readSpareFront(area: Area, now: number): Promise<SpareFront | undefined> {
  const copy = await readSpare(area);
  if (copy === undefined) return undefined;
  const { state } = await readJournal(area);
  const stories = copy.stories.map((story) => withSaid(story, saidOf(state, story.id), countingAt(now)));
  const unread = copy.unread + countIn(stories) - countIn(copy.stories);
  return {
    stories,
    hasOlder: false,
    counts: { name: 'counts', unread: Math.max(unread, 0), arrivals: 0 },
    ...(copy.poll !== undefined && { poll: copy.poll }),
  };
}

function countIn(stories: readonly Story[]): number {
  return stories.filter(({ unread }) => unread !== undefined).length;
}
