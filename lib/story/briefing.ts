// Which stories a briefing holds, from when to when, and in which order they stand.

import { dayOf, listedAt, nextDay } from './days.ts';
import type { Headline } from './headline.ts';

/** A time from its first moment to just before its last, in ms since 1970 UTC. */
export interface Span {
  from: number;
  to: number;
}

/** `day`: from the reader's hour to the same hour a day later. `today`: since midnight. `yesterday`: the day before that. */
export type BriefingKind = 'day' | 'today' | 'yesterday';

/** The hour from which the briefing is ready where none was chosen. */
export const USUAL_HOUR = 7;

/** The hour that was chosen; the usual one for what is none. */
export function hourOf(chosen: unknown): number {
  const isHour = typeof chosen === 'number' && Number.isInteger(chosen) && chosen >= 0 && chosen < 24;
  return isHour ? chosen : USUAL_HOUR;
}

/**
 * The day that ends with the last time that the reader's clock struck `hour`: with a change of the clock in it it has
 * 23 or 25 hours. Each ends where the next begins.
 */
export function briefingWindow(now: number, hour: number): Span {
  const to = strike(now, hour, -1);
  return { from: strike(to - 1, hour, -1), to };
}

/** When a kind of briefing is of another time: at the reader's hour, or at midnight. */
export function turnOf(kind: BriefingKind, now: number, hour: number): number {
  return kind === 'day' ? strike(now, hour, 1) : nextDay(now);
}

/** The time that a briefing is about. */
export function spanOf(kind: BriefingKind, now: number, hour: number): Span {
  if (kind === 'day') return briefingWindow(now, hour);
  const today = dayOf(now);
  return kind === 'today' ? { from: today, to: nextDay(now) } : { from: dayOf(today - 1), to: today };
}

/**
 * The nearest moment at which a local clock strikes `hour`: the last one up to `now` (-1), or the first one after it (1).
 * Days are tried one after the other, for an hour that a change of the clock leaves out strikes later, and a whole day
 * was left out where a country moved across the date line.
 */
function strike(now: number, hour: number, direction: -1 | 1): number {
  const day = new Date(now);
  for (let step = -direction; ; step += direction) {
    const at = new Date(day.getFullYear(), day.getMonth(), day.getDate() + step, hour).getTime();
    if (direction < 0 ? at <= now : at > now) return at;
  }
}

/** Stories of one category, newest first. */
export interface BriefingGroup {
  /** Undefined for those that have none that tells anything. */
  category: string | undefined;
  stories: Headline[];
}

/**
 * The stories by the category that tells most of each: the largest group first, of two as large the one with the latest
 * story; those of no such category last.
 */
export function groupByCategory(stories: readonly Headline[]): BriefingGroup[] {
  const newestFirst = stories.toSorted((one, other) => one.order - other.order);
  return Array.from(
    Map.groupBy(newestFirst, ({ category }) => category),
    ([category, ofCategory]) => ({ category, stories: ofCategory }),
  ).toSorted(
    (one, other) =>
      Number(one.category === undefined) - Number(other.category === undefined) ||
      other.stories.length - one.stories.length ||
      newestOf(one.stories) - newestOf(other.stories),
  );
}

function newestOf([newest]: readonly Headline[]): number {
  return newest?.order ?? 0;
}

/** Whether a story is of a time. */
export function isWithin(story: Pick<Headline, 'order'>, { from, to }: Span): boolean {
  const at = listedAt(story);
  return at >= from && at < to;
}
