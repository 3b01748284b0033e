import { describe, expect, test } from 'vitest';
import { statusOf } from '../../lib/page/status.ts';
import { sentences } from '../../lib/page/status-words.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/schedule/next-poll.ts';
import type { Outcome } from '../../lib/schedule/outcome.ts';
import type { PollRecord } from '../../lib/store/schema.ts';
import { timeWords } from '../../lib/words/time.ts';
import { pollRecord } from '../support/poll-record.ts';

const now = new Date(2031, 2, 3, 9, 40).getTime();
const time = timeWords('en-GB');
const GOOD: Outcome = { kind: 'ok', arrived: 0, notModified: true };

const record = (outcome: Outcome, said: Partial<PollRecord> = {}) =>
  pollRecord(now - 3 * MINUTE_MS, now, { outcome, ...said });

const WELL = { isPolling: false, isOnline: true, hasAccess: true, kind: 'open' as const };

test.each<[Parameters<typeof sentences>[1]['fault'], string]>([
  ['failed', 'The browser’s storage does not answer.'],
  ['silent', 'The browser’s storage does not answer.'],
  ['full', 'There is no room left to keep new stories.'],
  ['newer', 'The stored stories belong to a newer version of REE Ticker.'],
])('a store that is %s is said as that', (fault, words) => {
  expect(sentences('storage', { poll: record(GOOD), fault, now }, time)).toBe(words);
});

describe('the status', () => {
  test.each<[string, Partial<Parameters<typeof statusOf>[0]>, string, string]>([
    ['all is well', { poll: record(GOOD) }, 'ok', 'Checked 3 minutes ago. Next at 10:00.'],
    ['the site is being asked', { poll: record(GOOD), isPolling: true }, 'checking', 'Asking the site now.'],
    ['nothing was ever asked', {}, 'never', 'Asking the site for its first stories.'],
    [
      'the browser is offline',
      { poll: record(GOOD), isOnline: false },
      'offline',
      'Offline. Last checked 3 minutes ago. It is asked again once you are online.',
    ],
    ['access was withdrawn', { poll: record(GOOD), hasAccess: false }, 'denied', 'No access to the site.'],
    [
      'the answer broke off',
      { poll: record({ kind: 'partial', arrived: 3 }) },
      'partial',
      'The site’s answer broke off 3 minutes ago. The whole stories in it are here. Trying again at 10:00.',
    ],
    [
      'the site is down',
      { poll: record({ kind: 'refused', status: 503 }) },
      'failing',
      'The site answered 503 3 minutes ago. Trying again at 10:00.',
    ],
    [
      'the computer slept',
      {
        poll: record(GOOD, {
          lastAttemptAt: now - 9 * HOUR_MS,
          lastSuccessAt: now - 9 * HOUR_MS,
          nextAt: now - 8 * HOUR_MS,
        }),
      },
      'stale',
      'Last checked 9 hours ago. Next any moment.',
    ],
    [
      'it slept after a failure',
      {
        poll: record(
          { kind: 'refused', status: 503 },
          { lastAttemptAt: now - 9 * HOUR_MS, lastSuccessAt: now - 12 * HOUR_MS, nextAt: now - HOUR_MS },
        ),
      },
      'stale',
      'Last checked 12 hours ago. Next any moment.',
    ],
    [
      'the store failed',
      { poll: record(GOOD), kind: 'failed' },
      'storage',
      'The browser’s storage does not answer.',
    ],
  ])('when %s', (_name, circumstances, kind, words) => {
    const all = { poll: undefined, ...WELL, ...circumstances };
    const status = statusOf(all, now);
    expect(status).toBe(kind);
    expect(sentences(status, { poll: all.poll, fault: undefined, now }, time)).toBe(words);
  });
});
