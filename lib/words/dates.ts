// Dates and spans of days → words, by Intl alone: for what is said after the first paint. Formatters are made when
// they are first used, and kept for each form.

import { dayOf } from '../story/days.ts';
import { language } from './say.ts';
import { inZone } from './zone.ts';

const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' };
const made = new Map<string, () => Intl.DateTimeFormat>();

/** "3 November"; with the year where that is not this one. Times are in ms since 1970 UTC. */
export function dateWords(at: number, now: number): string {
  return formatFor(at, now).format(at);
}

/** "3–5 November", the days of both times among them; undefined where both lie on one day. */
export function spanWords(from: number, to: number, now: number): string | undefined {
  return dayOf(from) === dayOf(to) ? undefined : formatFor(from, now).formatRange(from, to);
}

/** "24 Nov 2026, 09:40:05": to the second, for what is looked at closely. */
export function momentWords(at: number): string {
  return formatOf('moment', { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}

function formatFor(at: number, now: number): Intl.DateTimeFormat {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return isThisYear ? formatOf('day', DAY) : formatOf('day and year', { ...DAY, year: 'numeric' });
}

function formatOf(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language()} ${name}`;
  const format = made.get(key) ?? inZone(() => new Intl.DateTimeFormat(language(), options));
  made.set(key, format);
  return format();
}
