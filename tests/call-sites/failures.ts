// Which calls are made to fail, and how.

import type { CallSite } from './find.ts';
import { type Failure, hitOf, type Requests, type Watch } from './watch.ts';
import { WAYS } from './ways.ts';

/** Of each site, its first calls that a life makes. */
const CALLS_OF_EACH = 2;

/**
 * All failures of a site: its first and its second call, in each way of its kind, once and for a while. `faultless`
 * has watched a life in which nothing failed.
 */
export function failuresOf({ kind, place }: CallSite, faultless: Watch): Failure[] {
  const calls = Math.min(faultless.hits.get(place) ?? 0, CALLS_OF_EACH);
  return Array.from({ length: calls }, (_, index) => index + 1).flatMap((hit) => {
    const requests = faultless.requests.get(hitOf(place, hit));
    return WAYS[kind].flatMap((way): Failure[] => {
      if (way === 'commit' && requests?.written.length === 0) return []; // what was only read is not kept
      const once = { kind, place, hit, way, ...(way === 'request' && { request: middleOf(requests) }) };
      return [once, { ...once, lasts: true }];
    });
  });
}

/**
 * One failure of each site, in as few lives as may be: a step of a life has one at most, and those that come in few
 * steps choose first. The way is another from site to site.
 */
export function sample(sites: readonly CallSite[], faultless: Watch): Failure[][] {
  const lives: Failure[][] = [];
  const stepsOf = ({ place }: CallSite) => [...(faultless.steps.get(place) ?? [])];
  const rarestFirst = sites.toSorted((one, other) => stepsOf(one).length - stepsOf(other).length);
  for (const [index, site] of rarestFirst.entries()) {
    const all = failuresOf(site, faultless).filter(({ hit }) => hit === 1);
    const failure = all[index % all.length];
    if (failure === undefined) continue; // it is never called, which is told elsewhere
    const { hit: _, ...anyCall } = failure;
    const isFree = (life: readonly Failure[]) =>
      stepsOf(site).find((step) => !life.some((other) => other.step === step));
    const life = lives.find(isFree) ?? newLife(lives);
    const step = isFree(life);
    if (step !== undefined) life.push({ ...anyCall, step });
  }
  return lives;
}

export function inWords({ place, hit, way, lasts }: Failure): string {
  return `${place}, ${hit === undefined ? '' : `call ${hit}, `}${way}${lasts ? ', and all after it' : ''}`;
}

function newLife(lives: Failure[][]): Failure[] {
  const life: Failure[] = [];
  lives.push(life);
  return life;
}

/** The write in the middle, or the first read. */
function middleOf(requests: Requests | undefined): number {
  const written = requests?.written ?? [];
  return written[Math.floor(written.length / 2)] ?? 1;
}
