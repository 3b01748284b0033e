// The options page: each setting takes effect at once, in another page that is open too, and holds after a restart
// of the worker.

import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SETTING_NAMES } from '../../lib/settings.ts';
import type { Surface } from '../support/browser.ts';
import { pageOf } from '../support/page-surface.ts';
import { until } from '../support/until.ts';
import { choose, openOptions, option, untilChosen } from './choose.ts';
import {
  ageLastPoll,
  type Installed,
  inStory,
  KINDS,
  pollNext,
  putOffFills,
  ready,
  rows,
  settle,
  unreadOf,
  untilBadge,
  untilSays,
  untilStatus,
} from './extension.ts';

/** What a function that runs in a page of the extension finds there, in both browsers. */
declare const chrome: import('webextension-polyfill').Browser;

const PICTURES = '.output/pictures/states';
mkdirSync(PICTURES, { recursive: true });
const DAY_MS = 86_400_000;
/** The smallest PNG. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

const look = (page: Surface) =>
  page.evaluate(() => ({
    ground: getComputedStyle(document.documentElement).backgroundColor,
    ink: getComputedStyle(document.documentElement).color,
    letters: getComputedStyle(document.documentElement).fontSize,
    row: document.querySelectorAll<HTMLElement>('article[data-story]')[4]?.offsetHeight ?? 0,
  }));

/** The setting that has the focus, and its control. */
const focused = (page: Surface) =>
  page.evaluate(() => {
    const { activeElement } = document;
    const setting = activeElement?.closest<HTMLElement>('[data-setting]')?.dataset['setting'];
    return [
      setting ?? '',
      activeElement instanceof HTMLInputElement ? activeElement.value : activeElement?.localName,
    ];
  });

const focus = (page: Surface, selector: string) =>
  page.evaluate((found) => document.querySelector<HTMLElement>(found)?.focus(), selector);

const pollAlarm = (page: Surface) =>
  page.evaluate(async () => (await chrome.alarms.get('poll'))?.periodInMinutes);

/** Makes stories that many days older than they are, from the third on: listed, and first seen, that long ago. */
async function age(page: Surface, days: number, isRead = false): Promise<void> {
  await page.evaluate(
    async (ageMs, read) => {
      const opening = indexedDB.open('ree-ticker');
      await new Promise((resolve) => {
        opening.onsuccess = resolve;
      });
      const stories = opening.result.transaction('stories', 'readwrite').objectStore('stories');
      const reading = stories.index('byListed').getAll();
      reading.onsuccess = () => {
        for (const { unread, ...story } of reading.result.slice(3)) {
          const order = story.order + ageMs;
          const counts = !read && unread !== undefined;
          stories.put({
            ...story,
            order,
            listed: order,
            firstSeenAt: story.firstSeenAt - ageMs,
            states: read ? { ...story.states, readAt: story.firstSeenAt } : story.states,
            ...(counts && { unread: order }),
          });
        }
      };
      await new Promise((resolve) => {
        stories.transaction.oncomplete = resolve;
      });
      opening.result.close();
    },
    days * DAY_MS,
    isRead,
  );
}

