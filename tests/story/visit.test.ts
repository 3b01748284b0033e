import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aboveLine, VISIT_GAP_MS, type Visit, visitWith } from '../../lib/story/visit.ts';

const NOW = 1_800_000_000_000;

describe('a visit', () => {
  test('has no line when it is the first', () => {
    expect(visitWith(undefined, 12, NOW)).toEqual({ lastAt: NOW, arrivals: 12 });
  });

  test('after half an hour without a look another begins, and the line stands where the one before ended', () => {
    const first = visitWith(undefined, 12, NOW);
    const second = visitWith(first, 15, NOW + VISIT_GAP_MS);
    expect(second.line).toEqual({ arrivals: 12, at: NOW });
    expect(visitWith(second, 20, NOW + VISIT_GAP_MS + 1000).line).toEqual({ arrivals: 12, at: NOW });
  });

  test('the line stays for as long as looks follow each other, whatever arrives and however the clock jumps back', () => {
    const look = fc.record({
      afterMs: fc.integer({ min: -VISIT_GAP_MS * 3, max: VISIT_GAP_MS - 1 }),
      more: fc.nat({ max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(look), (looks) => {
        let visit: Visit = { lastAt: NOW, arrivals: 10, line: { arrivals: 7, at: NOW - 1 } };
        let arrivals = 10;
        for (const { afterMs, more } of looks) {
          arrivals += more;
          visit = visitWith(visit, arrivals, visit.lastAt + afterMs);
          expect(visit.line).toEqual({ arrivals: 7, at: NOW - 1 });
          expect(visit.arrivals).toBe(arrivals);
        }
      }),
    );
  });
});

describe('the line', () => {
  const stories = [9, 8, 7, 6].map((arrival) => ({ arrival }));

  test('stands below the last of those at the top that came after it', () => {
    expect(aboveLine(stories, { arrivals: 7, at: NOW })).toBe(stories[1]);
  });

  test('stands nowhere where nothing came, or nothing else is listed', () => {
    expect(aboveLine(stories, { arrivals: 9, at: NOW })).toBeUndefined();
    expect(aboveLine(stories, { arrivals: 1, at: NOW })).toBeUndefined();
    expect(aboveLine(stories, undefined)).toBeUndefined();
    expect(aboveLine([], { arrivals: 1, at: NOW })).toBeUndefined();
  });

  test('is not drawn down by what was fetched of before', () => {
    const withArchive = [{ arrival: 9 }, { arrival: 6 }, { arrival: 12 }];
    expect(aboveLine(withArchive, { arrivals: 8, at: NOW })).toBe(withArchive[0]);
  });
});
