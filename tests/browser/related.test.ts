// More like this: below an open story, what else was written on it, worked out on the device.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SiteStory } from '../support/site-story.ts';
import { focusedName, tabTo } from './by-keyboard.ts';
import { type Installed, inStory, KINDS, ready, rows, settle, untilBadge, untilSays } from './extension.ts';

const TITLES = [
  'Terbium Oxide Prices Double',
  'Lithium Recycling Begins',
  'What Terbium Oxide Costs in China',
  'Wind Power in Denmark',
  'Graphite Tariffs Rise',
  'A Port for Tanzania',
];

function stories(): SiteStory[] {
  return TITLES.map((title, index) => ({
    id: 200 - index,
    title,
    slug: `story-${200 - index}`,
    publishedAt: Date.now() - (index + 2) * 60_000,
    categories: ['News'],
    author: 'A. Writer',
    contentHtml: `<p>Its text, ${index}.</p>`,
  }));
}

describe.each(KINDS)('more like a story, in %s', (kind) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await settle(kind, '6', { stories: stories() });
  });
  afterAll(() => installed.close());

  test('is found, says why, and is opened by keyboard in place', async () => {
    const { driver, site } = installed;
    const page = await driver.open('newtab.html');
    await ready(page);
    await page.bringToFront();
    const [lead] = await rows(page);
    if (lead === undefined) throw new Error('the list is empty');
    await page.click(inStory(lead, '[data-action="open-reader"]'));
    await untilSays(page, '.related h2', 'More like this');
    const asked = site.hits.length;
    const related = await page.evaluate(() =>
      [...document.querySelectorAll('.related button')].map((button) => button.textContent),
    );
    expect(related).toEqual([TITLES[2]]);
    await untilSays(page, '.related small', /Both: terbium, oxide$/);
    expect(await page.axe()).toEqual([]);
    await tabTo(page, TITLES[2] ?? '');
    await page.press('Enter');
    await untilSays(page, '[data-reader] h1', TITLES[2] ?? '');
    expect(await focusedName(page)).toBe(TITLES[2]);
    await untilBadge(driver, '4');
    expect(site.hits).toHaveLength(asked);
    await page.close();
  });

  test('is nothing where nothing is like it', async () => {
    const page = await installed.driver.open('newtab.html');
    await ready(page);
    await page.bringToFront();
    const port = (await rows(page)).find(({ title }) => title === TITLES[5]);
    if (port === undefined) throw new Error('the list is short');
    await page.click(inStory(port, '[data-action="highlights"]'));
    await page.click(inStory(port, '[data-action="open-reader"]'));
    await page.waitFor(() => document.querySelector('[data-article]') !== null, 'the text');
    expect(await page.evaluate(() => document.querySelector('.related'))).toBe(null);
    await page.close();
  });
});
