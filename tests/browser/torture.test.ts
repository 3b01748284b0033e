// A short run of `npm run torture`: browser and worker end in the midst of saving and polling, and nothing that a
// reader relies on is lost.

import { describe, expect, test } from 'vitest';
import { torture } from '../torture/torture.ts';
import { builtExtension, isAll, KINDS } from './extension.ts';

/** One whose first two rounds stop the worker upon a press to save, and kill the browser while a gap is being left. */
const SEED = 1245;
const ROUNDS = isAll ? 12 : 2;
const ROUND_LIMIT_MS = 180_000;

describe.each(KINDS)('torture of %s', (kind) => {
  test(`${ROUNDS} rounds leave everything in its place`, { timeout: ROUNDS * ROUND_LIMIT_MS }, async () => {
    const endings: string[] = [];
    const failure = await torture({
      ...{ kind, extension: builtExtension(kind), seed: SEED, rounds: ROUNDS },
      held: ({ interruption }) => endings.push(interruption.how),
    });
    expect(failure).toBeUndefined();
    expect(endings).toContain('kill');
    expect(endings).toContain('stop');
  });
});
