// No flash of the wrong theme, both ways: every frame from before the first paint on is of the theme's ground.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Installed, KINDS, settle } from './extension.ts';

describe.each(KINDS)('the first frames in %s', (kind) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await settle(kind);
  });
  afterAll(() => installed.close());

  test.each(['light', 'dark'])('are all %s', async (theme) => {
    await installed.driver.media({ dark: theme === 'dark' });
    const frames = await installed.driver.filmNewTab();
    expect(frames.length).toBeGreaterThan(1);
    expect(frames.at(-1)?.hasText).toBe(true); // the film goes on until the headlines are there
    const wrong = frames.filter(({ ground }) => (theme === 'dark' ? ground > 0.2 : ground < 0.9));
    expect(wrong).toEqual([]);
  });
});
