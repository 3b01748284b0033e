// The daily briefing: it holds what the store holds for its time, and is read, marked, copied and printed, by keyboard
// alone. Where it is said to be ready, and the way to it.

import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BriefingKind, spanOf } from '../../lib/story/briefing.ts';
import type { Surface } from '../support/browser.ts';
import { QUIET_PAGE } from '../support/driver.ts';
import { parse, textOf } from '../support/markdown.ts';
import { pageOf } from '../support/page-surface.ts';
import type { SiteStory } from '../support/site-story.ts';
import { until } from '../support/until.ts';
import { openOptions } from './choose.ts';
import { type Installed, oneOf, pollNext, ready, settle, untilBadge, untilSays } from './extension.ts';

/** What a function that runs in a page of the extension finds there, in both browsers. */
declare const chrome: import('webextension-polyfill').Browser;

const PICTURES = '.output/pictures/states';
mkdirSync(PICTURES, { recursive: true });
const HOUR_MS = 3_600_000;
/** It struck less than an hour ago, and strikes next tomorrow: no test is overtaken by it. */
const HOUR = new Date().getHours();
const STRUCK_AT = new Date().setHours(HOUR, 0, 0, 0);
const HOSTILE = 'Click [here](http://evil.example) <b>now</b> | # `x` \u202eesrever';
const CATEGORIES = ['China', 'Magnets', 'China', 'Mining', 'China', 'Magnets', 'News', 'Mining'];

/** One as the hour struck, eight in the day before it, and one before that. */
const STORIES: SiteStory[] = [
  story(100, STRUCK_AT, 'China', 'After the hour'),
  ...CATEGORIES.map((category, index) =>
    story(
      90 - index,
      STRUCK_AT - (index * 2.9 + 0.5) * HOUR_MS,
      category,
      index === 4 ? HOSTILE : `Story ${index}`,
    ),
  ),
  story(80, STRUCK_AT - 24 * HOUR_MS - 60_000, 'China', 'Before the day'),
];

function story(id: number, at: number, category: string, title: string): SiteStory {
  const publishedAt = Math.floor(at / 1000) * 1000;
  const highlights = id % 3 === 0 ? [] : [`First of ${id}.`, `Second of ${id}: <i>5 > 3</i>.`];
  return {
    id,
    title,
    slug: `story-${id}`,
    publishedAt,
    categories: ['News', category],
    author: 'Pat O’Brien',
    highlights,
  };
}

/** Titles of the site's stories of a time, in whichever order. */
function titlesOf(
  stories: readonly SiteStory[],
  kind: BriefingKind,
  hour: number,
  now = Date.now(),
): string[] {
  const { from, to } = spanOf(kind, now, hour);
  return stories
    .filter(({ publishedAt }) => publishedAt >= from && publishedAt < to)
    .map(({ title }) => title.replace('\u202e', ''))
    .toSorted();
}

interface Shown {
  category: string;
  titles: string[];
}

/** What the page holds, from the top. */
function groups(page: Surface): Promise<Shown[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.group')].map((group) => ({
      category: group.querySelector('h2')?.firstChild?.textContent?.trim() ?? '',
      titles: [...group.querySelectorAll('article[data-story] [data-title]')].map(
        ({ textContent }) => textContent?.replace('\u202e', '') ?? '',
      ),
    })),
  );
}

const shownTitles = async (page: Surface) => (await groups(page)).flatMap(({ titles }) => titles).toSorted();

async function openBriefing({ driver }: Installed): Promise<Surface> {
  const page = await driver.open('briefing.html');
  await page.waitFor(() => document.querySelector('[data-briefing][data-ready]') !== null, 'the briefing');
  return page;
}

/** Presses Tab from the top of the page until what matches has the focus: past the last control it is the browser's. */
async function tabTo(page: Surface, selector: string): Promise<void> {
  await page.evaluate(() => document.querySelector('main')?.focus());
  for (let presses = 0; presses < 120; presses += 1) {
    await page.press('Tab');
    if (await page.evaluate((found) => document.activeElement?.matches(found), selector)) return;
  }
  throw new Error(`no Tab leads to ${selector}`);
}

/** Chooses the hour by keys, from the one that holds. */
async function pressHour(page: Surface, hour: number): Promise<void> {
  await tabTo(page, '[data-setting="briefingHour"] select');
  const before = await page.evaluate(() => Number(document.querySelector('select')?.value));
  for (let at = before; at !== hour; at += Math.sign(hour - at))
    await page.press(hour > at ? 'ArrowDown' : 'ArrowUp');
  await until(
    () =>
      page.evaluate((wanted) => document.querySelector(`[data-value="${wanted}"]`) !== null, String(hour)),
    `the hour ${hour} to be kept`,
  );
}

