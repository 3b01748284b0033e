import { expect, test } from 'vitest';
import type { Browser } from 'webextension-polyfill';
import { requestBadge } from '../lib/poll-request.ts';

test.each([
  ['rejects', () => Promise.reject(new Error('Receiving end does not exist'))],
  [
    'throws at once, as in a page of a version that was replaced',
    () => {
      throw new Error('Extension context invalidated');
    },
  ],
])('requestBadge never rejects, where the browser %s', async (_name, sendMessage) => {
  const browser = { runtime: { sendMessage } } as unknown as Browser;
  await expect(requestBadge(browser)).resolves.toBeUndefined();
});
