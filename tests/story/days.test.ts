import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { cutDays, dayOf, groupByDay, nextDay } from '../../lib/story/days.ts';
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

test('a cut list shows its first stories and no more, and counts each day that is known whole', () => {
  const story = toHeadline(stored(1), false);
  const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 6 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 0, max: 100 }), fc.boolean(), (counts, rows, hasOlder) => {
      const days = counts.map((count, index) => ({
        startsAt: -index,
        stories: Array.from({ length: count }, (_, n) => ({ ...story, id: `${index}/${n}` })),
      }));
      const all = days.flatMap(({ stories }) => stories);
      const cut = cutDays(days, rows, hasOlder);
      expect(cut.flatMap(({ stories }) => stories)).toEqual(all.slice(0, rows));
      expect(cut.every(({ stories }) => stories.length > 0)).toBe(true);
      for (const { startsAt, count } of cut) {
        const index = -startsAt;
        expect(count).toBe(hasOlder && index === counts.length - 1 ? undefined : counts[index]);
      }
    }),
  );
});
