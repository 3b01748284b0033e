// Since the reader last looked: where the last visit ended, and what arrives while a list is in view.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Surface } from '../support/browser.ts';
import { QUIET_PAGE } from '../support/driver.ts';
import { until } from '../support/until.ts';
import {
  ageLastPoll,
  type Installed,
  inStory,
  KINDS,
  pollNext,
  ready,
  rows,
  settle,
  showWaiting,
  unreadOf,
  untilBadge,
  untilSays,
  untilWaiting,
  wordsOf,
} from './extension.ts';

const HOUR_MS = 3_600_000;

describe.each(KINDS)('since the reader last looked, in %s', (kind) => {
  let installed: Installed;
  let page: Surface;
  beforeAll(async () => {
    installed = await settle(kind);
    page = await installed.driver.open('newtab.html');
    await ready(page);
    await page.bringToFront();
  });
  afterAll(() => installed.close());

  /** A story of the last two minutes, younger than the one before: a feed counts in seconds. */
  let published = 0;
  const publish = () => {
    published += 1;
    return installed.site.publish({ publishedAt: Date.now() - 120_000 + published * 10_000 });
  };
  const titles = async (surface: Surface) => (await rows(surface)).map(({ title }) => title);
  /** How far the first story is from the top of the window, in px. */
  const topOf = (surface: Surface) =>
    surface.evaluate(() => document.querySelector('[data-story]')?.getBoundingClientRect().top);

  test('what arrives waits behind its count, is announced, and moves nothing', async () => {
    const { driver } = installed;
    const before = await titles(page);
    const top = await topOf(page);
    const [first, second] = [publish(), publish()];
    await pollNext(driver, page);
    await untilWaiting(page, 2);
    expect(await titles(page)).toEqual(before);
    expect(await topOf(page)).toBe(top);
    await untilSays(page, '#announcements', '2 new stories.');
    expect(await unreadOf(page)).toBe(12);
    await showWaiting(page, 2);
    expect(await titles(page)).toEqual([second.title, first.title, ...before]);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(second.title);
  });

  test('what waits is not marked with all that is shown', async () => {
    const { driver } = installed;
    const { title } = publish();
    await pollNext(driver, page);
    await untilWaiting(page, 1);
    await page.click('[data-action="mark-all"]');
    await untilBadge(driver, '1');
    await showWaiting(page, 1);
    expect((await rows(page)).filter(({ counts }) => counts).map((row) => row.title)).toEqual([title]);
  });

  test('who asks for news, or comes back, sees it', async () => {
    const { driver } = installed;
    const asked = publish();
    await ageLastPoll(page);
    await page.click('[data-action="refresh"]');
    await page.waitFor(() => document.querySelectorAll('[data-story]').length === 14, 'what was asked for');
    expect((await titles(page))[0]).toBe(asked.title);
    const other = await driver.open(QUIET_PAGE);
    await other.bringToFront();
    const meanwhile = publish();
    await pollNext(driver, other);
    await page.waitFor(() => document.querySelectorAll('[data-story]').length === 15, 'what came meanwhile');
    await other.close();
    await page.bringToFront();
    expect((await titles(page))[0]).toBe(meanwhile.title);
  });

  test('a line stands where the last visit ended, and goes on standing there while this one lasts', async () => {
    const { driver } = installed;
    await page.close();
    const quiet = await driver.open(QUIET_PAGE);
    await quiet.evaluate((ago) => {
      const visit = JSON.parse(localStorage.getItem('visit') ?? '');
      localStorage.setItem('visit', JSON.stringify({ ...visit, lastAt: visit.lastAt - ago }));
    }, HOUR_MS);
    const came = [publish(), publish()];
    await pollNext(driver, quiet);
    await untilBadge(driver, '5');
    for (const opening of ['first', 'second']) {
      const popup = await driver.openPopup();
      await ready(popup);
      expect(await wordsOf(popup, '[data-last-look]'), opening).toBe('You last looked 1 hr. ago');
      expect(await popup.evaluate(above), opening).toBe(came[0]?.title);
      await popup.close();
    }
    await quiet.close();
  });

  test('the popup opens where it was left, with what was unfolded there', async () => {
    const { driver } = installed;
    const popup = await driver.openPopup();
    await ready(popup);
    const row = (await rows(popup))[6];
    if (row === undefined) throw new Error('the list is short');
    await popup.click(inStory(row, '[data-action="highlights"]'));
    await popup.waitFor(() => document.querySelector('.list .more') !== null, 'the highlights');
    await popup.evaluate(() => document.querySelector('[data-list]')?.scrollBy(0, 7));
    const left = await popup.evaluate(placeOf, row.guid);
    const leftAt = Date.now();
    await until(async () => (await popup.evaluate(keptAt)) > leftAt, 'the place to be kept');
    await popup.close();
    const again = await driver.openPopup();
    await ready(again);
    await again.waitFor(() => document.querySelector('.list .more') !== null, 'the highlights again');
    await until(async () => {
      const place = await again.evaluate(placeOf, row.guid);
      if (Math.abs(place - left) > 1) throw new Error(`${place} instead of ${left} px`);
      return true;
    }, 'the place where it was left');
    await again.close();
  });
});

/** Runs in a page: the title of the story above the line. */
function above(): string | undefined {
  const story = document.querySelector('[data-last-look]')?.closest('li')?.previousElementSibling;
  return story?.querySelector('[data-title]')?.textContent ?? undefined;
}

/** The same: when the place in the list was last kept, in ms. */
function keptAt(): number {
  return JSON.parse(localStorage.getItem('place') ?? '{"at":0}').at;
}

/** The same: how far a story is below the upper edge of the list, in px. */
function placeOf(guid: string): number {
  const list = document.querySelector('[data-list]')?.getBoundingClientRect().top ?? Number.NaN;
  const story = document.querySelector(`[data-story="${CSS.escape(guid)}"]`);
  return (story?.getBoundingClientRect().top ?? Number.NaN) - list;
}
