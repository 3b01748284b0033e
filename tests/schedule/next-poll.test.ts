import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FRESH_MS,
  HOUR_MS,
  INTERVAL_MS,
  isDue,
  MINUTE_MS,
  nextPollAt,
  type PollReason,
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

  test('waits longer after each failure, and never longer than 6 hours and a quarter of them', () => {
    const waits = [1, 2, 3, 4, 5, 6, 20].map(
      (failures) => nextPollAt(NOW, { phaseMs: 0, failures }, 0.5) - NOW,
    );
    expect(waits.map((wait) => wait / MINUTE_MS)).toEqual([30, 60, 120, 240, 360, 360, 360]);
    expect(nextPollAt(NOW, { phaseMs: 0, failures: 9 }, 0.999) - NOW).toBeLessThanOrEqual(7.5 * HOUR_MS);
  });

  test('never comes before a Retry-After is over, and does not believe one of a year', () => {
    expect(nextPollAt(NOW, { phaseMs: 0, failures: 1, retryAfterMs: 2 * HOUR_MS }, 0)).toBe(
      NOW + 2 * HOUR_MS,
    );
    const year = nextPollAt(NOW, { phaseMs: 0, failures: 1, retryAfterMs: 365 * 24 * HOUR_MS }, 0);
    expect(year - NOW).toBe(24 * HOUR_MS);
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
    expect(isDue(reason, soFar, NOW)).toBe(due);
  });
});
