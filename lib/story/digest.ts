// The brief on top of a list: how many stories since when, and of what.

import type { Filter } from './filter.ts';
import type { Headline } from './headline.ts';
import type { Line } from './visit.ts';

/** Lines of it at most, the first for all. */
export const DIGEST_LINES = 5;

export interface Digest {
  /** Since the last visit ended, or since the local day began where there was none, or nothing came since. */
  of: 'visit' | 'day';
  /** When that was, in ms. */
  at: number;
  /** Whether there may be more than the list holds. */
  isAtLeast: boolean;
  /** All of them first, then by category, the most frequent first; none where there is no story. */
  lines: DigestLine[];
}

export interface DigestLine {
  /** Absent in the first line, of all. */
  category?: string;
  count: number;
  /** What shows these stories. */
  filter: Filter;
}

type Listed = Pick<Headline, 'order' | 'arrival' | 'category'>;

/**
 * The brief of a list: of what stands above the line where the last visit ended, else of the day that began at
 * `today`. `hasOlder`: whether there are others below the list.
 */
export function digestOf(
  { stories, hasOlder }: { stories: readonly Listed[]; hasOlder: boolean },
  line: Line | undefined,
  today: number,
): Digest {
  const end = line === undefined ? 0 : stories.findIndex(({ arrival }) => arrival <= line.arrivals);
  const isOfVisit = line !== undefined && end !== 0;
  const at = isOfVisit ? line.at : today;
  // Where the list holds none that was there before, the time has to tell.
  const above = (isOfVisit ? stories[end]?.order : undefined) ?? 1 - at;
  const came = stories.filter(({ order }) => order < above);
  return {
    of: isOfVisit ? 'visit' : 'day',
    at,
    isAtLeast: hasOlder && came.length === stories.length,
    lines: linesOf(came, above),
  };
}

function linesOf(stories: readonly Listed[], above: number): DigestLine[] {
  if (stories.length === 0) return [];
  const counts = new Map<string, number>();
  stories.forEach(({ category }) => {
    if (category !== undefined) counts.set(category, (counts.get(category) ?? 0) + 1);
  });
  const lines = Array.from(counts, ([category, count]) => ({ category, count, filter: { above, category } }));
  lines.sort((a, b) => b.count - a.count); // of as many the newer first, as they were met
  return [{ count: stories.length, filter: { above } }, ...lines.slice(0, DIGEST_LINES - 1)];
}
