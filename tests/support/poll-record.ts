// The record of a poll for tests, made from as little as a test wants to say.

import type { PollRecord } from '../../lib/store/schema.ts';

/** Of a poll that ended well `at`, and the next twenty minutes after `now`. */
export function pollRecord(at: number, now: number, said: Partial<PollRecord> = {}): PollRecord {
  return {
    name: 'poll',
    validators: {},
    failures: 0,
    lastAttemptAt: at,
    lastSuccessAt: at,
    nextAt: now + 20 * 60_000,
    outcome: { kind: 'ok', arrived: 0, notModified: true },
    ...said,
  };
}
