import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DIGEST_LINES, digestOf } from '../../lib/story/digest.ts';
import { matcherOf } from '../../lib/story/filter.ts';
import type { Story } from '../../lib/story/story.ts';
import { NOW, stored } from '../support/stories.ts';

const HOUR_MS = 3_600_000;
const TODAY = NOW - HOUR_MS;
const LINE = { arrivals: 10, at: NOW - 8 * HOUR_MS };

const story = (id: number, arrival: number, categories: string[] = [], more: Partial<Story> = {}): Story => ({
  ...stored(id, NOW, { categories }),
  arrival,
  ...more,
});

describe('digestOf', () => {
  test('tells what came since the last visit, by category, the most frequent first', () => {
    const newest = [
      story(1, 13, ['News', 'Magnets', 'China']),
      story(2, 12, ['China']),
      story(3, 11),
      story(4, 10, ['China']),
    ];
    expect(digestOf(newest, true, LINE, TODAY)).toMatchObject({
      of: 'visit',
      at: LINE.at,
      lines: [
        { count: 3, isAtLeast: false },
        { category: 'China', count: 2 },
        { category: 'Magnets', count: 1 },
      ],
    });
  });

  test('tells of the day where nothing came, and where there was no visit', () => {
    const newest = [story(1, 10, ['China']), story(2, 9), story(90, 8, ['Magnets'])];
    for (const line of [LINE, undefined])
      expect(digestOf(newest, true, line, TODAY)).toMatchObject({
        of: 'day',
        lines: [{ count: 2 }, { category: 'China', count: 1 }],
      });
  });

  test('leaves out what came with the archive', () => {
    expect(digestOf([story(1, 11, [], { isFromArchive: true })], true, LINE, NOW).lines).toEqual([]);
  });

  test('says that there may be more where all that it was given came since', () => {
    expect(digestOf([story(1, 11)], false, LINE, TODAY).lines[0]?.isAtLeast).toBe(true);
    expect(digestOf([story(1, 11), story(2, 10)], false, LINE, TODAY).lines[0]?.isAtLeast).toBe(false);
  });

  test('has five lines at most, each of which counts what its filter shows', () => {
    const stories = fc.array(
      fc.record({
        id: fc.integer({ min: 1, max: 500 }),
        arrival: fc.nat(20),
        categories: fc.array(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'News'), { maxLength: 4 }),
      }),
      { maxLength: 30 },
    );
    const lines = fc.option(fc.constant(LINE), { nil: undefined });
    fc.assert(
      fc.property(stories, lines, (drawn, line) => {
        const newest = drawn.map(({ id, arrival, categories }) => story(id, arrival, categories));
        const digest = digestOf(newest, true, line, TODAY);
        expect(digest.lines.length).toBeLessThanOrEqual(DIGEST_LINES);
        for (const { filter, count } of digest.lines)
          expect(newest.filter(matcherOf(filter))).toHaveLength(count);
      }),
    );
  });
});
