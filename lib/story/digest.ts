// The brief on top of a list: how many stories since when, and of what.

import { tellingCategories } from '../site.ts';
import { listedAt } from './days.ts';
import { type Filter, isSince } from './filter.ts';
import type { Story } from './story.ts';
import type { Line } from './visit.ts';

/** Lines of it at most, the first for all. */
export const DIGEST_LINES = 5;

export interface Digest {
  /** Since the last visit ended, or since the local day began where there was none, or nothing came since. */
  of: 'visit' | 'day';
  /** When that was, in ms. */
  at: number;
  /** All of them first, then by category, the most frequent first. */
  lines: DigestLine[];
}

export interface DigestLine {
  /** Absent in the first line, of all. */
  category?: string;
  count: number;
  /** There may be more than were looked through. */
  isAtLeast: boolean;
  /** What shows these stories. */
  filter: Filter;
}

/**
 * The brief of the newest stories: of what came since `line`, else of the day that began at `today`. `isAll`: whether
 * there are no others. A story counts in each of its categories, as the filter of the line shows it.
 */
export function digestOf(
  newest: readonly Story[],
  isAll: boolean,
  line: Line | undefined,
  today: number,
): Digest {
  const came = line === undefined ? [] : newest.filter((story) => isSince(story, line.arrivals));
  if (line !== undefined && came.length > 0) {
    const isAtLeast = !isAll && came.length === newest.length;
    return { of: 'visit', at: line.at, lines: linesOf(came, { since: line.arrivals }, isAtLeast) };
  }
  const ofDay = newest.filter((story) => listedAt(story) >= today);
  return {
    of: 'day',
    at: today,
    lines: linesOf(ofDay, { from: today }, !isAll && ofDay.length === newest.length),
  };
}

function linesOf(stories: readonly Story[], filter: Filter, isAtLeast: boolean): DigestLine[] {
  if (stories.length === 0) return [];
  const categories = stories.flatMap(({ facts }) => tellingCategories(facts.categories));
  const counts = Map.groupBy(categories, (category) => category);
  const lines = Array.from(
    counts,
    ([category, { length }]): DigestLine => ({
      ...{ category, count: length, isAtLeast },
      filter: { ...filter, category },
    }),
  );
  const most = lines.sort((a, b) => b.count - a.count || (a.category ?? '').localeCompare(b.category ?? ''));
  return [{ count: stories.length, isAtLeast, filter }, ...most.slice(0, DIGEST_LINES - 1)];
}
