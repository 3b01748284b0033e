// Times → words, by Intl alone. A formatter is made when it is first used, and kept.

import { dayOf } from '../story/days.ts';
import { say } from './say.ts';
import { inZone } from './zone.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Times in words of one language; every time in ms since 1970 UTC, told in the reader's time zone. */
export interface TimeWords {
  /** "3 minutes ago", "yesterday"; "just now" within the first minute, and for a time to come. */
  ago(at: number, now: number): string;
  /** "3 min. ago", where room is short. */
  agoShort(at: number, now: number): string;
  /** "09:40", as the reader's clock writes it. */
  clock(at: number): string;
  /** "Tuesday, 24 November". */
  day(at: number): string;
  /** Everything, for hover and focus: "Tuesday, 24 November 2026 at 09:40". */
  exact(at: number): string;
  /** The parts of a calendar leaf: "Tue", "24", "Nov". */
  leaf(at: number): Leaf;
}

export interface Leaf {
  weekday: string;
  day: string;
  month: string;
}

export function timeWords(language: string): TimeWords {
  const date = (options: Intl.DateTimeFormatOptions) =>
    inZone(() => new Intl.DateTimeFormat(language, options));
  const long = inZone(() => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }));
  const short = inZone(() => new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' }));
  const clock = date({ timeStyle: 'short' });
  const day = date({ weekday: 'long', day: 'numeric', month: 'long' });
  const exact = date({ dateStyle: 'full', timeStyle: 'short' });
  const leaf = date({ weekday: 'short', day: 'numeric', month: 'short' });
  return {
    ago: (at, now) => relative(long(), at, now),
    agoShort: (at, now) => relative(short(), at, now),
    clock: (at) => clock().format(at),
    day: (at) => day().format(at),
    exact: (at) => exact().format(at),
    leaf: (at) => toLeaf(leaf().formatToParts(at)),
  };
}

function relative(format: Intl.RelativeTimeFormat, at: number, now: number): string {
  const age = Math.max(0, now - at);
  if (age < MINUTE) return say('justNow');
  if (age < HOUR) return format.format(-Math.floor(age / MINUTE), 'minute');
  if (age < DAY) return format.format(-Math.floor(age / HOUR), 'hour');
  // "Yesterday" is a day of the calendar, not 24 hours; rounded, for days with a change of the clock.
  const days = Math.round((dayOf(now) - dayOf(at)) / DAY);
  return days < 30 ? format.format(-days, 'day') : format.format(-Math.floor(days / 30), 'month');
}

function toLeaf(parts: Intl.DateTimeFormatPart[]): Leaf {
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((found) => found.type === type)?.value ?? '';
  return { weekday: part('weekday'), day: part('day'), month: part('month') };
}
