// Chance that comes again: the same seed gives the same run of choices.

export interface Random {
  /** A whole number in [0, count). */
  below(count: number): number;
  /** A whole number in [least, most]. */
  between(least: number, most: number): number;
  /** Throws when there is nothing to choose from. */
  pick<T>(from: readonly T[]): T;
}

/** Xorshift with 32 bits (Marsaglia 2003): plenty for choosing what to do next. `seed` is a whole number. */
export function seeded(seed: number): Random {
  let state = Math.imul(seed, 0x9e3779b1) | 1; // never 0, of which nothing but 0 would come
  function below(count: number): number {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor(((state >>> 0) / 2 ** 32) * count);
  }
  for (let warmUp = 0; warmUp < 8; warmUp += 1) below(1); // neighbouring seeds begin alike
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    pick<T>(from: readonly T[]): T {
      const index = below(from.length);
      const chosen = from[index];
      if (index >= from.length || chosen === undefined) throw new Error('there is nothing to choose from');
      return chosen;
    },
  };
}
