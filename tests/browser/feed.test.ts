// Which address carries the stories, and what a broken document gives.

import { describe, expect, test } from 'vitest';
import { serveRecording } from '../support/recordings.ts';
import {
  ageLastPoll,
  type Installed,
  type InstallOptions,
  install,
  isAll,
  KINDS,
  putOffFills,
  ready,
  rows,
  statusOf,
  untilBadge,
  untilStatus,
} from './extension.ts';

async function withExtension(
  kind: (typeof KINDS)[number],
  options: InstallOptions,
  run: (installed: Installed) => Promise<void>,
) {
  const installed = await install(kind, options);
  try {
    await run(installed);
  } finally {
    await installed.close();
  }
}

describe.each(KINDS)('finding the feed in %s', (kind) => {
  const third = '/feed/?post_type=news-archive';

  test('a feed that only the third candidate carries is found, remembered, shown, and found again when it moves', async () => {
    await withExtension(kind, { feedPaths: [third] }, async ({ driver, site }) => {
      await untilBadge(driver, '10');
      expect(site.hits.map(({ url }) => url)).toEqual(['/feed/', '/news/feed/', third]);

      const page = await driver.open('popup.html');
      await ready(page);
      await putOffFills(page);
      await page.click('[data-action="details"]');
      await page.waitFor(() => document.querySelector('#details a') !== null, 'the details');
      expect(await page.evaluate(() => document.querySelector('#details a')?.getAttribute('href'))).toBe(
        `https://rareearthexchanges.com${third}`,
      );

      site.feedPaths = ['/news/feed/'];
      site.publish({ title: 'The Feed Has Moved', slug: 'the-feed-has-moved' });
      site.hits.length = 0;
      await ageLastPoll(page);
      await page.click('[data-action="refresh"]');
      await untilBadge(driver, '11');
      expect(site.hits.map(({ url }) => url)).toEqual([third, '/feed/', '/news/feed/']);
      await page.close();
    });
  });

  test('a feed that the site’s pages announce is found', async () => {
    const announced = '/industry/feed/';
    await withExtension(kind, { feedPaths: [announced], announced: [announced] }, async ({ driver }) => {
      await untilBadge(driver, '10');
    });
  });
});

/** What each recording gives when it is all that the site answers: how many stories, and which status. */
const RECORDINGS: [name: string, stories: number, status: string][] = [
  ['truncated.xml', 3, 'partial'],
  ['php-warning-before-xml.xml', 10, 'ok'],
  ['blank-line-before-xml.xml', 10, 'ok'],
  ['control-characters.xml', 10, 'ok'],
  ['invalid-utf8.xml', 10, 'ok'],
  ['undefined-entity-nbsp.xml', 10, 'ok'],
  ['odd-stories.xml', 40, 'ok'],
  ['summary-only.xml', 10, 'ok'],
  ['category-unknown.xml', 0, 'failing'],
  ['page-34-past-the-end.xml', 0, 'failing'],
  ['html-with-200.html', 0, 'blocked'],
  ['bot-challenge.html', 0, 'blocked'],
  ['maintenance-503.html', 0, 'failing'],
];

describe.each(KINDS)('a broken document in %s', (kind) => {
  const chosen =
    isAll || kind === 'chromium'
      ? RECORDINGS
      : RECORDINGS.filter(([name]) => /truncated|control|bot/.test(name));

  test.each(chosen)('%s gives %i stories and the status "%s"', async (name, stories, status) => {
    await withExtension(
      kind,
      { fault: serveRecording(name, { newestAgeMinutes: 4 }) },
      async ({ driver }) => {
        const page = await driver.open('newtab.html');
        await ready(page);
        await untilStatus(page, status);
        expect(await rows(page)).toHaveLength(stories);
        expect((await statusOf(page)).words).not.toBe('');
        await untilBadge(driver, stories === 0 ? '' : String(stories));
        await page.close();
      },
    );
  });
});
