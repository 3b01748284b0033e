// Stories like one: by the words and categories that they share, each worth as much as it is rare among the others.

import { tellingCategory } from '../site.ts';
import { wordsOf } from '../text/words.ts';
import type { Story } from './story.ts';

/** So many at most. */
const MOST = 5;
/** Below this they have hardly more in common than any two stories (0 nothing, 1 everything). */
const LEAST = 0.12;
/** Shorter words are of no subject: "the", "and", "of". */
const SHORTEST = 4;
/** One word in common is chance; what a fifth of the stories has in common is what the site is about. */
const LEAST_SHARED = 2;
const MOST_OFTEN = 0.2;
const FEW = 5;
/** A category says more of what a story is about than a word. */
const CATEGORY_WEIGHT = 2;

export interface Related {
  story: Story;
  /** What both have, the most telling first: words as they are compared, and categories as they are written. */
  shared: string[];
}

/**
 * The stories of `others` that are most like `story`, the most alike first; of as alike the newer first. How much two
 * share is the cosine between what each is about, weighted by inverse document frequency. The story itself is never
 * among them.
 */
export function relatedTo(story: Story, others: readonly Story[]): Related[] {
  const subjects = new Map(others.map((other) => [other, subjectsOf(other)]));
  const own = subjectsOf(story);
  const frequency = new Map<string, number>();
  for (const of of [own, ...subjects.values()])
    for (const subject of of.keys()) frequency.set(subject, (frequency.get(subject) ?? 0) + 1);
  const weight = (of: ReadonlyMap<string, number>, subject: string) =>
    (of.get(subject) ?? 0) * Math.log((others.length + 2) / (frequency.get(subject) ?? 1));
  const lengthOf = (of: ReadonlyMap<string, number>) =>
    Math.hypot(...[...of.keys()].map((subject) => weight(of, subject)));
  const ownLength = lengthOf(own);
  const says = (subject: string) =>
    (frequency.get(subject) ?? 0) <= Math.max(FEW, MOST_OFTEN * others.length) ? (own.get(subject) ?? 0) : 0;
  return others
    .filter(({ id }) => id !== story.id)
    .map((other) => {
      const of = subjects.get(other) ?? own;
      const shared = [...own.keys()].filter((subject) => of.has(subject));
      const product = shared.reduce((sum, subject) => sum + weight(own, subject) * weight(of, subject), 0);
      shared.sort((a, b) => weight(own, b) - weight(own, a));
      return { story: other, shared, alike: product / (ownLength * lengthOf(of)) || 0 };
    })
    .filter(
      ({ alike, shared }) =>
        alike >= LEAST && shared.reduce((sum, subject) => sum + says(subject), 0) >= LEAST_SHARED,
    )
    .sort((a, b) => b.alike - a.alike || a.story.order - b.story.order)
    .slice(0, MOST)
    .map(({ story: other, shared }) => ({ story: other, shared }));
}

/** What a story is about, with how much each says. */
function subjectsOf({ facts: { title, highlights, categories } }: Story): Map<string, number> {
  const words = wordsOf([title, ...highlights].join(' ')).filter(({ length }) => length >= SHORTEST);
  const subjects = new Map(words.map((word) => [word, 1]));
  const telling = categories.filter((category) => tellingCategory([category]) !== undefined);
  for (const category of telling) subjects.set(category, CATEGORY_WEIGHT);
  return subjects;
}
