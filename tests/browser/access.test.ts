// Access to the site refused and granted again: Firefox lets its users do so at any time.

import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../support/until.ts';
import {
  type Installed,
  ready,
  rows,
  settle,
  showWaiting,
  untilBadge,
  untilSays,
  untilStatus,
} from './extension.ts';

const PICTURES = '.output/pictures/states';
mkdirSync(PICTURES, { recursive: true });

let installed: Installed;
beforeAll(async () => {
  installed = await settle('firefox');
});
afterAll(() => installed.close());

test('without access the badge and the page say so, the stories stay, and access brings news at once', async () => {
  const { driver, site } = installed;
  const page = await driver.open('newtab.html');
  await ready(page);
  await driver.setAccess(false);
  await untilBadge(driver, '!', 'no access');
  await untilStatus(page, 'denied', /^No access to the site\.$/);
  expect(await rows(page)).toHaveLength(10);
  await untilSays(page, '[data-action="grant"]', /^Allow rareearthexchanges\.com$/);
  for (const dark of [false, true]) {
    await driver.media({ dark, reducedMotion: true });
    expect(await page.axe()).toEqual([]);
    await page.screenshot(`${PICTURES}/firefox-denied-${dark ? 'dark' : 'light'}.png`);
  }
  await driver.media({});

  const before = site.hits.length;
  await driver.wakeByAlarm();
  await driver.stopWorker();
  await driver.wakeByAlarm();
  expect(site.hits).toHaveLength(before); // nothing is asked of a site that may not be reached
  await untilBadge(driver, '!');

  site.publish({ title: 'Access Is Back', slug: 'access-is-back' });
  await driver.setAccess(true);
  await untilBadge(driver, '11');
  await untilStatus(page, 'ok');
  await showWaiting(page, 1);
  expect((await rows(page))[0]?.title).toBe('Access Is Back');
  await page.waitFor(() => document.querySelector('[data-action="grant"]') === null, 'the end of the notice');
  await page.close();
});

test('access is granted by keyboard, in place, and what it brings is shown', async () => {
  const { driver, site } = installed;
  await driver.setAccess(false);
  await untilBadge(driver, '!');
  const page = await driver.open('newtab.html');
  await page.waitFor(() => document.querySelector('[data-action="grant"]') !== null, 'the button');
  await page.bringToFront();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-action'));
  for (let presses = 0; presses < 30 && (await focused()) !== 'grant'; presses += 1) await page.press('Tab');
  expect(await focused()).toBe('grant');
  const { title } = site.publish({});
  await page.press('Enter');
  await untilStatus(page, 'ok');
  await untilBadge(driver, '12');
  await until(async () => (await rows(page))[0]?.title === title, 'what came with it');
  expect(await page.evaluate(() => document.activeElement !== document.body)).toBe(true); // the focus is not lost
  await page.close();
});

test('reading without access keeps the sign on the badge, for nothing new can arrive', async () => {
  const { driver } = installed;
  await driver.setAccess(false);
  await untilBadge(driver, '!');
  const page = await driver.open('newtab.html');
  await ready(page);
  await page.click('[data-action="mark-all"]');
  await until(async () => (await rows(page)).every(({ state }) => state === 'read'), 'all read');
  await untilBadge(driver, '!');
  await driver.setAccess(true);
  await untilBadge(driver, '');
  await page.close();
});
