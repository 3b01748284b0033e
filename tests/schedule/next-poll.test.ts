import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Hints } from '../../lib/schedule/hints.ts';
import {
  afterPoll,
  FRESH_MS,
  HOUR_MS,
  INTERVAL_MS,
  isDayOver,
  isDue,
  MINUTE_MS,
  nextPollAt,
  type PollReason,
  type SoFar,
  wakeAt,
} from '../../lib/schedule/next-poll.ts';

const NOW = Date.UTC(2031, 2, 3, 9, 40);
const phase = fc.integer({ min: 0, max: INTERVAL_MS - 1 });
const die = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('nextPollAt', () => {
  test('after a success stands at the phase of the install, 5 to 35 minutes ahead', () => {
    fc.assert(
      fc.property(phase, die, fc.nat(), (phaseMs, random, later) => {
        const now = NOW + later;
        const at = nextPollAt(now, { phaseMs, failures: 0 }, random);
        expect(at % INTERVAL_MS).toBe(phaseMs);
        expect(at - now).toBeGreaterThanOrEqual(FRESH_MS);
        expect(at - now).toBeLessThan(FRESH_MS + INTERVAL_MS);
      }),
    );
  });

  test('spreads a thousand installs over the whole interval', () => {
    const minutes = new Set<number>();
    for (let install = 0; install < 1000; install += 1) {
      const at = nextPollAt(NOW, { phaseMs: Math.floor((install / 1000) * INTERVAL_MS), failures: 0 }, 0.5);
      minutes.add(Math.floor(at / MINUTE_MS));
    }
    expect(minutes.size).toBeGreaterThanOrEqual(30);
  });

  test('waits longer after each failure, by chance, and never longer than 6 hours', () => {
    const waits = [1, 2, 3, 4, 5, 6, 20].map(
      (failures) => nextPollAt(NOW, { phaseMs: 0, failures }, 0.5) - NOW,
    );
    expect(waits.map((wait) => wait / MINUTE_MS)).toEqual([30, 60, 120, 240, 240, 240, 240]);
    expect(nextPollAt(NOW, { phaseMs: 0, failures: 9 }, 0.999) - NOW).toBeLessThanOrEqual(6 * HOUR_MS);
  });

  test('comes at the phase of the install once a Retry-After is over, which may be one date for all', () => {
    fc.assert(
      fc.property(phase, die, fc.integer({ min: 1, max: 9 }), (phaseMs, random, failures) => {
        const notBefore = NOW + 12 * HOUR_MS;
        const at = nextPollAt(NOW, { phaseMs, failures, notBefore }, random);
        expect(at % INTERVAL_MS).toBe(phaseMs);
        expect(at - notBefore).toBeGreaterThanOrEqual(0);
        expect(at - notBefore).toBeLessThan(INTERVAL_MS);
      }),
    );
  });

  test.each<[string, Partial<Hints>, number]>([
    ['WordPress’s constant of an hour', { updatePeriodMs: HOUR_MS }, 30],
    ['four times a day', { updatePeriodMs: 6 * HOUR_MS }, 360],
    ['once a week', { updatePeriodMs: 7 * 24 * HOUR_MS }, 360],
    ['a ttl of an hour, which somebody set', { updatePeriodMs: HOUR_MS, ttlMs: HOUR_MS }, 60],
    ['a ttl of a minute', { ttlMs: MINUTE_MS }, 30],
    ['a ttl of a year', { ttlMs: 365 * 24 * HOUR_MS }, 360],
  ])('follows what the feed hopes, within bounds: %s', (_name, hopes, minutes) => {
    const hints = { skipHours: [], skipDays: [], ...hopes };
    // A poll takes a few seconds: the next is as many minutes after its tick.
    const at = nextPollAt(NOW + 3000, { phaseMs: 10 * MINUTE_MS, failures: 0, hints }, 0.5);
    expect((at - NOW) / MINUTE_MS).toBe(minutes);
  });

  test('moves a poll out of skipped hours, to the phase of the install', () => {
    fc.assert(
      fc.property(phase, die, fc.integer({ min: 0, max: 9 }), (phaseMs, random, failures) => {
        const hints = { skipHours: [9, 10, 11, 12, 13, 14, 15, 16], skipDays: [] };
        const at = nextPollAt(NOW, { phaseMs, failures, hints }, random);
        expect(at).toBeGreaterThanOrEqual(Date.UTC(2031, 2, 3, 17));
        expect(at).toBeLessThan(Date.UTC(2031, 2, 3, 17) + INTERVAL_MS);
        expect(at % INTERVAL_MS).toBe(phaseMs);
      }),
    );
  });
});

