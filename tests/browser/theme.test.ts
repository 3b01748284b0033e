// No flash of the wrong theme, both ways: every frame from before the first paint on is of the theme's ground, be it
// the system's or one that the reader chose against the system.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Frame, keepFilm } from '../support/film.ts';
import { choose, openOptions } from './choose.ts';
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
    keepFilm(`${kind}-system-${theme}`, frames);
    expectAll(theme, frames);
  });

  test.each(['light', 'dark'])('are all %s where the reader chose it against the system', async (theme) => {
    const options = await openOptions(installed.driver);
    await choose(options, 'theme', theme);
    await options.close();
    await installed.driver.media({ dark: theme !== 'dark' });
    const frames = await installed.driver.filmNewTab();
    keepFilm(`${kind}-chosen-${theme}`, frames);
    expectAll(theme, frames);
  });
});

function expectAll(theme: string, frames: Frame[]): void {
  expect(frames.at(-1)?.hasText).toBe(true); // the film goes on until the headlines are there
  const wrong = frames.filter(({ ground }) => (theme === 'dark' ? ground > 0.2 : ground < 0.9));
  expect(wrong.map(({ ground }) => ground)).toEqual([]);
}