describe.each(KINDS)('the settings in %s', (kind) => {
  let installed: Installed;
  let options: Surface;
  let tab: Surface;
  beforeAll(async () => {
    installed = await settle(kind);
    const { driver } = installed;
    tab = await driver.open('newtab.html');
    await ready(tab);
    options = await openOptions(driver);
  });
  afterAll(() => installed.close());

  test('all stand on the page', async () => {
    const names = await options.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-setting]')].map(({ dataset }) => dataset['setting']),
    );
    expect(names.toSorted()).toEqual(SETTING_NAMES.toSorted());
  });

  test('are sound, in both themes, and to be read at 320 pixels', async () => {
    for (const dark of [false, true]) {
      await installed.driver.media({ dark });
      expect(await options.axe()).toEqual([]);
      await options.screenshot(`${PICTURES}/${kind}-options-${dark ? 'dark' : 'light'}.png`);
    }
    await installed.driver.media({});
  });

  test('a theme is put on by every open page at once', async () => {
    const before = await look(tab);
    await choose(options, 'theme', 'dark');
    await until(async () => (await look(tab)).ground !== before.ground, 'another ground');
    expect((await look(options)).ground).toBe((await look(tab)).ground);
    await choose(options, 'theme', 'contrast');
    await until(async () => (await look(tab)).ink !== before.ink, 'black ink');
    await choose(options, 'theme', 'light');
    await until(async () => (await look(tab)).ground === before.ground, 'the ground of a light system');
  });

  test('an accent colours what is new, and the ticker comes and goes, in every open page at once', async () => {
    const accent = () =>
      tab.evaluate(() => {
        const pressed = document.querySelector('[data-action="filter"][aria-pressed="true"]');
        return pressed === null ? '' : getComputedStyle(pressed).borderBottomColor;
      });
    const before = await accent();
    await choose(options, 'accent', 'neodymium');
    await until(async () => (await accent()) !== before, 'another colour');
    await choose(options, 'accent', 'praseodymium');
    await until(async () => (await accent()) === before, 'the usual colour');
    const hasTicker = () => tab.evaluate(() => document.querySelector('.ticker') !== null);
    await until(hasTicker, 'the ticker');
    await choose(options, 'ticker', 'hidden');
    await until(async () => !(await hasTicker()), 'its end');
    await choose(options, 'ticker', 'moving');
    await until(hasTicker, 'the ticker again');
  });

  test('density and text size change the rows of every open page at once', async () => {
    const before = await look(tab);
    await choose(options, 'density', 'compact');
    await until(async () => (await look(tab)).row < before.row, 'lower rows');
    const popup = await installed.driver.open('popup.html');
    await ready(popup);
    await popup.waitFor(() => document.querySelector('[data-status="ok"]') !== null, 'all that comes late');
    expect(await popup.axe()).toEqual([]); // rows so low still have targets of 24 pixels
    await popup.close();
    await options.bringToFront();
    await choose(options, 'density', 'roomy');
    await until(async () => (await look(tab)).row > before.row, 'higher rows');
    await choose(options, 'textSize', 150);
    await until(async () => (await look(tab)).letters === '24px', 'larger letters');
    expect((await look(options)).letters).toBe('24px');
  });

  test('the badge counts nothing, or what was not seen, and again what is unread', async () => {
    const { driver } = installed;
    await choose(options, 'badge', 'off');
    await untilBadge(driver, '');
    await choose(options, 'badge', 'new');
    // What stands on the screen of the new tab was seen once it was looked at.
    await tab.bringToFront();
    await until(async () => {
      const { text } = await driver.badge();
      return text === '' || Number(text) < 10;
    }, 'a badge that counts less than all');
    expect(await unreadOf(tab)).toBe(10);
    await options.bringToFront();
    await choose(options, 'badge', 'unread');
    await untilBadge(driver, '10');
  });

  test('an age at which unread stops counting holds at once, in badge and list', async () => {
    const { driver } = installed;
    await age(options, 5);
    await choose(options, 'unreadDays', 3);
    await untilBadge(driver, '3');
    await until(async () => (await unreadOf(tab)) === 3, 'the list to count three');
    await choose(options, 'unreadDays', 7);
    await untilBadge(driver, '10');
    await until(async () => (await unreadOf(tab)) === 10, 'the list to count ten');
  });

  test('an interval is that of the alarm; by hand there is none, and a press asks', async () => {
    const { site } = installed;
    await choose(options, 'interval', 15);
    await until(async () => (await pollAlarm(options)) === 15, 'an alarm each 15 minutes');
    await choose(options, 'interval', 'by-hand');
    await until(async () => (await pollAlarm(options)) === 360, 'an alarm that only sees to what is kept');
    await tab.waitFor(
      () => document.querySelector('[data-status]')?.textContent?.includes('only asked when you'),
      'the status to say that only the reader asks',
    );
    const asked = site.hits.length;
    await installed.driver.wakeByAlarm();
    await ageLastPoll(options); // a press so soon after a poll would ask nothing
    await tab.bringToFront();
    await installed.driver.stopWorker();
    await tab.click('[data-action="refresh"]');
    await until(() => site.hits.length > asked, 'a request by hand');
    await untilStatus(tab, 'ok');
    expect(site.hits).toHaveLength(asked + 1); // the alarm asked nothing
    expect(await pollAlarm(options)).toBe(360);
    await options.bringToFront();
    await choose(options, 'interval', 120);
    await until(async () => (await pollAlarm(options)) === 120, 'an alarm each two hours');
  });

  test('the depth of the archive is that of the list’s end', async () => {
    await choose(options, 'archive', 'all');
    await tab.waitFor(
      () => document.querySelector('[data-archive]')?.textContent?.includes('everything') === true,
      'the end of the list to speak of everything',
    );
    await putOffFills(tab);
  });

  test('a feed of the site is asked at once; what is none is told, and nothing is changed', async () => {
    const { site } = installed;
    await options.click(option('feed', 'path'));
    await options.waitFor(() => document.querySelector('#feed-path') !== null, 'the field');
    await options.click('#feed-path');
    await options.type('https://example.com/feed/');
    await options.press('Enter');
    await options.waitFor(() => document.querySelector('#feed-path-wrong') !== null, 'what is wrong');
    expect(site.hits.some(({ url }) => url.includes('example'))).toBe(false);
    await options.evaluate(() => document.querySelector<HTMLInputElement>('#feed-path')?.select());
    await options.type('/news/feed/');
    await options.press('Enter');
    await until(() => site.hits.at(-1)?.url === '/news/feed/', 'the address to be asked');
    const address = 'https://rareearthexchanges.com/news/feed/';
    await untilChosen(options, 'feed', address);
    await untilSays(options, '#announcements', 'That feed is asked');
    expect(await focused(options)).toEqual(['feed', address]); // in the field, which says what was taken
  });

  test('keys that are off do nothing', async () => {
    await choose(options, 'keys', false);
    await tab.bringToFront();
    const [first] = await rows(tab);
    if (first === undefined) throw new Error('no row');
    await tab.click(inStory(first, '[data-action="read"]'));
    await tab.waitFor(() => document.querySelector('[data-undo]') !== null, 'the undo bar');
    const unread = await unreadOf(tab);
    await tab.press('z', ['Control']);
    await tab.click('[data-action="details"]'); // comes after the key, and is drawn
    await tab.waitFor(() => document.querySelector('#details') !== null, 'the details');
    expect(await unreadOf(tab)).toBe(unread);
    await options.bringToFront();
    await choose(options, 'keys', true);
    await tab.bringToFront();
    await tab.press('z', ['Control']);
    await until(async () => (await unreadOf(tab)) === unread + 1, 'the mark to be taken back');
  });

  test('what would go is shown, and goes with a second press alone; the other page shows it', async () => {
    await options.bringToFront();
    await age(options, 100, true);
    await options.click(option('retention', '90-days'));
    await options.waitFor(() => document.querySelector('[data-preview="7"]') !== null, 'seven that would go');
    await untilSays(options, '#announcements', '7 stories would go now');
    expect(await rows(tab)).toHaveLength(10);
    await options.screenshot(`${PICTURES}/${kind}-options-retention.png`);
    await focus(options, '[data-action="cancel-retention"]');
    await options.press('Enter');
    await options.waitFor(() => document.querySelector('[data-preview]') === null, 'nothing to be chosen');
    expect(await focused(options)).toEqual(['retention', 'off']);
    await options.click(option('retention', '90-days'));
    await options.waitFor(() => document.querySelector('[data-preview="7"]') !== null, 'seven again');
    await focus(options, '[data-action="apply-retention"]');
    await options.press('Enter');
    await untilChosen(options, 'retention', '90-days');
    expect(await focused(options)).toEqual(['retention', '90-days']);
    await until(async () => (await rows(tab)).length === 3, 'three that stay');
  });

  test('one is reset by itself, all together, and all come back by undo', async () => {
    await focus(options, '[data-setting="density"] [data-action="reset"]');
    await options.press('Enter');
    await untilChosen(options, 'density', 'regular');
    expect(await focused(options)).toEqual(['density', 'regular']);
    await options.click('[data-action="reset-all"]');
    await options.waitFor(() => document.querySelector('.reset') === null, 'nothing chosen');
    await until(async () => (await look(tab)).letters === '16px', 'letters as in the beginning');
    await focus(options, '[data-action="undo"]');
    await options.press('Enter');
    await until(async () => (await look(tab)).letters === '24px', 'larger letters again');
    await untilChosen(options, 'interval', 120);
    expect(await focused(options)).toEqual(['', 'footer']); // beside the buttons, on none of them
  });

  test('hold after the browser was started again, from the first paint on', async () => {
    const { driver } = installed;
    await driver.restart();
    await untilBadge(driver, '3');
    const again = await driver.open('newtab.html');
    await ready(again);
    expect((await look(again)).letters).toBe('24px');
    await until(async () => (await pollAlarm(again)) === 120, 'an alarm each two hours');
  });

  test('images of stories are asked for once they are on, only the site’s own, and without cookies', async () => {
    const { driver, site } = installed;
    options = await openOptions(driver);
    tab = await driver.open('newtab.html');
    await ready(tab);
    await options.bringToFront();
    await options.click('[data-action="reset-all"]');
    await options.waitFor(() => document.querySelector('.reset') === null, 'nothing chosen');
    const own = '/wp-content/uploads/mine.png';
    const contentHtml = `<h2>Highlights</h2><ul><li>One.</li></ul><p><img src="https://example.com/x.png"><img src="https://${site.host}${own}"></p>`;
    site.publish({ title: 'With an image', contentHtml });
    await pollNext(driver, options);
    await tab.waitFor(
      () => document.querySelector('[data-title]')?.textContent === 'With an image',
      'the story',
    );
    const asked = () => site.hits.find(({ url }) => url === own);
    await tab.bringToFront();
    await tab.waitFor(() => document.querySelector('[data-action="save"]') !== null, 'its brief');
    expect(await tab.evaluate(() => document.querySelectorAll('article img').length)).toBe(0);
    expect(asked()).toBeUndefined();
    // A reader of the site has its cookies.
    site.fault = (request, response) => {
      response.setHeader('Set-Cookie', 'reader=1; Secure; SameSite=None; Path=/');
      if (request.url !== own) return 'pass';
      response.writeHead(200, { 'Content-Type': 'image/png' }).end(PIXEL);
      return 'handled';
    };
    const visit = await driver.open('manifest.json');
    await pageOf(visit).goto(`https://${site.host}/`);
    expect(await visit.evaluate(() => document.cookie)).toBe('reader=1');
    await visit.close();
    await options.bringToFront();
    await choose(options, 'images', true);
    await tab.bringToFront();
    await tab.waitFor(
      () => document.querySelector<HTMLImageElement>('article img')?.naturalWidth === 1,
      'the image',
    );
    expect(asked()?.headers.cookie).toBeUndefined();
    expect(asked()?.headers.referer).toBeUndefined();
    expect(await tab.evaluate(() => document.querySelectorAll('article img').length)).toBe(1);
    site.fault = undefined;
    await options.bringToFront();
  });

  test('a category is asked with a press alone, not those that keys pass through on the way to it', async () => {
    const { site } = installed;
    await options.click(option('feed', 'category'));
    await options.waitFor(() => document.querySelector('#feed-category') !== null, 'the categories');
    await focus(options, '#feed-category');
    const asked = site.hits.length;
    for (let passed = 0; passed < 3; passed += 1) await options.press('ArrowDown');
    const picked = await options.evaluate(() => {
      const select = document.querySelector<HTMLSelectElement>('#feed-category');
      return select?.value ?? '';
    });
    await options.press('Tab');
    await options.press('Enter');
    await untilChosen(options, 'feed', picked);
    expect(await options.evaluate(() => document.activeElement?.matches('[data-action="use-feed"]'))).toBe(
      true,
    );
    const paths = () => site.hits.slice(asked).filter(({ url }) => url.endsWith('/feed/'));
    await until(() => paths().length > 0, 'the category to be asked');
    expect(paths().map(({ url }) => url)).toEqual([new URL(picked).pathname]);
    await choose(options, 'feed', 'found');
    await until(() => site.hits.at(-1)?.url === site.feedPaths[0], 'the feed that is found again');
  });

  test('leave the focus to what says that nothing can be chosen, while the storage does not answer', async () => {
    await focus(options, '[data-setting="theme"] input:checked');
    await options.evaluate(() => {
      IDBDatabase.prototype.transaction = () => {
        throw new DOMException('broken', 'UnknownError');
      };
    });
    await options.press('ArrowRight');
    await options.waitFor(() => document.activeElement?.matches('[data-notice="storage"]'), 'the notice');
    expect(await options.axe()).toEqual([]);
  });
});
