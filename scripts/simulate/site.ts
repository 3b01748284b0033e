// The site's week: when it publishes and edits, when it is down, and what it answers then.

import { HOUR_MS, MINUTE_MS } from '../../lib/schedule/next-poll.ts';
import type { Outcome } from '../../lib/schedule/outcome.ts';
import { conditionalHeaders, type Validators, validatorsOf } from '../../lib/validators.ts';
import {
  type Edge,
  isNotModified,
  originValidators,
  validatorHeaders,
} from '../../tests/support/wordpress.ts';
import { type Chance, chanceOf } from './chance.ts';

export const DAY_MS = 24 * HOUR_MS;
/** A Monday. Days of the simulation count from here; those before it are not counted in any figure. */
export const WEEK_AT = Date.UTC(2031, 2, 3);
/** Friday to Sunday: long enough that computers which rest over the weekend have polled before. */
export const WARM_UP_DAYS = 3;

export interface Span {
  from: number;
  to: number;
}

export interface SiteWeek {
  /** When the validators changed, in order. */
  changes: number[];
  outage: Span;
  /** The part of the outage in which the site says when to come back. */
  sendsAway: Span;
  burst: Span;
  ask(validators: Validators | undefined, now: number): Answer;
  /** How many changes there were until then. */
  versionAt(now: number): number;
}

export interface Answer {
  kind: 'whole' | 'not-modified' | 'failed';
  outcome: Outcome;
  retryAfterMs?: number;
  /** Of a whole document. */
  validators?: Validators | undefined;
}

const NOT_MODIFIED: Answer = { kind: 'not-modified', outcome: { kind: 'ok', arrived: 0, notModified: true } };
const TIMED_OUT: Answer = { kind: 'failed', outcome: { kind: 'unreachable', why: 'timeout' } };
const UNAVAILABLE: Answer = { kind: 'failed', outcome: { kind: 'refused', status: 503 } };

/** Stories in a day, edits in a day, and stories of the burst. */
const STORIES = { fewest: 8, most: 15 };
const EDITS = { fewest: 2, most: 6 };
const BURST_STORIES = 6;

/**
 * `outageDay` counts from Monday, 0. The outage is six hours from noon GMT: two without an answer, two of 503, and
 * two of 503 with one Retry-After for all, the date at which it ends. The burst of news is on the day after it.
 */
export function siteWeek(seed: number, days: number, outageDay: number, edge: Edge): SiteWeek {
  const outageAt = WEEK_AT + outageDay * DAY_MS + 12 * HOUR_MS;
  const outage = { from: outageAt, to: outageAt + 6 * HOUR_MS };
  const sendsAway = { from: outageAt + 4 * HOUR_MS, to: outage.to };
  const burst = { from: outageAt + 26 * HOUR_MS, to: outageAt + 28 * HOUR_MS };
  const chance = chanceOf(seed, -1);
  const isUp = (at: number) => at < outage.from || at >= outage.to;
  const changes = [WEEK_AT - (WARM_UP_DAYS + 1) * DAY_MS];
  for (let day = -WARM_UP_DAYS; day < days; day += 1)
    changes.push(...changesOf(WEEK_AT + day * DAY_MS, chance));
  for (let story = 0; story < BURST_STORIES; story += 1)
    changes.push(burst.from + chance() * (burst.to - burst.from));
  const seconds = changes.filter(isUp).map((at) => Math.floor(at / 1000) * 1000);
  seconds.sort((a, b) => a - b);
  return {
    changes: seconds,
    outage,
    sendsAway,
    burst,
    versionAt: (now) => countUntil(seconds, now),
    ask: asking(),
  };

  function asking(): SiteWeek['ask'] {
    const origins = seconds.map(originValidators);
    const headers = seconds.map((at) => new Headers(validatorHeaders(at, edge)));
    /** What is made of a version's headers: after nothing was sent, after what was not that version's. */
    const learnt = new Map<string, Validators | undefined>();
    return (validators, now) => {
      if (!isUp(now)) return failing(now);
      const index = countUntil(seconds, now) - 1;
      const at = seconds[index] ?? 0;
      const sent = conditionalHeaders(validators);
      const asked = { tag: sent['If-None-Match'], date: sent['If-Modified-Since'] };
      if (isNotModified(asked, at, origins[index])) return NOT_MODIFIED;
      const key = `${index} ${JSON.stringify(validators)}`;
      if (!learnt.has(key)) learnt.set(key, validatorsOf(headers[index] ?? new Headers(), validators));
      return {
        kind: 'whole',
        outcome: { kind: 'ok', arrived: 1, notModified: false },
        validators: learnt.get(key),
      };
    };
  }

  function failing(now: number): Answer {
    if (now < outage.from + 2 * HOUR_MS) return TIMED_OUT;
    return now < sendsAway.from ? UNAVAILABLE : { ...UNAVAILABLE, retryAfterMs: outage.to - now };
  }
}

/** Most of a day's stories come between 11 and 23 GMT, and none to the full minute. */
function changesOf(dayAt: number, chance: Chance): number[] {
  const times: number[] = [];
  const many = ({ fewest, most }: typeof STORIES) => fewest + Math.floor(chance() * (most - fewest + 1));
  for (let count = many(STORIES) + many(EDITS); count > 0; count -= 1) {
    const hour = chance() < 0.8 ? 11 + chance() * 12 : chance() * 24;
    times.push(dayAt + hour * HOUR_MS + chance() * MINUTE_MS);
  }
  return times;
}

/** How many of the sorted times are not later than `now`. */
function countUntil(times: readonly number[], now: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= now) low = middle + 1;
    else high = middle;
  }
  return low;
}
