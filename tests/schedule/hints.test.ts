import { describe, expect, test } from 'vitest';
import { endOfSkip, hintsOf } from '../../lib/schedule/hints.ts';

/** A Monday. */
const NOW = Date.UTC(2031, 2, 3, 9, 40);
const hours = (...skipHours: number[]) => ({ skipHours, skipDays: [] });
const days = (...skipDays: number[]) => ({ skipHours: [], skipDays });
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

describe('endOfSkip', () => {
  test.each<[string, { skipHours: number[]; skipDays: number[] } | undefined, string]>([
    ['no hints', undefined, '2031-03-03T09:40'],
    ['another hour', hours(8, 10), '2031-03-03T09:40'],
    ['this hour', hours(9), '2031-03-03T10:00'],
    ['a row of hours', hours(9, 10, 11), '2031-03-03T12:00'],
    [
      'a row of hours over midnight',
      hours(...EVERY_DAY, ...Array.from({ length: 15 }, (_, hour) => hour + 9)),
      '2031-03-04T07:00',
    ],
    ['this day', days(1), '2031-03-04T00:00'],
    ['all days but Sunday', days(1, 2, 3, 4, 5, 6), '2031-03-09T00:00'],
    ['this day, and the morning of all', { skipHours: [0, 1], skipDays: [1] }, '2031-03-04T02:00'],
  ])('%s', (_name, hints, end) => {
    expect(new Date(endOfSkip(NOW, hints)).toISOString().slice(0, 16)).toBe(end);
  });

  test('a feed that skips everything is not believed', () => {
    expect(endOfSkip(NOW, days(...EVERY_DAY))).toBe(NOW);
    expect(endOfSkip(NOW, hours(...Array.from({ length: 24 }, (_, hour) => hour)))).toBe(NOW);
  });
});

test('takes the days of a channel by their names, and nothing that is no day', () => {
  const channel = {
    title: 'REEx',
    ttlMs: 60_000,
    skipHours: [3],
    skipDays: ['Sunday', 'saturday', 'Caturday'],
  };
  expect(hintsOf(channel)).toEqual({ ttlMs: 60_000, skipHours: [3], skipDays: [0, 6] });
});
