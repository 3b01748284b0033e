// Which calls are made to fail, and how: each site's first and second call, in each way of its kind.

import type { CallSite } from './find.ts';
import { type Failure, hitOf, type Requests, type Watch } from './watch.ts';
import { WAYS } from './ways.ts';

/** Of each site, its first calls that a life makes. */
const CALLS_OF_EACH = 2;

/** All failures of a site. `watch` has seen a life in which nothing failed. */
export function failuresOf({ kind, place }: CallSite, watch: Watch): Failure[] {
  const calls = Math.min(watch.hits.get(place) ?? 0, CALLS_OF_EACH);
  return Array.from({ length: calls }, (_, index) => index + 1).flatMap((hit) => {
    const requests = watch.requests.get(hitOf(place, hit));
    return WAYS[kind].flatMap((way): Failure[] => {
      if (way === 'commit' && requests?.written.length === 0) return []; // what was only read is not kept
      const once = { kind, place, hit, way, ...(way === 'request' && { request: middleOf(requests) }) };
      return [once, { ...once, lasts: true }];
    });
  });
}

/** The write in the middle, or the first read. */
function middleOf(requests: Requests | undefined): number {
  const written = requests?.written ?? [];
  return written[Math.floor(written.length / 2)] ?? 1;
}

export function inWords({ place, hit, way, lasts }: Failure): string {
  return `${place}, call ${hit}, ${way}${lasts ? ', and all after it' : ''}`;
}