/** Lets the page in front be the first to tell of the briefing; one that was in view has told it. */
function forgetTold(surface: Surface): Promise<void> {
  return surface.evaluate(() => {
    localStorage.removeItem('briefing');
    dispatchEvent(new Event('storage')); // as when another page had done it
  });
}

/** Closes the briefing in the tab that a link opened: as long as it is in view, it is the one that was opened. */
async function closeOpened({ driver }: Installed): Promise<void> {
  const quiet = await driver.open(QUIET_PAGE);
  await quiet.evaluate(() => {
    for (const view of chrome.extension.getViews({ type: 'tab' }))
      if (view.location.pathname === '/briefing.html') view.close();
  });
  const address = driver.extensionUrl('briefing.html');
  await until(
    async () => !(await driver.tabs()).some(({ url }) => url === address),
    'no briefing to be open',
  );
  await quiet.close();
}

const countOf = (page: Surface) =>
  page.evaluate(() => document.querySelector('[data-count]')?.textContent ?? '');

describe.each(oneOf('firefox'))('the daily briefing in %s', (kind) => {
  let installed: Installed;
  let page: Surface;
  beforeAll(async () => {
    installed = await settle(kind, '10', { stories: [...STORIES] });
    page = await openBriefing(installed);
    await page.bringToFront();
  });
  afterAll(() => installed.close());

  async function isSound(name: string): Promise<void> {
    for (const dark of [false, true]) {
      await installed.driver.media({ dark, reducedMotion: true });
      expect(await page.axe(), `${name}, ${dark ? 'dark' : 'light'}`).toEqual([]);
      await page.screenshot(`${PICTURES}/${kind}-${name}-${dark ? 'dark' : 'light'}.png`);
    }
    await installed.driver.media({});
  }

  test('another hour is another day, and the page holds what the store holds for it', async () => {
    expect(await shownTitles(page)).toEqual(titlesOf(STORIES, 'day', 7));
    const other = (HOUR + 1) % 24;
    await pressHour(page, other);
    await until(async () => (await shownTitles(page)).length > 0, 'stories');
    expect(await shownTitles(page)).toEqual(titlesOf(STORIES, 'day', other));
    expect(await shownTitles(page)).not.toEqual(titlesOf(STORIES, 'day', HOUR));
    await pressHour(page, HOUR);
    await until(async () => (await shownTitles(page)).length === CATEGORIES.length, 'eight stories');
    expect(await groups(page)).toEqual([
      { category: 'China', titles: ['Story 0', 'Story 2', HOSTILE.replace('\u202e', '')] },
      { category: 'Magnets', titles: ['Story 1', 'Story 5'] },
      { category: 'Mining', titles: ['Story 3', 'Story 7'] },
      { category: 'Other stories', titles: ['Story 6'] },
    ]);
    expect(await countOf(page)).toBe('8 stories in 4 categories');
    expect(await page.evaluate(() => document.title)).toBe('Daily briefing – REE Ticker');
    await isSound('briefing');
  });

  test('the hour is the one of the settings', async () => {
    const options = await openOptions(installed.driver);
    await options.waitFor(() => document.querySelector('[data-setting="briefingHour"]') !== null, 'the hour');
    expect(
      await options.evaluate(
        () => document.querySelector<HTMLElement>('[data-setting="briefingHour"]')?.dataset['value'],
      ),
    ).toBe(String(HOUR));
    await options.close();
    await page.bringToFront();
  });

  test.each(['today', 'yesterday'] as const)('%s holds what the store holds for it', async (which) => {
    await tabTo(page, `[data-action="show-${which}"]`);
    await page.press('Enter');
    await untilSays(page, '#announcements', which === 'today' ? /^Today so far: / : /^Yesterday: /);
    expect(await shownTitles(page)).toEqual(titlesOf(STORIES, which, HOUR));
    await tabTo(page, '[data-action="show-day"]');
    await page.press('Enter');
    await until(async () => (await shownTitles(page)).length === CATEGORIES.length, 'the day again');
  });

  test('a story is left out by keyboard, and what is copied is the rest', async () => {
    await tabTo(page, 'article input');
    await page.press(' ');
    await page.waitFor(
      () => document.querySelectorAll('article:not([data-included])').length === 1,
      'one less',
    );
    expect(await countOf(page)).toBe('7 of 8 stories included');
    expect(await page.evaluate(() => document.activeElement?.matches('article input'))).toBe(true);
    await isSound('briefing-selection');
    await page.evaluate(() => {
      const write = navigator.clipboard.writeText.bind(navigator.clipboard);
      navigator.clipboard.writeText = (text) => {
        document.documentElement.dataset['copied'] = text;
        return write(text); // the browser's own decides whether it was copied
      };
    });
    const copied = () => page.evaluate(() => document.documentElement.dataset['copied'] ?? '');
    await tabTo(page, '[data-action="copy-markdown"]');
    await page.press('Enter');
    await untilSays(page, '#announcements', /^Copied as Markdown\.$/);
    const { kinds, blocks, links } = parse(await copied());
    const titles = blocks.filter(({ depth }) => depth === 3).map(textOf);
    expect(titles.toSorted()).toEqual(titlesOf(STORIES, 'day', HOUR).filter((title) => title !== 'Story 0'));
    expect(links.slice(0, -1)).toEqual(
      await page.evaluate(() =>
        [...document.querySelectorAll<HTMLAnchorElement>('[data-included] [data-title]')].map(
          ({ href }) => href,
        ),
      ),
    );
    expect(links).toHaveLength(8);
    expect(kinds).not.toContain('html');
    await tabTo(page, '[data-action="copy-text"]');
    await page.press('Enter');
    await untilSays(page, '#announcements', /^Copied as text\.$/);
    expect(await copied()).toContain('\nStory 1\nhttps://rareearthexchanges.com/news/story-89/\n');
    expect(await copied()).not.toContain('Story 0');
    expect(await countOf(page)).toBe('7 of 8 stories included');
  });

  test('a clipboard that refuses leaves the text to be copied by hand', async () => {
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
    await page.press('Enter');
    await page.waitFor(() => document.activeElement?.localName === 'textarea', 'the text');
    const [selected, all, label] = await page.evaluate(() => {
      const area = document.querySelector('textarea');
      const length = (area?.selectionEnd ?? 0) - (area?.selectionStart ?? 0);
      return [length, area?.value.length ?? -1, area?.labels[0]?.textContent];
    });
    expect(selected).toBe(all);
    expect(label).toContain('did not let it be copied');
    await isSound('briefing-refused');
  });

  test('on paper there is what is included, with its addresses, and nothing to press', async () => {
    const seen = () =>
      page.evaluate(() => {
        const isSeen = (element: Element) => element.checkVisibility();
        return {
          controls: [...document.querySelectorAll('button, input, select, textarea, label')].filter(isSeen)
            .length,
          stories: [...document.querySelectorAll('article')].filter(isSeen).length,
          address: getComputedStyle(
            document.querySelector('[data-included] [data-title]') ?? document.body,
            '::after',
          ).content,
          ground: getComputedStyle(document.documentElement).getPropertyValue('--paper'),
          told: document.querySelector('.on-paper')?.checkVisibility(),
        };
      });
    const screen = await seen();
    expect([screen.stories, screen.address, screen.told]).toEqual([8, 'none', false]);
    expect(screen.controls).toBeGreaterThan(10);
    await installed.driver.media({ dark: true, print: true });
    await until(async () => (await seen()).controls === 0, 'a page without controls');
    const paper = await seen();
    expect(paper).toMatchObject({ stories: 7, told: true, ground: '#fff' });
    expect(paper.address).toMatch(/attr\(href\)|rareearthexchanges\.com\/news\//);
    await installed.driver.media({});
    await page.evaluate(() => {
      globalThis.print = () => {
        document.documentElement.dataset['printed'] = 'yes';
      };
    });
    await tabTo(page, '[data-action="print"]');
    await page.press('Enter');
    await page.waitFor(() => document.documentElement.dataset['printed'] === 'yes', 'the print');
  });

  test('with nothing included nothing is copied; all come back with one press', async () => {
    await tabTo(page, '[data-action="include-none"]');
    await page.press('Enter');
    await untilSays(page, '#announcements', '0 of 8 stories included');
    await isSound('briefing-none');
    await tabTo(page, '[data-action="copy-text"]');
    await page.press('Enter');
    await untilSays(page, '#announcements', 'Nothing is included');
    await tabTo(page, '[data-action="include-all"]');
    await page.press('Enter');
    await untilSays(page, '#announcements', '8 stories in 4 categories');
    expect(await page.evaluate(() => document.activeElement?.matches('[data-action="include-all"]'))).toBe(
      true,
    );
  });

  test.each([
    ['320 pixels', 320, '100%'],
    ['200 % of a window', 640, '100%'],
    ['twice the size of letters', 640, '200%'],
  ])('has no sideways scroll at %s', async (_, width, letters) => {
    await pageOf(page).setViewport({ width, height: 800 });
    await page.evaluate((size) => {
      document.documentElement.style.fontSize = size;
    }, letters);
    await page.waitFor(() => document.documentElement.scrollWidth <= innerWidth, 'no sideways scroll');
    if (letters === '100%') expect(await page.axe()).toEqual([]);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '';
    });
    await pageOf(page).setViewport({ width: 1280, height: 800 });
  });

  test('a story that is opened by keyboard is read, here and in the badge', async () => {
    const { driver } = installed;
    const second = await openBriefing(installed);
    await page.bringToFront();
    await tabTo(page, '[data-title]');
    await page.press('Enter');
    await page.waitFor(() => location.pathname === '/news/story-90/', 'the story');
    await untilBadge(driver, '9');
    await second.bringToFront();
    const first = () =>
      second.evaluate(() => {
        const article = document.querySelector<HTMLElement>('article');
        return [article?.dataset['state'], article?.querySelector('.state')?.textContent];
      });
    await until(async () => (await first())[0] === 'read', 'the story to be read');
    expect(await first()).toEqual(['read', 'Read']);
    await page.close();
    page = second;
  });

  test('a story that comes in is here at once', async () => {
    await page.bringToFront();
    await page.click('[data-action="show-today"]');
    await page.waitFor(() => document.querySelector('[data-briefing="today"][data-ready]') !== null, 'today');
    const before = await shownTitles(page);
    installed.site.publish({ title: 'Just in', categories: ['News', 'China'] });
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))); // a minute begins
    await pollNext(installed.driver, page);
    await until(async () => (await shownTitles(page)).includes('Just in'), 'the story', 45_000); // before it is over
    expect((await shownTitles(page)).length).toBe(before.length + 1);
    await page.click('[data-action="show-day"]');
  });

  test('a page that is open at the hour turns to the next day by itself', async () => {
    const turnsAt = spanOf('day', STRUCK_AT + 25 * HOUR_MS, HOUR).to;
    await page.waitFor(() => document.querySelector('[data-briefing="day"][data-ready]') !== null, 'the day');
    expect(await page.evaluate(() => document.querySelector<HTMLElement>('main')?.dataset['to'])).toBe(
      String(STRUCK_AT),
    );
    await page.evaluate(
      (ahead) => {
        Date.now = () => performance.timeOrigin + performance.now() + ahead;
        document.dispatchEvent(new Event('visibilitychange')); // as when the reader comes back to it
      },
      turnsAt - 3_000 - Date.now(),
    );
    await until(
      async () =>
        (await page.evaluate(() => document.querySelector<HTMLElement>('main')?.dataset['to'])) ===
        String(turnsAt),
      'the next day',
    );
    await until(async () => (await shownTitles(page)).length === 2, 'its stories');
    expect(await shownTitles(page)).toEqual(titlesOf(installed.site.stories, 'day', HOUR, turnsAt));
  });

  test('a store that fails is said, what is in view stays, and a press reads it again', async () => {
    await page.close();
    page = await openBriefing(installed);
    await page.bringToFront();
    const before = await shownTitles(page);
    await page.evaluate(() => {
      const { transaction } = IDBDatabase.prototype;
      Object.assign(globalThis, { mend: () => Object.assign(IDBDatabase.prototype, { transaction }) });
      IDBDatabase.prototype.transaction = () => {
        throw new DOMException('broken', 'UnknownError');
      };
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await untilSays(page, '[data-notice="storage"] h2', 'storage does not answer');
    expect(await shownTitles(page)).toEqual(before);
    expect(await page.evaluate(() => document.querySelector('main')?.hasAttribute('data-ready'))).toBe(false);
    await isSound('briefing-storage');
    await page.evaluate(() => {
      Reflect.get(globalThis, 'mend')();
    });
    await tabTo(page, '[data-action="retry"]');
    await page.press('Enter');
    await page.waitFor(() => document.querySelector('[data-notice]') === null, 'the end of the notice');
    expect(await page.evaluate(() => document.activeElement?.localName)).not.toBe('body');
    await page.close();
  });

  test('is said to be ready on the front page, opened from there by keyboard, and said no more', async () => {
    const { driver } = installed;
    const front = await driver.open('newtab.html');
    await ready(front);
    await front.bringToFront();
    await forgetTold(front);
    await untilSays(front, '[data-notice="briefing"]', 'Your daily briefing is ready.');
    await driver.media({ reducedMotion: true });
    expect(await front.axe()).toEqual([]);
    await driver.media({});
    await tabTo(front, '[data-notice="briefing"] [data-action="open-briefing"]');
    await front.press('Enter');
    const address = driver.extensionUrl('briefing.html');
    await until(
      async () => (await driver.tabs()).some(({ url, active }) => url === address && active),
      'the briefing in a tab',
    );
    await front.waitFor(
      () => document.querySelector('[data-notice="briefing"]') === null,
      'the end of the line',
    );
    await front.close();
  });

  test('is put away in the popup by keyboard, which moves nothing, and said no more anywhere', async () => {
    const { driver } = installed;
    const popup = await driver.open('popup.html');
    await ready(popup);
    await popup.bringToFront();
    await forgetTold(popup);
    await untilSays(popup, '[data-notice="briefing"]', 'Your daily briefing is ready.');
    await tabTo(popup, '[data-action="dismiss-briefing"]');
    await popup.press('Enter');
    await popup.waitFor(
      () => document.querySelector('[data-notice="briefing"]') === null,
      'the end of the line',
    );
    expect(await popup.evaluate(() => document.activeElement?.localName)).not.toBe('body');
    await popup.close();
    const front = await driver.open('newtab.html');
    await ready(front);
    expect(await front.evaluate(() => document.querySelector('[data-notice="briefing"]'))).toBeNull();
    await front.click('.imprint [data-action="open-briefing"]'); // the way that is always there
    const address = driver.extensionUrl('briefing.html');
    await until(
      async () => (await driver.tabs()).filter(({ url }) => url === address).length > 0,
      'the briefing',
    );
    await closeOpened(installed);
    await front.close();
  });

  test('that it is said shifts nothing', async () => {
    if (kind !== 'chromium') return; // Firefox does not measure it
    const { driver } = installed;
    for (const path of ['popup.html', 'newtab.html']) {
      const surface = await driver.open(path);
      await ready(surface);
      await surface.bringToFront();
      await forgetTold(surface);
      await untilSays(surface, '[data-notice="briefing"]', 'ready');
      const shifts = await surface.evaluate(async () => {
        const found: PerformanceEntry[] = [];
        new PerformanceObserver((list) => found.push(...list.getEntries())).observe({
          type: 'layout-shift',
          buffered: true,
        });
        for (let frame = 0; frame < 3; frame += 1)
          await new Promise((painted) => requestAnimationFrame(painted));
        return found.map((entry) => JSON.stringify(entry));
      });
      expect(shifts).toEqual([]);
      await surface.close();
    }
  });
});

