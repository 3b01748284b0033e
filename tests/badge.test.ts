import { expect, test } from 'vitest';
import type { Browser } from 'webextension-polyfill';
import { badgeText, showBadge } from '../lib/badge.ts';
import { say } from '../lib/words/say.ts';

test.each([
  [0, ''],
  [1, '1'],
  [999, '999'],
  [1000, '999+'],
  [184_200, '999+'],
])('%i unread stories are "%s" on the badge, never a number with its digits cut off', (unread, text) => {
  expect(badgeText(unread)).toBe(text);
});

test('a browser that fails to draw one part of it, by a throw too, draws the others', async () => {
  const drawn: string[] = [];
  const fail = () => {
    throw new Error('no such window');
  };
  const action = {
    setBadgeText: fail,
    setBadgeBackgroundColor: () => Promise.reject(new Error('no such window')),
    setTitle: async ({ title }: { title: string }) => void drawn.push(title),
  };
  await showBadge({ action } as unknown as Browser, { kind: 'storage', isFull: false });
  expect(drawn).toEqual([say('badgeStorage')]);
});
