// Every state that a page can be in: said in words, with the way out, with what is stored still in view, and
// without a fault that axe finds, in both themes.

import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Surface } from '../support/browser.ts';
import { botChallenge, htmlWith200, status, tooMany } from '../support/faults/answers.ts';
import { hungUp } from '../support/faults/connections.ts';
import type { Fault } from '../support/site.ts';
import { until } from '../support/until.ts';
import {
  ageLastPoll,
  type Installed,
  install,
  KINDS,
  ready,
  rows,
  settle,
  unreadOf,
  untilBadge,
  untilSays,
  untilStatus,
} from './extension.ts';

const PICTURES = '.output/pictures/states';
mkdirSync(PICTURES, { recursive: true });

describe.each(KINDS)('the states in %s', (kind) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await settle(kind);
  });
  afterAll(() => installed.close());

  /** Looks at a page in both themes and asks axe. */
  async function isSound(page: Surface, name: string): Promise<void> {
    for (const dark of [false, true]) {
      await installed.driver.media({ dark, reducedMotion: true }); // axe measures contrast, in mid-fade too
      expect(await page.axe(), `${name}, ${dark ? 'dark' : 'light'}`).toEqual([]);
      await page.screenshot(`${PICTURES}/${kind}-${name}-${dark ? 'dark' : 'light'}.png`);
    }
    await installed.driver.media({});
  }

  test.each(['popup.html', 'newtab.html'])(
    '%s with stories, folded and unfolded, and after marking',
    async (path) => {
      const page = await installed.driver.open(path);
      await ready(page);
      await untilStatus(page, 'ok');
      await isSound(page, `ok-${path}`);
      for (const selector of ['article:not(.lead) [data-action="highlights"]', '[data-action="details"]'])
        await page.click(selector);
      await page.waitFor(() => document.querySelector('#details') !== null, 'the details');
      await page.click('article [data-action="read"]');
      await page.waitFor(() => document.querySelector('[data-undo]') !== null, 'the undo bar');
      await isSound(page, `unfolded-${path}`);
      await page.click('[data-action="undo"]');
      await page.waitFor(() => document.querySelector('[data-undo]') === null, 'the end of the undo bar');
      await page.close();
    },
  );

  test.each<[string, Fault, string, string]>([
    ['unreachable', hungUp, 'failing', 'The site could not be reached'],
    ['down', status(503), 'failing', 'The site answered 503'],
    ['too-many', tooMany(600), 'failing', 'The site answered 429'],
    ['blocked', htmlWith200, 'blocked', 'a page that is not its feed'],
    ['challenged', botChallenge, 'blocked', 'a page that is not its feed'],
  ])('a site that is %s', async (name, fault, kindOfStatus, words) => {
    const { driver, site } = installed;
    const page = await driver.open('popup.html');
    await ready(page);
    site.fault = fault; // before a poll is due: the page too may ask for one
    const before = site.hits.length;
    await ageLastPoll(page);
    await page.click('[data-action="refresh"]');
    await until(() => site.hits.length > before, 'a poll');
    await untilStatus(page, kindOfStatus, new RegExp(`${words}.* Trying again at .+\\.$`));
    expect(await rows(page)).toHaveLength(10);
    await untilBadge(driver, '10');
    await isSound(page, name);
    site.fault = undefined;
    await page.close();
  });

  test('offline', async () => {
    const page = await installed.driver.open('newtab.html');
    await ready(page);
    await page.evaluate(() => {
      Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
      dispatchEvent(new Event('offline'));
    });
    await untilStatus(page, 'offline', /^Offline\. Last checked .+ It is asked again once you are online\.$/);
    expect(await rows(page)).toHaveLength(10);
    await isSound(page, 'offline');
    await page.close();
  });

  test('a database that fails is never taken for an empty one, and comes back by a press', async () => {
    const { driver } = installed;
    const page = await driver.open('newtab.html');
    await ready(page);
    // A newer version of the extension opens the store: this one can no longer.
    await page.evaluate(async () => {
      const open = indexedDB.open('ree-ticker', 99);
      await new Promise((resolve) => {
        open.onsuccess = resolve;
      });
      open.result.close();
    });
    await driver.stopWorker();
    await driver.wakeByAlarm();
    await untilBadge(driver, '!');
    await page.click('[data-action="refresh"]');
    await untilStatus(page, 'storage');
    expect(await rows(page)).toHaveLength(10); // what was in view stays
    await page.waitFor(() => document.querySelector('[data-notice="storage"]') !== null, 'the notice');
    await isSound(page, 'storage-in-view');
    await page.click('[data-action="mark-all"]');
    await until(async () => (await unreadOf(page)) === 10, 'the count to stay');
    expect(await page.evaluate(() => document.querySelector('#announcements')?.textContent)).not.toMatch(
      /mark/i,
    );
    const second = await driver.open('popup.html');
    await untilStatus(second, 'storage');
    await untilSays(second, '[data-notice="storage"]', 'untouched');
    expect(
      await second.evaluate(() => document.querySelector('[data-list]')?.hasAttribute('data-ready')),
    ).toBe(false);
    await isSound(second, 'storage');
    await second.close();
    await page.close();
  });
});

describe.each(KINDS)('the first run in %s', (kind) => {
  test.each<[string, Fault, string]>([
    ['before the first answer', () => 'handled', 'Fetching the first headlines'],
    ['when the site can’t be reached', hungUp, 'No stories yet'],
  ])('%s', async (name, fault, heading) => {
    const { driver, close } = await install(kind, { fault });
    try {
      const page = await driver.open('newtab.html');
      await page.click('[data-action="refresh"]'); // on a slow machine the first poll may have given up by now
      await untilSays(page, '.empty h2', heading);
      for (const dark of [false, true]) {
        await driver.media({ dark, reducedMotion: true });
        expect(await page.axe()).toEqual([]);
        await page.screenshot(
          `${PICTURES}/${kind}-first-${name.replaceAll(/\W+/g, '-')}-${dark ? 'dark' : 'light'}.png`,
        );
      }
    } finally {
      await close();
    }
  });
});
