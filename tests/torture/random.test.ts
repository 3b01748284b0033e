import { expect, test } from 'vitest';
import { seeded } from './random.ts';

const draws = (seed: number) => {
  const random = seeded(seed);
  return Array.from({ length: 1_000 }, () => random.below(10));
};

test('the same seed gives the same choices, another one others', () => {
  expect(draws(5)).toEqual(draws(5));
  expect(draws(5)).not.toEqual(draws(6));
});

test('every number comes about as often as the others', () => {
  const counts = Array.from({ length: 10 }, (_, number) => draws(0).filter((drawn) => drawn === number));
  for (const { length } of counts) expect(length).toBeGreaterThan(60);
});

test('bounds are kept, and nothing can be picked from nothing', () => {
  const random = seeded(1);
  const between = new Set(Array.from({ length: 200 }, () => random.between(3, 5)));
  expect([...between].toSorted()).toEqual([3, 4, 5]);
  expect(() => random.pick([])).toThrow('nothing to choose from');
});