describe('isDue', () => {
  const minutesAgo = (minutes: number) => NOW - minutes * MINUTE_MS;
  test.each<[string, PollReason, Parameters<typeof isDue>[1], boolean]>([
    ['a first poll', 'alarm', {}, true],
    ['the alarm at its time', 'alarm', { startedAt: minutesAgo(30), nextAt: NOW }, true],
    ['the alarm half a minute early', 'alarm', { startedAt: minutesAgo(30), nextAt: NOW + 30_000 }, true],
    [
      'the alarm in the midst of a backoff',
      'alarm',
      { startedAt: minutesAgo(30), nextAt: NOW + HOUR_MS, failures: 2 },
      false,
    ],
    ['the alarm that goes off twice', 'alarm', { startedAt: NOW - 2000, nextAt: NOW + HOUR_MS }, false],
    [
      'a start of the browser before the time',
      'start',
      { startedAt: minutesAgo(10), nextAt: NOW + HOUR_MS },
      false,
    ],
    [
      'a start of the browser after a night',
      'start',
      { startedAt: minutesAgo(600), nextAt: minutesAgo(570) },
      true,
    ],
    ['the popup after 6 minutes', 'popup', { startedAt: minutesAgo(6), nextAt: NOW + HOUR_MS }, true],
    ['the popup after 4 minutes', 'popup', { startedAt: minutesAgo(4) }, false],
    [
      'the popup while the site asked for peace',
      'popup',
      { startedAt: minutesAgo(6), notBefore: NOW + HOUR_MS },
      false,
    ],
    ['a page after 31 minutes', 'page', { startedAt: minutesAgo(31), nextAt: NOW - 1 }, true],
    ['a page after 20 minutes', 'page', { startedAt: minutesAgo(20), nextAt: NOW + HOUR_MS }, false],
    ['a press 6 seconds after a poll', 'press', { startedAt: NOW - 6000 }, true],
    ['a press 4 seconds after a poll', 'press', { startedAt: NOW - 4000 }, false],
    ['access that was just given', 'granted', { startedAt: NOW - 1000 }, true],
    [
      'the alarm after the clock was set back',
      'alarm',
      { startedAt: NOW + HOUR_MS, nextAt: NOW + 2 * HOUR_MS },
      true,
    ],
    [
      'the alarm after the clock was set back by a year and forth',
      'alarm',
      { startedAt: minutesAgo(1), nextAt: NOW + 9000 * HOUR_MS },
      true,
    ],
  ])('%s', (_name, reason, soFar, due) => {
    expect(isDue(reason, soFar, NOW, true)).toBe(due);
  });

  test.each<[PollReason, boolean]>([
    ['alarm', false],
    ['start', false],
    ['page', false],
    ['popup', false],
    ['granted', true],
    ['press', true],
  ])('in a skipped hour the %s asks: %s', (reason, due) => {
    const hints = { skipHours: [9], skipDays: [] };
    expect(isDue(reason, { startedAt: minutesAgo(600), hints }, NOW, true)).toBe(due);
    expect(isDue(reason, { startedAt: NOW + HOUR_MS, hints }, NOW, true)).toBe(due);
  });

  test.each<[PollReason, boolean]>([
    ['alarm', false],
    ['start', false],
    ['page', false],
    ['popup', false],
    ['granted', false],
    ['press', true],
  ])('still offline, the %s looks: %s', (reason, due) => {
    const soFar: SoFar = {
      startedAt: minutesAgo(60),
      nextAt: minutesAgo(58),
      outcome: { kind: 'offline' },
    };
    expect(isDue(reason, soFar, NOW, false)).toBe(due);
    expect(isDue('alarm', soFar, NOW, true)).toBe(true);
  });

  test('that the network is back asks nothing at once: all of an office would', () => {
    const soFar: SoFar = { startedAt: minutesAgo(60), nextAt: minutesAgo(58), outcome: { kind: 'offline' } };
    expect(isDue('online', soFar, NOW, true)).toBe(false);
  });
});

