import { describe, expect, test } from 'vitest';
import { counted, GOALS, judge, measured } from './goals.ts';
import { estimate, median, ratios } from './statistics.ts';

const spread = (middle: number, by: number) =>
  Array.from({ length: 41 }, (_, index) => middle + ((index - 20) / 20) * by);

describe('median', () => {
  test.each([
    { name: 'one value is its own median', values: [3], expected: 3 },
    { name: 'of three the middle one, whatever their order', values: [9, 1, 4], expected: 4 },
    { name: 'of four the mean of the middle two', values: [10, 1, 2, 4], expected: 3 },
  ])('$name', ({ values, expected }) => expect(median(values)).toBe(expected));
});

describe('estimate', () => {
  test('the interval lies around the median and within what was measured', () => {
    const { median: middle, low, high } = estimate(spread(100, 10));
    expect(middle).toBe(100);
    expect(low).toBeGreaterThan(90);
    expect(low).toBeLessThan(100);
    expect(high).toBeGreaterThan(100);
    expect(high).toBeLessThan(110);
  });

  test('the same measurements give the same interval', () => {
    expect(estimate(spread(5, 2))).toEqual(estimate(spread(5, 2)));
  });

  test('one wild value in forty moves neither the median nor the interval far', () => {
    expect(estimate([...spread(100, 1), 9000]).high).toBeLessThan(102);
  });

  test('nothing measured is an error, not a figure', () => {
    expect(() => estimate([])).toThrow('nothing was measured');
  });
});

describe('ratios', () => {
  test('each pair gives its own ratio', () => expect(ratios([10, 30], [5, 20])).toEqual([2, 1.5]));
});

describe('judge', () => {
  test('a goal within the interval is met', () => {
    expect(judge(measured(GOALS.opening, 'page', spread(1.2, 0.6)))).toBe('met');
  });

  test('a goal that all of the interval is beyond is missed', () => {
    expect(judge(measured(GOALS.opening, 'page', spread(1.4, 0.1)))).toBe('missed');
  });

  test('between goal and limit is neither met nor missed', () => {
    expect(judge(counted(GOALS.script, 'page', 15))).toBe('within the limit');
    expect(judge(counted(GOALS.script, 'page', 21))).toBe('missed');
  });
});
