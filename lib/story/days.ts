// Stories by the reader's local days.

import type { Headline } from './headline.ts';

export interface Day {
  /** Local midnight with which the day begins, in ms since 1970 UTC. */
  startsAt: number;
  stories: Headline[];
}

/** When a story stands in the list: the earlier of published and first seen. */
export function listedAt({ order }: Pick<Headline, 'order'>): number {
  return -order;
}

/** The local midnight at or before `at`; days with a change of the clock have 23 or 25 hours. */
export function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** The local midnight after `at`: when an open page turns over. */
export function nextDay(at: number): number {
  const day = new Date(at);
  // Not the midnight before and a day: where a clock is set forward at midnight, that one is at one o'clock.
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
}

/** Groups a list that is sorted newest first into days, newest first; the order within a day stays. */
export function groupByDay(stories: readonly Headline[]): Day[] {
  const days = Map.groupBy(stories, (story) => dayOf(listedAt(story)));
  return Array.from(days, ([startsAt, ofDay]) => ({ startsAt, stories: ofDay }));
}

/** A day of which the first stories alone are drawn. */
export interface CutDay extends Day {
  /** How many stories the day has; absent where the list ends within it, and that is not known. */
  count?: number;
}

/**
 * The days as far as the first `rows` stories go, each with the count of all its stories. The last day of a list
 * that `hasOlder` may go on.
 */
export function cutDays(days: readonly Day[], rows: number, hasOlder: boolean): CutDay[] {
  let left = rows;
  const cut = days.map((day, index): CutDay => {
    const shown = day.stories.slice(0, left);
    left -= shown.length; // never below zero: a slice would count from the end then
    const mayGoOn = hasOlder && index === days.length - 1;
    return { startsAt: day.startsAt, stories: shown, ...(!mayGoOn && { count: day.stories.length }) };
  });
  return cut.filter(({ stories }) => stories.length > 0);
}
