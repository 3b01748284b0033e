// Chance that can be repeated: the same seed, the same week.

/** Gives numbers in [0, 1). */
export type Chance = () => number;

/** A stream of its own for each number of a seed, so that more installs don't change the first ones. */
export function chanceOf(seed: number, stream: number): Chance {
  // Mulberry32, begun at a hash of both numbers.
  let state = mixed(mixed(seed | 0) ^ Math.imul(stream + 1, 0x9e3779b1));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    return (mixed(state) >>> 0) / 2 ** 32;
  };
}

function mixed(number: number): number {
  let hash = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Around `mean`, within three deviations. */
export function around(chance: Chance, mean: number, deviation: number): number {
  // Six dice: bell-shaped, bounded, and no logarithm for each of millions of mornings.
  const dice = chance() + chance() + chance() + chance() + chance() + chance();
  return mean + (dice - 3) * Math.SQRT2 * deviation;
}

/** The wait for what happens `rate` times in a unit of time, at random. */
export function waitFor(chance: Chance, rate: number): number {
  return rate === 0 ? Number.POSITIVE_INFINITY : -Math.log(1 - chance()) / rate;
}

/** One of the choices, by weight; the weights add up to 1. */
export function choose<T>(chance: Chance, choices: readonly (readonly [weight: number, choice: T])[]): T {
  let rest = chance();
  for (const [weight, choice] of choices) {
    rest -= weight;
    if (rest < 0) return choice;
  }
  const last = choices.at(-1);
  if (last === undefined) throw new Error('nothing to choose from');
  return last[1];
}
