import { expect, test } from 'vitest';
import { lookOf } from '../lib/keep-look.ts';

test('only what can be a choice makes a look', () => {
  expect(lookOf({ theme: 'dark', textSize: 125, interval: 60 })).toEqual({ theme: 'dark', textSize: 125 });
  expect(lookOf({ theme: { toString: 1 }, density: 7n, newTab: 'x'.repeat(1_000_000) })).toEqual({});
  expect(lookOf(JSON.parse('null'))).toEqual({});
  expect(lookOf(undefined)).toEqual({});
});
