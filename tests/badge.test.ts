import { expect, test } from 'vitest';
import { badgeText } from '../lib/badge.ts';

test.each([
  [0, ''],
  [1, '1'],
  [999, '999'],
  [1000, '999+'],
  [184_200, '999+'],
])('%i unread stories are "%s" on the badge, never a number with its digits cut off', (unread, text) => {
  expect(badgeText(unread)).toBe(text);
});
