// The newest stories outside the database, for pages to show when it can't be read. A copy of what the site can
// send again: one record, no second.

import type { Story, StoryFacts } from '../story/story.ts';
import type { Area } from './area.ts';
import { isStory } from './is-story.ts';
import { seal, unseal } from './seal.ts';
import { isListOf, isNumber, isObject, isOptional } from './shape.ts';

const KEY = 'last-good';
const MOST_STORIES = 50;
/** In UTF-8; all stories together take at most 200 kB. The site's own are half as long and less. */
const SHARE_BYTES = 4_000;
/** To what each text, in UTF-16 units, and each list of a story is cut until it fits. */
const CUTS = [
  { text: 300, list: 12 },
  { text: 150, list: 6 },
  { text: 80, list: 3 },
];

export interface LastGood {
  /** Newest first. */
  stories: Story[];
  /** What counted as unread. */
  unread: number;
  /** When this was so. */
  at: number;
  /** What was known of polling then; checked by whoever believes it. */
  poll?: object | undefined;
  /** Whether the database was not told of that poll. */
  isAside?: boolean;
}

/** Keeps the newest fifty of the stories, with texts that are too long cut. */
export async function keepLastGood(area: Area, { stories, ...beside }: LastGood): Promise<void> {
  const kept: LastGood = { ...beside, stories: stories.slice(0, MOST_STORIES).flatMap(fitted) };
  await area.set({ [KEY]: seal(kept) });
}

/** What was last kept; undefined where there is nothing that can be read. Rejects when the area can't be read. */
export async function readLastGood(area: Area): Promise<LastGood | undefined> {
  const kept = unseal((await area.get(KEY))[KEY]);
  return isLastGood(kept) ? kept : undefined;
}

/** The story in its share of the room, its texts cut where they must be; none when what names it is too long alone. */
function fitted(story: Story): Story[] {
  const cuts = CUTS.map((most) => ({ ...story, facts: cut(story.facts, most) }));
  return [story, ...cuts].filter((one) => bytesOf(one) <= SHARE_BYTES).slice(0, 1);
}

function cut(facts: StoryFacts, most: { text: number; list: number }): StoryFacts {
  const text = (whole: string) =>
    whole.length <= most.text ? whole : `${whole.slice(0, most.text - 1).replace(/[\ud800-\udbff]$/, '')}…`;
  return {
    ...facts,
    title: text(facts.title),
    summary: text(facts.summary),
    highlights: facts.highlights.slice(0, most.list).map(text),
    ...(facts.author !== undefined && { author: text(facts.author) }),
    categories: facts.categories.slice(0, most.list).map(text),
  };
}

function bytesOf(story: Story): number {
  return new TextEncoder().encode(JSON.stringify(story)).length;
}

function isLastGood(value: unknown): value is LastGood {
  return (
    isObject(value) &&
    isListOf(value['stories'], isStory) &&
    isNumber(value['unread']) &&
    isNumber(value['at']) &&
    isOptional(value['poll'], isObject) &&
    isOptional(value['isAside'], isBoolean)
  );
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}
