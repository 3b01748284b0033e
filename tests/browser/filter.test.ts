// The brief on top of the list and what narrows it: each line a filter, words, what was saved.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Surface } from '../support/browser.ts';
import { QUIET_PAGE } from '../support/driver.ts';
import { until } from '../support/until.ts';
import {
  type Installed,
  inStory,
  KINDS,
  pollNext,
  ready,
  rows,
  settle,
  untilBadge,
  untilSays,
} from './extension.ts';

const HOUR_MS = 3_600_000;

describe.each(KINDS)('what narrows the list, in %s', (kind) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await settle(kind);
    const { driver, site } = installed;
    const page = await driver.open('newtab.html');
    await ready(page);
    await page.close();
    const quiet = await driver.open(QUIET_PAGE);
    await quiet.evaluate((ago) => {
      const visit = JSON.parse(localStorage.getItem('visit') ?? '');
      localStorage.setItem('visit', JSON.stringify({ ...visit, lastAt: visit.lastAt - ago }));
    }, HOUR_MS);
    ['China', 'Magnets', 'China'].forEach((category, index) => {
      const publishedAt = Date.now() - 100_000 + index * 10_000;
      site.publish({ title: `News ${index + 1}`, categories: ['News', category], publishedAt });
    });
    await pollNext(driver, quiet);
    await untilBadge(driver, '13');
    await quiet.close();
  });
  afterAll(() => installed.close());

  const titles = async (surface: Surface) => (await rows(surface)).map(({ title }) => title);
  const untilTitles = (surface: Surface, expected: string[]) =>
    until(async () => {
      const shown = await titles(surface);
      if (shown.join() !== expected.join()) throw new Error(shown.join());
      return true;
    }, `only ${expected.join()}`);
  const untilCount = (surface: Surface, count: number) =>
    until(async () => {
      const shown = await titles(surface);
      if (shown.length !== count) throw new Error(`${shown.length} stories`);
      return true;
    }, `${count} stories`);
  /** What the tabs say, the pressed one in brackets. */
  const tabs = (surface: Surface) =>
    surface.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-action="filter"]')].map((tab) => {
        const said = `${tab.dataset['count'] ?? ''} ${tab.textContent}`.trim();
        return tab.ariaPressed === 'true' ? `[${said}]` : said;
      }),
    );
  const untilTabs = (surface: Surface, expected: RegExp) =>
    until(async () => {
      const said = (await tabs(surface)).join(' ').replaceAll(/\s+/g, ' ');
      if (!expected.test(said)) throw new Error(said);
      return true;
    }, `tabs ${expected}`);
  const opened = async (path: string) => {
    const page = await installed.driver.open(path);
    await ready(page);
    await page.bringToFront();
    return page;
  };
  const focused = (surface: Surface) =>
    surface.evaluate(() => document.activeElement?.getAttribute('data-action'));

  test('the brief tells what came since the last visit and of what, and each line shows that', async () => {
    const page = await opened('newtab.html');
    await untilTabs(page, /^\[All\] 3 New since \d\d?:\d\d.[AP]M 2 China 1 Magnets Saved$/);
    expect(await shiftOf(page)).toBe(0);
    await page.click('[data-line="category"]');
    await untilTitles(page, ['News 3', 'News 1']);
    await untilTabs(page, /^All .* \[2 China\] 1 Magnets Saved$/);
    await untilSays(page, '#announcements', '2 stories shown');
    await untilSays(page, '.beside', /2 stories shown/);
    expect(await page.axe()).toEqual([]);
    await page.click('[data-line="since"]');
    await untilTitles(page, ['News 3', 'News 2', 'News 1']);
    await page.click('[data-line="since"]');
    await untilCount(page, 13);
    await untilTabs(page, /^\[All\] /);
    await page.close();
  });

  test('words narrow the list by keyboard alone, and the way back leaves the focus in place', async () => {
    const page = await opened('newtab.html');
    for (let presses = 0; (await focused(page)) !== 'filter-words'; presses += 1) {
      if (presses === 30) throw new Error('no Tab leads to the filter');
      await page.press('Tab');
    }
    await page.press('Enter');
    await page.waitFor(() => document.activeElement?.hasAttribute('data-filter'), 'the focus in the field');
    await page.type('BASTNA');
    await untilTitles(page, ['Nolans’s Bastnäsite Promise vs. Processing Reality']);
    await page.type('xyz');
    await untilSays(page, '[data-empty="filter"]', /holds “BASTNAxyz”/);
    for (const dark of [false, true]) {
      await installed.driver.media({ dark, reducedMotion: true });
      expect(await page.axe()).toEqual([]);
    }
    await installed.driver.media({});
    await page.press('Escape');
    await untilCount(page, 13);
    await until(async () => (await focused(page)) === 'filter-words', 'the focus on the way in again');
    await page.close();
  });

  test('what was saved has a view, and stays there while it is looked at', async () => {
    const page = await opened('newtab.html');
    await page.click('[data-line="saved"]');
    await untilSays(page, '[data-empty="filter"]', /saved none yet/);
    await page.click('[data-line="all"]');
    await untilCount(page, 13);
    const story = (await rows(page))[5];
    if (story === undefined) throw new Error('the list is short');
    await page.click(inStory(story, '[data-action="highlights"]'));
    await page.click(inStory(story, '[data-action="save"]'));
    await page.waitFor(() => document.querySelector('[data-saved]') !== null, 'the mark of a saved one');
    await page.click('[data-line="saved"]');
    await untilTitles(page, [story.title]);
    await page.click(inStory(story, '[data-action="save"]'));
    await untilSays(page, '#announcements', 'No longer saved.');
    expect(await titles(page)).toEqual([story.title]);
    await page.click('[data-line="all"]');
    await untilCount(page, 13);
    await page.click('[data-line="saved"]');
    await untilCount(page, 0);
    await page.close();
  });

  test('the popup opens as it was left: narrowed', async () => {
    const { driver } = installed;
    const popup = await driver.openPopup();
    await ready(popup);
    await untilTabs(popup, /^\[All\] 3 New 2 China 1 Magnets Saved$/);
    const leftAt = Date.now();
    await popup.click('[data-line="category"]');
    await untilTitles(popup, ['News 3', 'News 1']);
    await until(async () => (await popup.evaluate(keptAt)) > leftAt, 'the place to be kept');
    await popup.close();
    const again = await driver.openPopup();
    await untilTitles(again, ['News 3', 'News 1']);
    await untilTabs(again, /\[2 China\]/);
    await again.click('[data-line="all"]');
    await untilCount(again, 13);
    await until(async () => !(await again.evaluate(isNarrowed)), 'the whole list to be kept');
    await again.close();
  });
});

/** Runs in a page: how far its parts were moved since it began, as browsers count it. Firefox does not. */
function shiftOf(page: Surface): Promise<number> {
  return page.evaluate(() => {
    const observer = new PerformanceObserver(() => undefined);
    observer.observe({ type: 'layout-shift', buffered: true });
    return observer.takeRecords().reduce((sum, entry) => sum + Number(Reflect.get(entry, 'value')), 0);
  });
}

/** Runs in a page: when the place was kept last. */
function keptAt(): number {
  return Number(JSON.parse(localStorage.getItem('place') ?? '{}').at ?? 0);
}

/** Runs in a page: whether the place that was kept is one of a narrowed list. */
function isNarrowed(): boolean {
  return JSON.parse(localStorage.getItem('place') ?? '{}').filter !== undefined;
}
