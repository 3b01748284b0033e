// What the reader sees of stories that are missing and of those that come from the archive.

import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Surface } from '../support/browser.ts';
import type { SiteStory } from '../support/site-story.ts';
import { until } from '../support/until.ts';
import {
  ageInstall,
  fillNext,
  type Installed,
  KINDS,
  pollNext,
  putOffFills,
  ready,
  rows,
  settle,
  showWaiting,
  unreadOf,
  untilBadge,
  untilSays,
  wordsOf,
} from './extension.ts';

const PICTURES = '.output/pictures/states';
mkdirSync(PICTURES, { recursive: true });

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Stories that the site had before the extension came: one each two hours. */
function earlier(count: number, now: number): SiteStory[] {
  return Array.from({ length: count }, (_, index) => ({
    id: 1000 - index,
    title: `Before ${index + 1}: Rare Earth Prices and Export Licences Move Again`,
    slug: `before-${index + 1}`,
    publishedAt: now - (index + 1) * 120 * MINUTE_MS,
    highlights: ['Prices moved', 'Licences moved'],
  }));
}

/** Looks at a page in both themes and asks axe. */
async function isSound({ driver }: Installed, page: Surface, name: string): Promise<void> {
  for (const dark of [false, true]) {
    await driver.media({ dark, reducedMotion: true }); // axe measures contrast, in mid-fade too
    expect(await page.axe(), `${name}, ${dark ? 'dark' : 'light'}`).toEqual([]);
    await page.screenshot(`${PICTURES}/${driver.kind}-${name}-${dark ? 'dark' : 'light'}.png`);
  }
  await driver.media({});
}

describe.each(KINDS)('a gap in %s', (kind) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await settle(kind, '10', { stories: earlier(14, Date.now()) });
  });
  afterAll(() => installed.close());

  const published = (count: number) => installed.site.stories.slice(0, count).map(({ title }) => title);
  /** The titles of the list, those above and below the marker, and its words: all at one moment. */
  const look = (surface: Surface) =>
    surface.evaluate(() => {
      const list = [...document.querySelectorAll('[data-list] article[data-story], [data-gap]')];
      const place = list.findIndex((element) => element.matches('[data-gap]'));
      const title = (element?: Element) => element?.querySelector('[data-title]')?.textContent ?? '';
      return {
        titles: list.filter((element) => element.matches('article')).map(title),
        around: [title(list[place - 1]), title(list[place + 1])],
        marker: list[place]?.textContent?.replace(/\s+/g, ' ').trim() ?? '',
        focused: document.activeElement?.getAttribute('data-action') ?? 'the list',
      };
    });

  test('that opened while nothing was asked is said at its place, and closed by presses, in order', async () => {
    const { driver, site } = installed;
    const page = await driver.open('newtab.html');
    await ready(page);
    await until(async () => {
      await fillNext(driver, page); // the archive first: four stories, and the end
      return (await wordsOf(page, '.archive')).includes('are kept here');
    }, 'the end of the archive');
    await ageInstall(page);
    await driver.kill();
    const now = Date.now();
    for (let index = 25; index > 0; index -= 1) {
      site.publish({
        title: `Meanwhile ${index}: Magnet Makers Sign for Separated Oxides`,
        publishedAt: now - index * 4 * MINUTE_MS,
      });
    }
    await driver.restart();
    const tab = await driver.open('newtab.html');
    await ready(tab);
    await pollNext(driver, tab);
    await untilBadge(driver, '20');
    await tab.waitFor(() => document.querySelector('[data-gap]') !== null, 'the marker');
    await putOffFills(tab);
    await showWaiting(tab, 10);
    expect((await look(tab)).around).toEqual([published(10).at(-1), expect.stringMatching(/^Before 1:/)]);
    await untilSays(
      tab,
      '[data-gap]',
      /^Stories (of|from) .+ are still missing\. Fetching them, page 2\. ?Fetch now$/,
    );
    await isSound(installed, tab, 'gap-newtab.html');

    const popup = await driver.open('popup.html');
    await ready(popup);
    expect((await look(popup)).around).toEqual((await look(tab)).around);
    await popup.evaluate(() => document.querySelector('[data-gap]')?.scrollIntoView({ block: 'center' }));
    await isSound(installed, popup, 'gap-popup.html');

    await popup.bringToFront();
    const marker = () =>
      popup.evaluate(() => document.querySelector<HTMLElement>('[data-gap]')?.dataset['gap'] ?? '');
    /** Does something that brings the next page, and looks at the list after it. */
    const step = async (act: () => Promise<void>) => {
      const before = await marker();
      await act();
      await until(async () => (await marker()) !== before, 'the next page');
      const seen = await look(popup);
      const arrived = seen.titles.filter((title) => title.startsWith('Meanwhile'));
      expect(arrived).toEqual(published(arrived.length)); // from the top down, none left out
      if (seen.marker !== '') expect(arrived).toContain(seen.around[0]);
    };

    // A reader far below: what is read stays where it is while stories come in above.
    const place = () =>
      popup.evaluate(async () => {
        // What comes into view by scrolling is laid out a frame later.
        for (const _frame of [1, 2]) await new Promise(requestAnimationFrame);
        const found = [...document.querySelectorAll('article')].find((row) =>
          row.textContent?.startsWith('Before 9:'),
        );
        return Math.round(found?.getBoundingClientRect().top ?? 0);
      });
    await popup.evaluate(() => document.querySelector('[data-list]')?.scrollTo(0, 100_000));
    let read = await place();
    await until(async () => {
      const before = read;
      read = await place();
      return read === before;
    }, 'the list to rest');
    for (const _page of [2, 1]) {
      await step(() => fillNext(driver, popup));
      await until(async () => Math.abs((await place()) - read) <= 1, 'the story where it was');
    }

    // And one who presses, by keyboard: the focus stays on the button, wherever that moves.
    await popup.evaluate(() => document.querySelector<HTMLElement>('[data-action="fill-gap"]')?.focus());
    while ((await marker()) !== '') {
      await step(() => popup.press('Enter'));
      const { focused, marker } = await look(popup);
      expect(focused).toBe(marker === '' ? 'the list' : 'fill-gap');
    }
    // What is pressed next is nothing: the focus is on a story that stood above.
    expect(await popup.evaluate(() => document.activeElement?.localName)).toBe('article');
    expect((await look(popup)).titles).toEqual(published(39));
    await untilBadge(driver, '35'); // what the archive brought came aged
    await until(async () => (await unreadOf(popup)) === 35, 'the count of the list');
    await until(
      async () => (await wordsOf(tab, '[data-gap]')) === '',
      'the end of the gap in the other page',
    );
    await popup.close();
    await tab.close();
  });
});

