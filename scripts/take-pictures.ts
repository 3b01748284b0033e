// `npm start` without a display: runs the extension in a browser without a window, waits for its first poll, and
// tells what a reader would see, in words and in pictures.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Driver, launch, type Surface } from '../tests/support/browser.ts';
import { startSite } from '../tests/support/site.ts';
import { until } from '../tests/support/until.ts';
import type { Showing } from './showing.ts';
import { ROOT } from './tools.ts';

const PICTURES = join('.output', 'pictures');
const FIRST_POLL_MS = 60_000;

interface Headline {
  title: string;
  time: string;
}

/** Prints badge and headlines and saves both pictures. Throws words for the reader when no headlines come. */
export async function takePictures({ kind, extension, profile, demonstration }: Showing): Promise<void> {
  const isLive = demonstration === undefined;
  // The driver always wants a stand-in; with `liveSite` it leads no request there.
  const site = demonstration ?? (await startSite({ stories: [] }));
  let driver: Driver | undefined;
  try {
    driver = await launch(kind, { extension, profile, site, liveSite: isLive });
    await show(driver);
  } finally {
    await driver?.close();
    if (isLive) await site.close();
  }
}

async function show(driver: Driver): Promise<void> {
  mkdirSync(join(ROOT, PICTURES), { recursive: true });
  const newTab = await driver.newTab();
  const headlines = await firstHeadlines(newTab);
  const badge = await driver.badge();
  await newTab.screenshot(join(ROOT, PICTURES, 'newtab.png'));
  const popup = await driver.openPopup();
  await popup.waitFor(
    () => document.querySelector('[data-list][data-ready] article[data-story]'),
    'the popup',
  );
  await popup.screenshot(join(ROOT, PICTURES, 'popup.png'));

  console.log(`\nBadge: ${badge.text || 'none'} (${badge.title})\n`);
  for (const { title, time } of headlines) console.log(`  ${title} (${time})`);
  console.log(`\nPictures: ${join(PICTURES, 'popup.png')}, ${join(PICTURES, 'newtab.png')}`);
}

async function firstHeadlines(page: Surface): Promise<Headline[]> {
  const read = async () => {
    const headlines = await page.evaluate(readHeadlines);
    return headlines.length > 0 && headlines;
  };
  try {
    return await until(read, 'headlines', FIRST_POLL_MS);
  } catch {
    const status = await page.evaluate(() => document.querySelector('[data-status]')?.textContent ?? '');
    throw new Error(
      `No headlines came within ${FIRST_POLL_MS / 1000} s. ` +
        (status === '' ? 'The new tab page shows no status.' : `The extension says: “${status.trim()}”`),
    );
  }
}

/** Runs in the page, whose attributes are a contract (docs/architecture.md). */
function readHeadlines(): Headline[] {
  return [...document.querySelectorAll('[data-list][data-ready] article[data-story]')].map((story) => ({
    title: story.querySelector('[data-title]')?.textContent ?? '',
    time: story.querySelector('time')?.textContent ?? '',
  }));
}
