// When and how a round is broken off.

import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from './random.ts';
import type { Happening, Stage } from './stage.ts';

export interface Interruption {
  /** SIGKILL to the browser, or the end of the worker alone. */
  how: 'kill' | 'stop';
  /** After so many of these … */
  what: Happening;
  count: number;
  /** … and so much time more. */
  thenMs: number;
}

/** A document is some 30 kB. The shorter a wait the nearer it is to a commit. */
const MOMENTS: { what: Happening; most: number; mostMs: number }[] = [
  { what: 'beginnings', most: 3, mostMs: 900 },
  { what: 'bytes', most: 32_000, mostMs: 30 },
  { what: 'presses', most: 3, mostMs: 25 },
  { what: 'presses', most: 1, mostMs: 8 },
  { what: 'acknowledgements', most: 3, mostMs: 2 },
];
/** A moment that does not come in this time is given up: something is interrupted all the same. */
const PATIENCE_MS = 4_000;

export function chooseInterruption(random: Random): Interruption {
  const { what, most, mostMs } = random.pick(MOMENTS);
  const how = random.pick(['kill', 'stop'] as const);
  return { how, what, count: random.between(1, most), thenMs: random.between(0, mostMs) };
}

/** Resolves at its moment, or when that does not come. */
export async function momentOf({ what, count, thenMs }: Interruption, stage: Stage): Promise<void> {
  const giveUp = new AbortController();
  const patience = pause(PATIENCE_MS, undefined, { signal: giveUp.signal }).catch(() => undefined);
  await Promise.race([stage.reached(what, count), patience]);
  giveUp.abort();
  if (thenMs > 0) await pause(thenMs);
}

export function inWords({ how, what, count, thenMs }: Interruption): string {
  const deed = how === 'kill' ? 'kill the browser' : 'stop the worker';
  return `${deed} ${thenMs} ms after ${count} ${what}`;
}
