// Medians, and how sure they are. Which figure is compared with which goal is goals.ts's business.

/** A figure with the interval that holds it with 95 % confidence. */
export interface Estimate {
  median: number;
  low: number;
  high: number;
  /** How many measurements it rests on. */
  count: number;
}

const RESAMPLES = 5000;
/** Fixed, so that the same measurements always give the same interval. */
const SEED = 20_261_124;

/** The median of `values`; the mean of the middle two where there are two. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** The median with its 95 % interval by the percentile bootstrap (Efron 1979). Throws when there are no values. */
export function estimate(values: readonly number[]): Estimate {
  if (values.length === 0) throw new Error('nothing was measured');
  const die = dice(SEED);
  const draw = () => values[Math.floor(die() * values.length)] ?? Number.NaN;
  const medians = Array.from({ length: RESAMPLES }, () => median(values.map(draw))).sort((a, b) => a - b);
  const at = (share: number) => medians[Math.round(share * (RESAMPLES - 1))] ?? Number.NaN;
  return { median: median(values), low: at(0.025), high: at(0.975), count: values.length };
}

/** The ratio of each pair, `above[n]` to `below[n]`: what slows both of a pair falls out. */
export function ratios(above: readonly number[], below: readonly number[]): number[] {
  return above.map((value, pair) => value / (below[pair] ?? Number.NaN));
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
