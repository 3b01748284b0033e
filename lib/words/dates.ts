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

/** "07:00", as the reader's clock writes it. */
export function hourWords(hour: number): string {
  return formatOf('hour', { timeStyle: 'short', timeZone: 'UTC' }).format(Date.UTC(2000, 0, 1, hour));
}

/** "Tue 08:52", within a few days. */
export function dayClockWords(at: number): string {
  return formatOf('day and clock', { weekday: 'short', hour: 'numeric', minute: '2-digit' }).format(at);
}

/** "Wednesday, 25 November 2026". */
export function fullDateWords(at: number): string {
  return formatOf('full date', { dateStyle: 'full' }).format(at);
}

/** "Tue 24 Nov, 07:00 – Wed 25 Nov, 07:00"; with the zone for whom it may be another. */
export function periodWords(from: number, to: number, zone?: 'with zone'): string {
  const options: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    ...(zone && { timeZoneName: 'short' }),
  };
  return formatOf(zone ?? 'period', options).formatRange(from, to);
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
