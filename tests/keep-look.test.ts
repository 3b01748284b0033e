import { expect, test } from 'vitest';
import { lookOf } from '../lib/keep-look.ts';

test('only choices of this version make a look', () => {
  expect(lookOf({ theme: 'dark', textSize: 125, interval: 60 })).toEqual({ theme: 'dark', textSize: 125 });
  expect(lookOf({ theme: { toString: 1 }, density: 7n, newTab: 'nowhere' })).toEqual({});
  expect(lookOf(undefined)).toEqual({});
});
