// What is told once: how it works, to a new reader, and after an update what is new.

import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { type Installed, install, KINDS, ready, untilBadge } from './extension.ts';

/** What a function that runs in a page of the extension finds there, in both browsers. */
declare const chrome: import('webextension-polyfill').Browser;

const PICTURES = '.output/pictures/states';
mkdirSync(PICTURES, { recursive: true });

describe.each(KINDS)('what is told once in %s', (kind) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await install(kind);
    await untilBadge(installed.driver, '10');
  });
  afterAll(() => installed.close());

  const GUIDE = '[data-notice="guide"]';

  test('is how it works, on the front page alone, until it is put away by keyboard', async () => {
    const { driver } = installed;
    const popup = await driver.open('popup.html');
    await ready(popup);
    const page = await driver.open('newtab.html');
    await page.waitFor(() => document.querySelector('[data-notice="guide"] h3') !== null, 'the guide');
    expect(await popup.evaluate((guide) => document.querySelector(guide), GUIDE)).toBeNull();
    await popup.close();
    for (const dark of [false, true]) {
      await driver.media({ dark });
      expect(await page.axe()).toEqual([]);
      await page.screenshot(`${PICTURES}/${kind}-guide-${dark ? 'dark' : 'light'}.png`);
    }
    await driver.media({});
    await page.bringToFront();
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-action="guide-next"]')?.focus());
    const heading = () =>
      page.evaluate((guide) => document.querySelector(`${guide} h3`)?.textContent ?? '', GUIDE);
    const told = [await heading()];
    for (let step = 1; step < 4; step += 1) {
      await page.press('Enter');
      await until(async () => (await heading()) !== told.at(-1), 'the next step');
      told.push(await heading());
    }
    expect(told).toEqual([
      'The number',
      'Keep it in sight',
      'The browser’s question',
      'If you want yours back',
    ]);
    const options = await page.evaluate(
      (guide) => document.querySelector(`${guide} [data-action="open-options"]`)?.getAttribute('href'),
      GUIDE,
    );
    expect(options).toBe('/options.html');
    await page.press('Enter');
    await page.waitFor(
      () => document.querySelector('[data-notice="guide"]') === null,
      'the end of the guide',
    );
    expect(await page.evaluate(() => document.activeElement?.matches('[data-list], [data-list] *'))).toBe(
      true,
    );
    await page.close();
  });

  test('is never told again, nor after the browser was started anew', async () => {
    const { driver } = installed;
    await driver.restart();
    await untilBadge(driver, '10');
    const page = await driver.open('newtab.html');
    await ready(page);
    await page.waitFor(() => document.querySelector('.imprint') !== null, 'all that comes late');
    expect(await page.evaluate((guide) => document.querySelector(guide), GUIDE)).toBeNull();
    await page.close();
  });

  test('is what is new, after an update, in one line and on one page', async () => {
    const { driver } = installed;
    const page = await driver.open('options.html');
    await page.evaluate(() => chrome.storage.local.set({ greeting: 'news' })); // as the worker does after an update
    const first = await driver.open('newtab.html');
    await first.waitFor(() => document.querySelector('[data-notice="news"]') !== null, 'the news');
    expect(await first.axe()).toEqual([]);
    await first.screenshot(`${PICTURES}/${kind}-news.png`);
    await page.waitFor(
      async () => (await chrome.storage.local.get('greeting'))['greeting'] === 'told',
      'the news to be told',
    );
    const second = await driver.open('newtab.html');
    await ready(second);
    await second.waitFor(() => document.querySelector('.imprint') !== null, 'all that comes late');
    expect(await second.evaluate(() => document.querySelector('[data-notice="news"]'))).toBeNull();
    const height = await first.evaluate(
      () => document.querySelector<HTMLElement>('[data-action="dismiss-greeting"]')?.offsetHeight,
    );
    expect(height).toBeGreaterThanOrEqual(24); // axe is content with less where nothing else is near
    await first.click('[data-action="dismiss-greeting"]');
    await first.waitFor(() => document.querySelector('[data-notice="news"]') === null, 'the end of the news');
    for (const surface of [first, second, page]) await surface.close();
  });
});
