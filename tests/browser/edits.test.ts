// Stories that were edited, saved, or taken back: what their rows say.

import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Surface } from '../support/browser.ts';
import type { SiteStory } from '../support/site-story.ts';
import { until } from '../support/until.ts';
import {
  type Installed,
  KINDS,
  pollNext,
  ready,
  rows,
  settle,
  untilBadge,
  untilSays,
  wordsOf,
} from './extension.ts';

const PICTURES = '.output/pictures/states';
mkdirSync(PICTURES, { recursive: true });

const HOUR_MS = 60 * 60_000;

function stories(now: number): SiteStory[] {
  return Array.from({ length: 8 }, (_, index) => ({
    id: 100 - index,
    title: `Neodymium Prices Rise for Week ${8 - index} in a Row`,
    slug: `story-${100 - index}`,
    publishedAt: now - (index + 1) * HOUR_MS,
    highlights: [`Oxide rose by ${index + 1} percent`, 'Magnet makers wait', 'Export licences are slow'],
    categories: ['News', 'Industrial Metals'],
  }));
}

describe.each(KINDS)('what was edited and saved in %s', (kind) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await settle(kind, '8', { stories: stories(Date.now()) });
  });
  afterAll(() => installed.close());

  const guidOf = (id: number) => `https://rareearthexchanges.com/?p=${id}`;
  const inRow = (id: number, selector: string) => `article[data-story="${guidOf(id)}"] ${selector}`;
  const has = (page: Surface, selector: string) =>
    page.evaluate((found) => document.querySelector(found) !== null, selector);

  async function isSound(page: Surface, name: string): Promise<void> {
    for (const dark of [false, true]) {
      await installed.driver.media({ dark, reducedMotion: true });
      expect(await page.axe(), `${name}, ${dark ? 'dark' : 'light'}`).toEqual([]);
      await page.screenshot(`${PICTURES}/${kind}-${name}-${dark ? 'dark' : 'light'}.png`);
    }
    await installed.driver.media({});
  }

  test('an edit is told in a word, and the words that it changed in the unfolded brief', async () => {
    const { site, driver } = installed;
    site.edit(100, { title: 'Neodymium Prices Fall after Week 8 in a Row' });
    site.edit(98, {
      highlights: ['Oxide rose by 5 percent', 'Magnet makers wait', 'Export licences are slow'],
    });
    site.edit(97, { title: 'Neodymium Prices Rise for Week 5 in a Row!' }); // a mark, not a word
    const page = await driver.open('newtab.html');
    await ready(page);
    await pollNext(driver, page);
    await until(() => has(page, '[data-updated]'), 'the mark');
    expect((await rows(page)).map(({ state }) => state)).toEqual(Array.from({ length: 8 }, () => 'new'));
    expect(await wordsOf(page, inRow(100, '.marks'))).toBe('title edited');
    expect(await wordsOf(page, inRow(98, '.marks'))).toBe('edited');
    expect(await has(page, inRow(97, '.marks'))).toBe(false);
    // The lead shows it without a press.
    await untilSays(
      page,
      inRow(100, '.edits'),
      /^The title was edited (just now|.+ ago): ?Neodymium Prices \(removed: Rise for\) \(added: Fall after\) Week 8 in a Row$/,
    );
    await page.click(inRow(98, '[data-action="highlights"]'));
    await until(() => has(page, inRow(98, '.edits')), 'what was edited');
    expect(
      await page.evaluate(
        (selector) =>
          [...document.querySelectorAll(selector)].map((change) => [change.localName, change.textContent]),
        inRow(98, '.edits :is(del, ins)'),
      ),
    ).toEqual([
      ['del', '(removed: 3)'],
      ['ins', '(added: 5)'],
    ]);
    await isSound(page, 'edited-newtab.html');
    await page.close();
    const popup = await driver.open('popup.html');
    await ready(popup);
    await popup.click(inRow(100, '[data-action="highlights"]'));
    await until(() => has(popup, inRow(100, '.edits')), 'what was edited');
    await isSound(popup, 'edited-popup.html');
    await popup.close();
  });

  test('a story is saved by keyboard, from an unfolded brief, and let go from the lead', async () => {
    const { driver } = installed;
    const page = await driver.open('newtab.html');
    await ready(page);
    await page.bringToFront();
    await page.evaluate(
      (selector) => document.querySelector<HTMLElement>(selector)?.focus(),
      inRow(99, '[data-action="highlights"]'),
    );
    await page.press('Enter');
    await until(() => has(page, inRow(99, '[data-action="save"]')), 'the button');
    const focused = () =>
      page.evaluate(() => [
        document.activeElement?.textContent,
        document.activeElement?.getAttribute('aria-pressed'),
      ]);
    for (let presses = 0; presses < 6 && (await focused())[0] !== 'Save'; presses += 1)
      await page.press('Tab');
    expect(await focused()).toEqual(['Save', 'false']);
    await page.press('Enter');
    await until(() => has(page, `article[data-story="${guidOf(99)}"][data-saved] [role="img"]`), 'the flag');
    expect(await focused()).toEqual(['Saved', 'true']);
    await untilSays(page, '#announcements', /^Saved\.$/);
    await isSound(page, 'saved-newtab.html');
    await page.press('Enter');
    await until(async () => !(await has(page, '[data-saved]')), 'the end of the flag');
    await page.click(inRow(100, '[data-action="save"]'));
    await until(() => has(page, '.lead[data-saved]'), 'the flag of the lead');
    await untilBadge(driver, '8'); // saving reads nothing
    await page.close();
  });

  test('one that was saved stays when the site takes it back, and says so', async () => {
    const { site, driver } = installed;
    site.withdraw(100);
    site.edit(99, {}); // or its validators, the newest story's, would say that nothing changed
    const page = await driver.open('newtab.html');
    await ready(page);
    await until(async () => {
      await pollNext(driver, page);
      return has(page, '[data-withdrawn]');
    }, 'the words');
    expect(await wordsOf(page, inRow(100, '.marks'))).toBe('title edited, taken back by the site');
    await untilBadge(driver, '7');
    await isSound(page, 'withdrawn-newtab.html');
    await page.close();
  });
});
