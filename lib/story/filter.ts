// Which stories a list shows, when not all of them.

import { tellingCategory } from '../site.ts';
import type { Story } from './story.ts';

/** All that is named holds of each story that is shown. One that names nothing holds of every story. */
export interface Filter {
  /** It stands above this sort key. */
  above?: number;
  /** The category that its row tells. */
  category?: string;
  isSaved?: true;
  /** It holds each of these words, or words that begin or go on with them. */
  words?: string;
}

/** Longer input is no search that a person typed. */
const MOST_LETTERS = 200;

/** A filter as it was kept or typed: undefined where nothing of it narrows anything. */
export function toFilter(value: unknown): Filter | undefined {
  const { above, category, isSaved, words } = Object(value);
  const typed = typeof words === 'string' ? words.trim().slice(0, MOST_LETTERS) : '';
  const filter: Filter = {
    ...(Number.isFinite(above) && { above }),
    ...(typeof category === 'string' && category !== '' && { category }),
    ...(isSaved === true && { isSaved }),
    ...(typed !== '' && { words: typed }),
  };
  return Object.keys(filter).length === 0 ? undefined : filter;
}

/** Whether two filters show the same. */
export function isSameFilter(one: Filter | undefined, other: Filter | undefined): boolean {
  return JSON.stringify(toFilter(one)) === JSON.stringify(toFilter(other));
}

/** Tells whether a story is shown. */
export function matcherOf({ above, category, isSaved, words = '' }: Filter): (story: Story) => boolean {
  const wanted = plain(words).split(/\s+/u).filter(Boolean);
  return (story) =>
    (above === undefined || story.order < above) &&
    (category === undefined || tellingCategory(story.facts.categories) === category) &&
    (!isSaved || story.states.savedAt !== undefined) &&
    holds(story, wanted);
}

function holds({ facts }: Story, wanted: readonly string[]): boolean {
  if (wanted.length === 0) return true;
  const { title, highlights, summary, author = '', categories } = facts;
  const text = plain([title, ...highlights, summary, author, ...categories].join('\n'));
  return wanted.every((word) => text.includes(word));
}

/** Without case, accents and kinds of one character: "Bastnäsite" is found by "bastnasite". */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
