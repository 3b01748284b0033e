// The new tab that is given back: Chromium's own page comes in its place, Firefox's stays empty; no frame of ours
// before either. And the front page where it was asked for.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Surface } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { type Installed, install, KINDS, ready, untilBadge } from './extension.ts';

describe.each(KINDS)('a new tab that was given back in %s', (kind) => {
  let installed: Installed;
  let options: Surface;
  beforeAll(async () => {
    installed = await install(kind);
    await untilBadge(installed.driver, '10');
    options = await installed.driver.open('options.html');
    await choose('theme', 'dark');
    await choose('newTab', 'browser');
  });
  afterAll(() => installed.close());

  async function choose(setting: string, value: string): Promise<void> {
    const control = `[data-setting="${setting}"] input[value="${value}"]`;
    await until(() => options.evaluate((at) => document.querySelector(at) !== null, control), control);
    await options.click(control);
    await until(
      () =>
        options.evaluate(
          (name, chosen) => String(JSON.parse(localStorage.getItem('look') ?? '{}')[name]) === chosen,
          setting,
          value,
        ),
      `${setting} ${value}`,
    );
  }

  test('shows nothing of ours, from the first frame on', async () => {
    const frames = await installed.driver.filmNewTab('given-back');
    expect(frames.length).toBeGreaterThan(1);
    expect(frames.at(-1)?.hasText).toBe(true);
    // The reader's theme is dark: in Chromium, whose own page is light here, no dark frame comes before it; in Firefox
    // the tab is of the theme's ground from the first frame on.
    const wrong = frames.filter(({ ground }) => (kind === 'chromium' ? ground < 0.9 : ground > 0.2));
    expect(wrong).toEqual([]);
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
      await choose('newTab', 'front-page');
      await tab.bringToFront();
      await ready(tab);
      await tab.close();
    });
});