describe.each(KINDS)('the archive in %s', (kind) => {
  let installed: Installed;
  let page: Surface;
  beforeAll(async () => {
    const now = Date.now();
    const old = earlier(12, now).map((story, index) => ({
      ...story,
      id: 500 - index,
      slug: `old-${index}`,
      title: `Old ${index + 1}`,
      publishedAt: now - (40 + index) * DAY_MS,
    }));
    installed = await settle(kind, '10', { stories: [...earlier(40, now), ...old] });
    page = await installed.driver.open('newtab.html');
    await ready(page);
  });
  afterAll(() => installed.close());

  const stateIs = (state: string) =>
    until(
      () =>
        page.evaluate(
          (wanted) => document.querySelector<HTMLElement>('[data-archive]')?.dataset['archive'] === wanted,
          state,
        ),
      `the archive to be ${state}`,
    );
  const progress = () => page.evaluate(() => document.querySelector('progress')?.value ?? -1);
  const count = async () => (await rows(page)).length;

  test('is told while it is fetched, and moves nothing that is being read', async () => {
    await stateIs('filling');
    const [soFar, shown] = [await progress(), await count()];
    expect(await wordsOf(page, '.archive p')).toMatch(/^Fetching the last 30 days: back to .+ so far\./);
    const top = () =>
      page.evaluate(async () => {
        // What comes into view by scrolling is laid out a frame later.
        for (const _frame of [1, 2]) await new Promise(requestAnimationFrame);
        return document.querySelectorAll('article')[5]?.getBoundingClientRect().top;
      });
    await page.evaluate(() => scrollTo(0, 120));
    const place = await top();
    await fillNext(installed.driver, page);
    await until(async () => (await count()) === shown + 10, 'the next page');
    await putOffFills(page);
    expect(await top()).toBe(place);
    expect(await progress()).toBeGreaterThan(soFar);
    expect((await rows(page)).slice(10).every(({ state, counts }) => state === 'seen' && !counts)).toBe(true);
    await untilBadge(installed.driver, '10');
    await page.evaluate(() => document.querySelector('.archive')?.scrollIntoView());
    await isSound(installed, page, 'archive-filling-newtab.html');
  });

  test('is stopped and goes on, by keyboard, and the focus stays', async () => {
    await page.bringToFront();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-action'));
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-action="archive-stop"]')?.focus());
    await page.press('Enter');
    await stateIs('stopped');
    await until(async () => (await focused()) === 'archive-go-on', 'the focus on the button');
    const asked = installed.site.hits.length;
    await fillNext(installed.driver, page);
    await installed.driver.wakeByAlarm('fill');
    expect(installed.site.hits).toHaveLength(asked);
    await isSound(installed, page, 'archive-stopped-newtab.html');
    await page.press('Enter');
    await stateIs('filling');
    await until(async () => (await focused()) === 'archive-stop', 'the focus on the button');
    await until(() => installed.site.hits.length > asked, 'the next page to be asked for');
  });

  test('ends where the reader wanted, and more of it is fetched on a press', async () => {
    await until(async () => {
      await fillNext(installed.driver, page);
      return (await wordsOf(page, '[data-archive="done"]')) !== '';
    }, 'the end of 30 days');
    // The button that had the focus is gone: it is on what stands in its place.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-days'))).toBe('90');
    expect(await wordsOf(page, '.archive')).toMatch(
      /^Stories since .+ are kept here\. Fetch 90 days ?Fetch everything$/,
    );
    expect(await count()).toBe(50);
    await page.evaluate(() => document.querySelector('.archive')?.scrollIntoView());
    await isSound(installed, page, 'archive-done-newtab.html');
    const popup = await installed.driver.open('popup.html');
    await ready(popup);
    await popup.evaluate(() => document.querySelector('.archive')?.scrollIntoView());
    await isSound(installed, popup, 'archive-done-popup.html');
    await popup.close();

    await page.click('[data-action="archive-more"][data-days="all"]');
    await stateIs('filling');
    expect(await page.evaluate(() => document.querySelector('progress')?.hasAttribute('value'))).toBe(false);
    await page.waitFor(
      () => document.activeElement?.getAttribute('data-action') === 'archive-stop',
      'the focus on the button',
    );
    await until(async () => {
      await fillNext(installed.driver, page);
      return (await wordsOf(page, '[data-archive="done"]')) !== '';
    }, 'the end of everything');
    expect(await wordsOf(page, '.archive')).toBe('Everything that the site’s feed holds is kept here.');
    await page.click('[data-action="more"]');
    await until(async () => (await count()) === 52, 'all stories');
    expect((await rows(page)).map(({ title }) => title)).toEqual(
      installed.site.stories.map(({ title }) => title),
    );
  });
});
