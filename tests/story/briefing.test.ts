import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  type BriefingKind,
  briefingWindow,
  groupByCategory,
  hourOf,
  isWithin,
  spanOf,
  turnOf,
} from '../../lib/story/briefing.ts';
import { type Headline, toHeadline } from '../../lib/story/headline.ts';
import { stored } from '../support/stories.ts';

const HOUR_MS = 3_600_000;
const ZONES = [
  'UTC',
  'America/New_York',
  'Asia/Tokyo',
  'Australia/Lord_Howe', // its summer time is half an hour
  'America/Sao_Paulo', // had days without midnight
  'Pacific/Apia', // had no 30 December 2011
];
const moments = fc.integer({ min: Date.UTC(2011, 0), max: Date.UTC(2035, 0) });
const hours = fc.integer({ min: 0, max: 23 });

afterEach(() => vi.unstubAllEnvs());

describe('briefingWindow', () => {
  test.each([
    ['at the hour', '2031-03-04T07:00', '2031-03-03T07:00', '2031-03-04T07:00'],
    ['after it', '2031-03-04T23:59', '2031-03-03T07:00', '2031-03-04T07:00'],
    ['before it, still that of the day before', '2031-03-04T06:59', '2031-03-02T07:00', '2031-03-03T07:00'],
  ])('%s', (_, now, from, to) => {
    vi.stubEnv('TZ', 'America/New_York');
    const window = briefingWindow(new Date(now).getTime(), 7);
    expect(window).toEqual({ from: new Date(from).getTime(), to: new Date(to).getTime() });
  });

  test.each([
    ['in spring', '2031-03-09T12:00', 23],
    ['in autumn', '2031-11-02T12:00', 25],
    ['on any other day', '2031-07-02T12:00', 24],
  ])('goes by the clock on the wall, not by 24 hours: %s', (_, now, length) => {
    vi.stubEnv('TZ', 'America/New_York');
    const { from, to } = briefingWindow(new Date(now).getTime(), 7);
    expect((to - from) / HOUR_MS).toBe(length);
    expect([new Date(from).getHours(), new Date(to).getHours()]).toEqual([7, 7]);
  });

  test.each(ZONES)('is over, lasts about a day, and ends where the next begins: %s', (zone) => {
    vi.stubEnv('TZ', zone);
    fc.assert(
      fc.property(moments, hours, (now, hour) => {
        const { from, to } = briefingWindow(now, hour);
        const turn = turnOf('day', now, hour);
        expect(to).toBeLessThanOrEqual(now);
        expect(turn).toBeGreaterThan(now);
        expect(to - from).toBeGreaterThanOrEqual(22 * HOUR_MS);
        expect(to - from).toBeLessThanOrEqual(26 * HOUR_MS);
        // No moment lies between two briefings, and none in both.
        expect(briefingWindow(turn - 1, hour)).toEqual({ from, to });
        expect(briefingWindow(turn, hour)).toEqual({ from: to, to: turn });
      }),
      {
        examples: [
          [Date.UTC(2011, 11, 30, 20), 7],
          [1508036400000, 0],
        ],
      },
    );
  });
});

describe('spanOf', () => {
  test.each(ZONES)('today and yesterday meet at midnight, and today holds now: %s', (zone) => {
    vi.stubEnv('TZ', zone);
    fc.assert(
      fc.property(moments, hours, (now, hour) => {
        const today = spanOf('today', now, hour);
        const yesterday = spanOf('yesterday', now, hour);
        expect(today.from).toBeLessThanOrEqual(now);
        expect(today.to).toBeGreaterThan(now);
        expect(yesterday.to).toBe(today.from);
        for (const kind of ['today', 'yesterday'] satisfies BriefingKind[]) {
          const turn = turnOf(kind, now, hour);
          expect(spanOf(kind, turn - 1, hour)).toEqual(spanOf(kind, now, hour));
          expect(spanOf(kind, turn, hour)).not.toEqual(spanOf(kind, now, hour));
        }
      }),
    );
  });

  test('holds its first moment and not its last', () => {
    const span = { from: 1000, to: 2000 };
    const at = (moment: number) => isWithin({ order: -moment }, span);
    expect([999, 1000, 1999.5, 2000].map(at)).toEqual([false, true, true, false]);
  });
});

test.each([
  [0, 0],
  [23, 23],
  [24, 7],
  [-1, 7],
  [7.5, 7],
  ['9', 7],
  [null, 7],
  [undefined, 7],
])('the hour %s is %s', (chosen, hour) => {
  expect(hourOf(chosen)).toBe(hour);
});

describe('groupByCategory', () => {
  const story = (id: number, category?: string): Headline =>
    toHeadline(stored(id, undefined, { categories: category === undefined ? [] : ['News', category] }), true);

  test('the largest group comes first, of two as large the one with the latest story, the rest last', () => {
    const groups = groupByCategory([
      story(1),
      story(2, 'Magnets'),
      story(3, 'China'),
      story(4, 'Mining'),
      story(5),
      story(6),
      story(7, 'China'),
    ]);
    expect(groups.map(({ category, stories }) => [category, stories.map(({ title }) => title)])).toEqual([
      ['China', ['Story 3', 'Story 7']],
      ['Magnets', ['Story 2']],
      ['Mining', ['Story 4']],
      [undefined, ['Story 1', 'Story 5', 'Story 6']],
    ]);
  });

  test('holds every story once, newest first in each group, in whichever order they came', () => {
    const category = fc.option(fc.constantFrom('A', 'B', 'C'), { nil: undefined });
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(fc.nat(1000), category), { selector: ([id]) => id }), (given) => {
        const stories = given.map(([id, name]) => story(id, name));
        const groups = groupByCategory(stories);
        expect(groups.flatMap((group) => group.stories).toSorted(byId)).toEqual(stories.toSorted(byId));
        for (const group of groups)
          expect(group.stories).toEqual(group.stories.toSorted((one, other) => one.order - other.order));
        const sizes = groups
          .filter(({ category: name }) => name !== undefined)
          .map((group) => group.stories.length);
        expect(sizes).toEqual(sizes.toSorted((one, other) => other - one));
      }),
    );
  });

  function byId(one: Headline, other: Headline): number {
    return one.id.localeCompare(other.id);
  }
});
