// Which stories a list shows, when not all of them.

import { tellingCategories } from '../site.ts';
import { listedAt } from './days.ts';
import type { Story } from './story.ts';

/** All that is named holds of each story that is shown. One that names nothing holds of every story. */
export interface Filter {
  /** It arrived after so many had arrived; of the newest alone (`NEWEST`). */
  since?: number;
  /** It is listed at or after this time, in ms. */
  from?: number;
  /** It stands in this category, as the site spells it. */
  category?: string;
  isSaved?: true;
  isUnread?: true;
  /** It holds each of these words, or words that begin or go on with them. */
  words?: string;
}

/** So many of the newest stories are looked through for what arrived since a moment. */
export const NEWEST = 300;
/** Longer input is no search that a person typed. */
const MOST_LETTERS = 200;

/** A filter as it was kept or typed: undefined where nothing of it narrows anything. */
export function toFilter(value: unknown): Filter | undefined {
  const { since, from, category, isSaved, isUnread, words } = Object(value);
  const typed = typeof words === 'string' ? words.trim().slice(0, MOST_LETTERS) : '';
  const filter: Filter = {
    ...(Number.isFinite(since) && { since }),
    ...(Number.isFinite(from) && { from }),
    ...(typeof category === 'string' && category !== '' && { category }),
    ...(isSaved === true && { isSaved }),
    ...(isUnread === true && { isUnread }),
    ...(typed !== '' && { words: typed }),
  };
  return Object.keys(filter).length === 0 ? undefined : filter;
}

/** Whether two filters show the same. */
export function isSameFilter(one: Filter | undefined, other: Filter | undefined): boolean {
  return JSON.stringify(toFilter(one)) === JSON.stringify(toFilter(other));
}

/** Tells whether a story is shown. */
export function matcherOf({
  since,
  from,
  category,
  isSaved,
  isUnread,
  words = '',
}: Filter): (story: Story) => boolean {
  const wanted = plain(words).split(/\s+/u).filter(Boolean);
  return (story) =>
    (since === undefined || isSince(story, since)) &&
    (from === undefined || listedAt(story) >= from) &&
    (category === undefined || tellingCategories(story.facts.categories).includes(category)) &&
    (!isSaved || story.states.savedAt !== undefined) &&
    (!isUnread || story.unread !== undefined) &&
    holds(story, wanted);
}

/** Whether a story arrived after so many had; what came with the archive was never news. */
export function isSince({ arrival, isFromArchive }: Story, arrivals: number): boolean {
  return arrival > arrivals && !isFromArchive;
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
