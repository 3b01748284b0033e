import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { dayOf, groupByDay, nextDay } from '../../lib/story/days.ts';
import { toHeadline } from '../../lib/story/headline.ts';
import { stored } from '../support/stories.ts';

afterEach(() => vi.unstubAllEnvs());

test.each(['America/New_York', 'Asia/Tokyo', 'Australia/Lord_Howe', 'Pacific/Apia', 'America/Sao_Paulo'])(
  'a day begins at local midnight and ends with the next: %s',
  (zone) => {
    vi.stubEnv('TZ', zone);
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2035, 0) }), (at) => {
        const start = dayOf(at);
        const end = nextDay(at);
        expect(start).toBeLessThanOrEqual(at);
        expect(end).toBeGreaterThan(at);
        expect(dayOf(end)).toBe(end);
        expect(end - start).toBeLessThanOrEqual(25 * 3_600_000);
      }),
      { examples: [[1508036400000]] }, // São Paulo had no midnight on 15 October 2017
    );
  },
);

test('groups a sorted list by day and keeps its order', () => {
  const at = (hour: number) =>
    toHeadline(
      stored(hour, Date.UTC(2031, 2, 3, 23), { publishedAt: new Date(2031, 2, 3, hour).getTime() }),
      false,
    );
  const days = groupByDay([at(9), at(8), at(-2), at(-30)]);
  expect(days.map(({ stories }) => stories.map(({ title }) => title))).toEqual([
    ['Story 9', 'Story 8'],
    ['Story -2'],
    ['Story -30'],
  ]);
});
