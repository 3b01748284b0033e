import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DIGEST_LINES, digestOf } from '../../lib/story/digest.ts';
import { toHeadline } from '../../lib/story/headline.ts';
import { matcherOf } from '../../lib/story/match-filter.ts';
import type { Story } from '../../lib/story/story.ts';
import { NOW, stored } from '../support/stories.ts';

const HOUR_MS = 3_600_000;
const TODAY = NOW - HOUR_MS;
const LINE = { arrivals: 10, at: NOW - 8 * HOUR_MS };

/** Story `id`, published so many minutes ago. */
const story = (id: number, arrival: number, ...categories: string[]): Story => ({
  ...stored(id, NOW, { categories }),
  arrival,
});
const list = (stories: readonly Story[], hasOlder = false) => ({
  stories: stories.map((of) => toHeadline(of, false)),
  hasOlder,
});

describe('digestOf', () => {
  test('tells what stands above the line, by category, the most frequent first', () => {
    const newest = [
      story(1, 14, 'News', 'Magnets', 'China'),
      story(2, 13, 'China'),
      story(3, 12, 'China'),
      story(4, 11),
      story(5, 10, 'China'),
      story(6, 15, 'China'), // fetched since, and older
    ];
    const above = newest[4]?.order;
    expect(digestOf(list(newest), LINE, TODAY)).toEqual({
      of: 'visit',
      at: LINE.at,
      isAtLeast: false,
      lines: [
        { count: 4, filter: { above } },
        { category: 'China', count: 2, filter: { above, category: 'China' } },
        { category: 'Magnets', count: 1, filter: { above, category: 'Magnets' } },
      ],
    });
  });

  test('tells of the day where nothing came, and where there was no visit', () => {
    const newest = [story(1, 10, 'China'), story(2, 9), story(90, 8, 'Magnets')];
    for (const line of [LINE, undefined])
      expect(digestOf(list(newest), line, TODAY)).toMatchObject({
        of: 'day',
        at: TODAY,
        lines: [{ count: 2 }, { category: 'China', count: 1 }],
      });
  });

  test('says that there may be more where all of the list came since', () => {
    const newest = [story(1, 12), story(2, 11)];
    expect(digestOf(list(newest, true), LINE, TODAY)).toMatchObject({
      isAtLeast: true,
      lines: [{ count: 2 }],
    });
    expect(digestOf(list(newest, false), LINE, TODAY)).toMatchObject({ isAtLeast: false });
  });

  test('has no line where there is no story', () => {
    expect(digestOf(list([]), LINE, TODAY).lines).toEqual([]);
  });

  test('has five lines at most, each of which counts what its filter shows', () => {
    const stories = fc.array(
      fc.record({
        id: fc.integer({ min: 1, max: 500 }),
        arrival: fc.nat(20),
        category: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'News'),
      }),
      { maxLength: 30 },
    );
    const lines = fc.option(fc.constant(LINE), { nil: undefined });
    fc.assert(
      fc.property(stories, lines, (drawn, line) => {
        const newest = drawn
          .map(({ id, arrival, category }) => story(id, arrival, category))
          .sort((a, b) => a.order - b.order);
        const digest = digestOf(list(newest), line, TODAY);
        expect(digest.lines.length).toBeLessThanOrEqual(DIGEST_LINES);
        for (const { filter, count } of digest.lines)
          expect(newest.filter(matcherOf(filter))).toHaveLength(count);
      }),
    );
  });
});