describe('afterPoll', () => {
  const refused = { kind: 'refused', status: 503 } as const;
  const inBackoff = { startedAt: NOW - HOUR_MS, failures: 3, nextAt: NOW + HOUR_MS };

  test('counts failures in turn, and forgets them after a success', () => {
    const inTurn = afterPoll({ ...inBackoff, nextAt: NOW }, { outcome: refused }, 0, NOW, 0.5);
    expect(inTurn).toMatchObject({ failures: 4, nextAt: NOW + 4 * HOUR_MS });
    const ok = afterPoll(inBackoff, { outcome: { kind: 'ok', arrived: 0, notModified: true } }, 0, NOW, 0.5);
    expect(ok.failures).toBe(0);
  });

  test('what the reader tries in the midst of a backoff neither counts nor puts the next poll off', () => {
    let soFar: SoFar = inBackoff;
    for (let press = 0; press < 20; press += 1)
      soFar = { startedAt: NOW, ...afterPoll(soFar, { outcome: refused }, 0, NOW + press * 10_000, 0.5) };
    expect(soFar).toMatchObject({ failures: 3, nextAt: NOW + HOUR_MS });
    const shortly = afterPoll({ ...inBackoff, nextAt: NOW + 90_000 }, { outcome: refused }, 0, NOW, 0.5);
    expect(shortly.nextAt).toBe(NOW + FRESH_MS); // but the alarm does not follow at its heels
  });

  test('a Retry-After holds through what fails after it, and for a day at most', () => {
    const first = afterPoll({}, { outcome: refused, retryAfterMs: 2 * HOUR_MS }, 0, NOW, 0.5);
    expect(first.notBefore).toBe(NOW + 2 * HOUR_MS);
    const later = NOW + HOUR_MS;
    const timeout = { kind: 'unreachable', why: 'timeout' } as const;
    const second = afterPoll({ startedAt: NOW, ...first }, { outcome: timeout }, 0, later, 0.5);
    expect(second.notBefore).toBe(first.notBefore);
    const year = afterPoll({}, { outcome: refused, retryAfterMs: 365 * 24 * HOUR_MS }, 0, NOW, 0.5);
    expect(year.notBefore).toBe(NOW + 24 * HOUR_MS);
  });

  test('a Retry-After of a clock that was set back since holds no longer', () => {
    const before: SoFar = { startedAt: NOW + 10 * HOUR_MS, failures: 1, notBefore: NOW + 11 * HOUR_MS };
    expect(afterPoll(before, { outcome: refused }, 0, NOW, 0.5).notBefore).toBeUndefined();
  });

  test('offline, the next look is 60 to 120 seconds away', () => {
    fc.assert(
      fc.property(phase, die, (phaseMs, random) => {
        const { nextAt } = afterPoll({}, { outcome: { kind: 'offline' } }, phaseMs, NOW, random);
        expect(Number(nextAt) - NOW).toBeGreaterThanOrEqual(60_000);
        expect(Number(nextAt) - NOW).toBeLessThanOrEqual(120_000);
      }),
    );
  });
});

test('a site whose answers always break off is asked on, for each brings only a few stories', () => {
  let soFar: SoFar = {};
  for (let poll = 0; poll < 6; poll += 1) {
    const now = soFar.nextAt ?? NOW;
    soFar = {
      startedAt: now,
      ...afterPoll(soFar, { outcome: { kind: 'partial', arrived: 1 } }, 0, now, 0.99),
    };
    expect((soFar.nextAt ?? 0) - now).toBeLessThanOrEqual(1.5 * INTERVAL_MS);
  }
  expect(soFar.failures).toBe(6);
});

describe('wakeAt', () => {
  test('is the time of the next poll, where that can be believed', () => {
    expect(wakeAt({ startedAt: NOW - 1000, nextAt: NOW + HOUR_MS }, 0, NOW, 0.5)).toBe(NOW + HOUR_MS);
  });

  test.each<[string, SoFar]>([
    ['there was no poll', {}],
    ['it was missed', { startedAt: NOW - 2 * HOUR_MS, nextAt: NOW - HOUR_MS }],
    ['the clock was set back by hours', { startedAt: NOW + 3 * HOUR_MS, nextAt: NOW + 4 * HOUR_MS }],
    ['the clock was set back by a year', { startedAt: NOW + 8760 * HOUR_MS, nextAt: NOW + 8761 * HOUR_MS }],
  ])('is within the minute where %s', (_name, soFar) => {
    const at = wakeAt(soFar, 0, NOW, 0.5);
    expect(at).toBe(NOW + 30_000);
  });

  test('is within two minutes where the last look found no network, however the clock was moved', () => {
    for (const nextAt of [NOW - HOUR_MS, NOW + HOUR_MS]) {
      const at = wakeAt({ startedAt: NOW - HOUR_MS, nextAt, outcome: { kind: 'offline' } }, 0, NOW, 0.5);
      expect(at).toBe(NOW + 90_000);
    }
  });
});

describe('isDayOver', () => {
  test('spreads installs that last read the feed at one moment over six hours', () => {
    const dueAfter = (phaseMs: number) => {
      let hours = 0;
      while (!isDayOver(NOW, phaseMs, NOW + hours * HOUR_MS)) hours += 0.1;
      return Math.floor(hours);
    };
    const hours = Array.from({ length: 60 }, (_, index) => dueAfter((index / 60) * INTERVAL_MS));
    expect(new Set(hours)).toEqual(new Set([18, 19, 20, 21, 22, 23, 24]));
    expect(Math.max(...hours)).toBeLessThanOrEqual(24);
  });

  test('is true where the clock was set back since', () => {
    expect(isDayOver(NOW + 1, 0, NOW)).toBe(true);
  });
});
