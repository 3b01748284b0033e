// The new tab that is given back: Chromium's own page comes in its place, Firefox's stays empty; no frame of ours
// before either. And the front page where it was asked for. Both by the switch, and by the package without a new tab.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Surface } from '../support/browser.ts';
import { keepFilm } from '../support/film.ts';
import { until } from '../support/until.ts';
import { choose, openOptions } from './choose.ts';
import { type Installed, install, KINDS, ready, rows, settle, untilBadge } from './extension.ts';

describe.each(KINDS)('a new tab that was given back in %s', (kind) => {
  let installed: Installed;
  let options: Surface;
  beforeAll(async () => {
    installed = await install(kind);
    await untilBadge(installed.driver, '10');
    options = await openOptions(installed.driver);
    await choose(options, 'theme', 'dark');
    await choose(options, 'newTab', 'browser');
  });
  afterAll(() => installed.close());

  test('shows nothing of ours, from the first frame on', async () => {
    const frames = await installed.driver.filmNewTab('given-back');
    keepFilm(`${kind}-given-back`, frames);
    expect(frames.at(-1)?.hasText).toBe(true);
    // The reader's theme is dark: in Chromium, whose own page is light here, no dark frame comes before it; in Firefox
    // the tab is of the theme's ground from the first frame on.
    const wrong = frames.filter(({ ground }) => (kind === 'chromium' ? ground < 0.9 : ground > 0.2));
    expect(wrong.map(({ ground }) => ground)).toEqual([]);
  });

  test('is the front page where that was asked for, as from the popup', async () => {
    const popup = await installed.driver.open('popup.html');
    await ready(popup);
    const address = await popup.evaluate(() =>
      document.querySelector('[data-action="open-front-page"]')?.getAttribute('href'),
    );
    await popup.close();
    const front = await installed.driver.open(String(address).slice(1));
    await ready(front);
    await front.close();
  });

  if (kind === 'firefox')
    test('says in one line where Firefox’s own is, and is the front page as soon as that is chosen again', async () => {
      const tab = await installed.driver.newTab();
      await tab.waitFor(() => document.querySelector('.empty-tab') !== null, 'the line');
      expect(await tab.evaluate(() => document.querySelector('.empty-tab')?.textContent)).toContain(
        'choose “Firefox Home”',
      );
      expect(await tab.evaluate(() => document.querySelectorAll('a, button, [data-list]').length)).toBe(0);
      // A tab that is to be empty has no heading, and nothing else is wrong with it.
      expect((await tab.axe()).map(({ id }) => id)).toEqual(['page-has-heading-one']);
      expect(await installed.driver.focusedInAddressBar()).toBe(true);
      await tab.screenshot('.output/pictures/states/firefox-given-back.png');
      await options.bringToFront();
      await choose(options, 'newTab', 'front-page');
      await tab.bringToFront();
      await ready(tab);
      await tab.close();
    });
});

describe.each(KINDS)('the package without a new tab in %s', (kind) => {
  let installed: Installed;
  let options: Surface;
  beforeAll(async () => {
    installed = await settle(kind, '10', { build: 'no-newtab' });
    options = await openOptions(installed.driver);
  });
  afterAll(() => installed.close());

  test('leaves a new tab to the browser, in every frame', async () => {
    await choose(options, 'theme', 'dark'); // a frame of ours would be
    const frames = await installed.driver.filmNewTab('given-back');
    keepFilm(`${kind}-no-newtab`, frames);
    expect(frames.length).toBeGreaterThan(0);
    const dark = frames.filter(({ ground }) => ground < 0.9);
    expect(dark.map(({ ground }) => ground)).toEqual([]);
  });

  test('offers no choice of it', async () => {
    expect(await options.evaluate(() => document.querySelectorAll('[data-setting="newTab"]').length)).toBe(0);
    expect(await options.evaluate(() => document.querySelectorAll('[data-setting="theme"]').length)).toBe(1);
  });

  test('opens the front page from the popup', async () => {
    const popup = await installed.driver.openPopup();
    await ready(popup);
    await popup.click('[data-action="open-front-page"]');
    const address = installed.driver.extensionUrl('newtab.html#front-page');
    await until(async () => (await installed.driver.tabs()).find(({ url }) => url === address), address);
    const front = await installed.driver.open('newtab.html#front-page');
    await ready(front);
    expect(await rows(front)).toHaveLength(10);
  });
});
