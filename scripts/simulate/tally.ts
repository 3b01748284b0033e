// What the site saw: requests of each minute, answers and bytes of each day, and the figures made of them.

import { HOUR_MS, MINUTE_MS } from '../../lib/schedule/next-poll.ts';
import { DAY_MS, type SiteWeek, type Span, WEEK_AT } from './site.ts';

/** Of an answer with its headers, on the wire. */
export interface Weights {
  whole: number;
  'not-modified': number;
  failed: number;
}

export interface Day {
  requests: number;
  whole: number;
  notModified: number;
  failed: number;
  /** Answers to a request without validators. */
  unconditional: number;
  /** Answers to an install that held what the site has: these could be 304, and the `notModified` were. */
  couldBe304: number;
  bytes: number;
}

export interface Figure {
  name: string;
  value: number;
  /** What must hold; undefined where the figure is only told. */
  limit?: { most: number } | { least: number };
  unit: '' | '%' | 'kB' | '×';
  note?: string;
}

export class Tally {
  readonly minutes: Uint32Array;
  readonly days: Day[];
  readonly weights: Weights;

  constructor(days: number, weights: Weights) {
    this.minutes = new Uint32Array((days * DAY_MS) / MINUTE_MS);
    this.days = Array.from({ length: days }, () => ({
      requests: 0,
      whole: 0,
      notModified: 0,
      failed: 0,
      unconditional: 0,
      couldBe304: 0,
      bytes: 0,
    }));
    this.weights = weights;
  }

  count(now: number, kind: keyof Weights, isCurrent: boolean, isConditional: boolean): void {
    const minute = Math.floor((now - WEEK_AT) / MINUTE_MS);
    const day = this.days[Math.floor((now - WEEK_AT) / DAY_MS)];
    if (day === undefined) return;
    this.minutes[minute] = (this.minutes[minute] ?? 0) + 1;
    day.requests += 1;
    day.bytes += this.weights[kind];
    if (kind === 'failed') {
      day.failed += 1;
      return;
    }
    if (kind === 'not-modified') day.notModified += 1;
    else day.whole += 1;
    if (!isConditional) day.unconditional += 1;
    if (isCurrent) day.couldBe304 += 1;
  }

  hours(): number[] {
    return sums(this.minutes, HOUR_MS / MINUTE_MS);
  }
}

/** The hour whose busiest minute is nearest to its limit. */
interface Peak {
  ratio: number;
  limit: number;
  at: number;
}

const PEAK_LIMIT = 1.5;

/** The hours after an outage in which polls that were put off come back: the backoff is 6 hours at most. */
const COMEBACK_HOURS = 8;
/** What a document of a site with long stories weighs; the recorded one is lighter. */
const HEAVY_DOCUMENT = 60_000;
/** Deviations which the busiest of a week's ten thousand minutes stays within. */
const DEVIATIONS = 6;
/** In an outage polls thin out, as they should, and the first minutes of an hour stand out by that alone. */
const THINNING = 1.35;

export function figuresOf(tally: Tally, site: SiteWeek, installs: number): Figure[] {
  const total = (of: keyof Day) => tally.days.reduce((sum, day) => sum + day[of], 0);
  const perDay = installs * tally.days.length;
  const answered = total('whole') + total('notModified');
  const peak = peakOf(tally.minutes, site);
  const comeback = comebackOf(tally.hours(), site);
  return [
    { name: 'requests per install and day', value: total('requests') / perDay, unit: '' },
    { name: 'bytes per install and day', value: total('bytes') / perDay / 1000, unit: 'kB' },
    {
      name: 'the same, with documents of 60 kB',
      value: (total('bytes') + total('whole') * (HEAVY_DOCUMENT - tally.weights.whole)) / perDay / 1000,
      unit: 'kB',
    },
    { name: '304, of all answers', value: (100 * total('notModified')) / answered, unit: '%' },
    {
      name: '304, of the answers that could be 304',
      value: (100 * total('notModified')) / total('couldBe304'),
      limit: { least: 99 },
      unit: '%',
    },
    {
      name: 'requests without validators, of all answered',
      value: (100 * total('unconditional')) / answered,
      unit: '%',
    },
    {
      name: 'peak minute over the mean of its hour',
      value: peak.ratio,
      limit: { most: peak.limit },
      unit: '×',
      note: timeOf(peak.at),
    },
    {
      name: 'peak hour after the outage over the same hour of the day before',
      value: comeback.ratio,
      limit: { most: 3 },
      unit: '×',
      note: timeOf(comeback.at),
    },
  ];
}

/** A figure that is no number (nothing was counted) holds nothing. */
export function holds({ value, limit }: Figure): boolean {
  if (limit === undefined) return true;
  return 'most' in limit ? value < limit.most : value >= limit.least;
}

/**
 * Of each hour but those in which the site sends everybody away. Few installs make few requests a minute, of which
 * chance alone has some minutes stand out by more than the limit: then that is the limit.
 */
function peakOf(minutes: Uint32Array, { outage, sendsAway }: SiteWeek): Peak {
  let peak: Peak = { ratio: 0, limit: PEAK_LIMIT, at: WEEK_AT };
  for (let first = 0; first < minutes.length; first += 60) {
    const at = WEEK_AT + first * MINUTE_MS;
    if (isWithin(sendsAway, at)) continue;
    const hour = minutes.subarray(first, first + 60);
    const mean = hour.reduce((sum, minute) => sum + minute, 0) / 60;
    // The square root of Poisson's numbers has a deviation of a half, whatever their mean (Anscombe).
    const byChance = (1 + DEVIATIONS / 2 / Math.sqrt(mean)) ** 2;
    const limit = Math.max(PEAK_LIMIT, byChance * (isWithin(outage, at) ? THINNING : 1));
    const ratio = Math.max(...hour) / mean;
    if (ratio / limit > peak.ratio / peak.limit) peak = { ratio, limit, at };
  }
  return peak;
}

function isWithin({ from, to }: Span, at: number): boolean {
  return at >= from && at < to;
}

function comebackOf(hours: readonly number[], { outage }: SiteWeek): { ratio: number; at: number } {
  const first = (outage.to - WEEK_AT) / HOUR_MS;
  let comeback = { ratio: Number.NaN, at: outage.to };
  for (let hour = first; hour < Math.min(first + COMEBACK_HOURS, hours.length); hour += 1) {
    const ratio = (hours[hour] ?? 0) / (hours[hour - 24] ?? 0);
    if (!(ratio <= comeback.ratio)) comeback = { ratio, at: WEEK_AT + hour * HOUR_MS };
  }
  return comeback;
}

function timeOf(at: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  }).format(at);
}

function sums(numbers: Uint32Array, length: number): number[] {
  return Array.from({ length: numbers.length / length }, (_, index) =>
    numbers.subarray(index * length, (index + 1) * length).reduce((sum, number) => sum + number, 0),
  );
}
