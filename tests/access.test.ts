import { expect, test } from 'vitest';
import type { Browser } from 'webextension-polyfill';
import { askForAccess, hasAccess } from '../lib/access.ts';

const browser = {
  permissions: {
    contains: () => {
      throw new Error('fails at once');
    },
    request: () => {
      throw new Error('not within a press');
    },
  },
} as unknown as Browser;

test('a browser that throws at once is heard like one that rejects', async () => {
  const answers = [hasAccess, askForAccess].map((ask) => ask(browser).catch(String));
  expect(await Promise.all(answers)).toEqual(['Error: fails at once', 'Error: not within a press']);
});