describe.each(oneOf('firefox'))('an empty briefing in %s', (kind) => {
  test('says when the last story came, and offers another day', async () => {
    const old = [3, 4].map((days) =>
      story(days, Date.now() - days * 24 * HOUR_MS, 'China', `Of ${days} days ago`),
    );
    const installed = await settle(kind, '2', { stories: old });
    try {
      const page = await openBriefing(installed);
      await page.bringToFront();
      const { publishedAt } = old[0] ?? { publishedAt: 0 };
      const last = new Intl.DateTimeFormat('en', { dateStyle: 'full' }).format(publishedAt);
      await untilSays(page, '.empty h2', 'No story came in this time.');
      await untilSays(page, '.empty p', `The last one came on ${last}`);
      for (const dark of [false, true]) {
        await installed.driver.media({ dark });
        expect(await page.axe()).toEqual([]);
        await page.screenshot(`${PICTURES}/${kind}-briefing-empty-${dark ? 'dark' : 'light'}.png`);
      }
      await tabTo(page, '[data-action="show-other"]');
      await page.press('Enter');
      await page.waitFor(
        () => document.querySelector('[data-briefing="yesterday"][data-ready]') !== null,
        'yesterday',
      );
      await untilSays(page, '[data-action="show-other"]', 'Show today so far');
      expect(await page.evaluate(() => document.activeElement?.localName)).not.toBe('body');
      const front = await installed.driver.open('newtab.html');
      await ready(front);
      await front.bringToFront();
      await forgetTold(front);
      await front.waitFor(() => document.querySelector('.imprint') !== null, 'all that comes late');
      expect(await front.evaluate(() => document.querySelector('[data-notice="briefing"]'))).toBeNull();
    } finally {
      await installed.close();
    }
  });
});
