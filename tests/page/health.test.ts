import { describe, expect, test } from 'vitest';
import { type Health, nameOf } from '../../lib/page/health.ts';
import { hints, outcomeWords } from '../../lib/page/health-facts.ts';
import { healthReport } from '../../lib/page/health-report.ts';
import type { PollRecord } from '../../lib/store/schema.ts';
import { NOW } from '../support/stories.ts';

const FEED = 'https://rareearthexchanges.com/feed/';
const POLL: PollRecord = { name: 'poll', validators: {}, failures: 0, feed: FEED, lastAttemptAt: NOW - 1000 };

function health(poll: Partial<PollRecord> = {}, said: Partial<Health> = {}): Health {
  return {
    now: NOW,
    version: '1.2.3',
    browser: 'Chromium 156, Linux',
    isOnline: true,
    isPolling: false,
    hasAccess: true,
    alarms: [{ name: 'poll', at: NOW + 60_000 }],
    store: {
      version: 2,
      stories: 12,
      articles: 11,
      meta: { poll: { ...POLL, ...poll }, counts: { name: 'counts', unread: 7, arrivals: 12 } },
      log: [
        {
          at: NOW - 1000,
          reason: 'fill',
          address: `${FEED}?paged=3`,
          outcome: { kind: 'ok', arrived: 10, notModified: false },
          tookMs: 412.4,
        },
      ],
    },
    ...said,
  };
}

describe('hints', () => {
  test('are none while all is well', () => {
    expect(hints(health())).toEqual([]);
  });

  test.each<[string, Health, string]>([
    [
      'failures',
      health({ failures: 3 }),
      'The site could not be read 3 times in a row. It is asked less often until it can.',
    ],
    ['Retry-After', health({ notBefore: NOW + 1 }), 'The site asked to be left alone for a while.'],
    ['no feed', health({ feed: undefined }), 'The address of the site’s feed was not found yet.'],
    ['no network', health({}, { isOnline: false }), 'The browser says that it is offline.'],
    ['no access', health({}, { hasAccess: false }), 'The browser does not let REE Ticker reach the site.'],
    [
      'no alarm',
      health({}, { alarms: [{ name: 'fill', at: NOW }] }),
      'No alarm is set for the next time. The site is asked once a page of REE Ticker is opened.',
    ],
  ])('tell of %s', (_name, circumstances, words) => {
    expect(hints(circumstances)).toEqual([words]);
  });

  test('of a store that fails come first, and nothing is guessed of what it holds', () => {
    const { store: _, ...rest } = health();
    expect(hints({ ...rest, fault: 'failed' })).toEqual(['The browser’s storage does not answer.']);
  });
});

describe('healthReport', () => {
  test('is the page as text, with times that mean the same to everyone', () => {
    const report = healthReport(health());
    expect(report).toContain('REE Ticker: How it is going, 2031-03-03T09:40:00.000Z');
    expect(report).toContain('REE Ticker: 1.2.3\nBrowser: Chromium 156, Linux\nStore: 2');
    expect(report).toContain('Last asked: 2031-03-03T09:39:59.000Z');
    expect(report).toContain('Unread: 7');
    expect(report).toContain(
      '2031-03-03T09:39:59.000Z | older stories | /feed/?paged=3 | whole | 10 | 412 ms',
    );
  });

  test('tells what the feed wishes', () => {
    const hourly = healthReport(
      health({ hints: { updatePeriodMs: 3_600_000, skipHours: [0, 23], skipDays: [] } }),
    );
    expect(hourly).toContain(
      'The feed wishes: It is renewed every 60 minutes. It is not to be asked at these hours, in UTC: 0, 23.',
    );
    expect(healthReport(health({ hints: { skipHours: [], skipDays: [] } }))).toContain(
      'The feed wishes: Nothing',
    );
  });

  test('says of what was written in a way unknown here that it is unknown, and of all else what it is', () => {
    const { store, ...rest } = health();
    if (store === undefined) throw new Error('no store');
    const meta = { ...store.meta, archive: { name: 'archive', days: 30 } };
    const log = [
      { at: NOW, reason: 'whim', tookMs: 1 },
      { reason: 'alarm', outcome: { kind: 'new' } },
      ...store.log,
    ];
    const report = healthReport({ ...rest, store: { ...store, meta, log } as never });
    expect(report).toContain('Last asked: 2031-03-03T09:39:59.000Z');
    expect(report).toContain('What is kept: Unknown');
    expect(report.match(/^Unknown( \| Unknown){5}$/gm)).toHaveLength(2);
    expect(report).toContain('| older stories | /feed/?paged=3 | whole | 10 | 412 ms');
  });

  test('is made of what is known where the store fails', () => {
    const { store: _, ...rest } = health();
    const report = healthReport({ ...rest, fault: 'silent' });
    expect(report).toContain('Store: Unknown');
    expect(report).toContain('Access to the site: Given');
    expect(report).not.toContain('What is kept');
  });
});

test('outcomes of requests are told apart', () => {
  expect(outcomeWords({ kind: 'refused', status: 503 })).toBe('answered 503');
  expect(outcomeWords({ kind: 'unreachable', why: 'timeout' })).toBe('took too long');
  expect(outcomeWords({ kind: 'ok', arrived: 0, notModified: true })).toBe('nothing changed (304)');
});

describe('nameOf', () => {
  test('is the browser’s hints without the brand that means nothing', () => {
    const brands = [
      { brand: 'Chromium', version: '156' },
      { brand: 'Not?A_Brand', version: '24' },
    ];
    expect(nameOf({ userAgent: 'x', userAgentData: { brands, platform: 'Linux' } } as never)).toBe(
      'Chromium 156, Linux',
    );
  });

  test('is the User-Agent where there are none', () => {
    expect(nameOf({ userAgent: 'Mozilla/5.0 Firefox/153.0' })).toBe('Mozilla/5.0 Firefox/153.0');
  });
});
