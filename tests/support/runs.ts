// How often a property is tried that a test record is about, and from which seed.

/** REE_RUNS=100000 for a long run. */
export const RUNS = Number(process.env['REE_RUNS'] ?? 300);
/** From which the cases are made; REE_SEED repeats those of an earlier run. */
export const SEED = Number(process.env['REE_SEED'] ?? Date.now() % 2 ** 31);
/** For vitest: what so many runs may take on a slow machine. */
export const RUNS_LIMIT_MS = 20_000 + RUNS * 50;
