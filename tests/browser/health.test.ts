// The page "How it is going": what it says, the text that is copied from it, and what it does when something fails.

import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Surface } from '../support/browser.ts';
import { status } from '../support/faults/answers.ts';
import { until } from '../support/until.ts';
import { ageLastPoll, type Installed, KINDS, pollNext, ready, rows, settle, untilSays } from './extension.ts';

/** What a function that runs in a page of the extension finds there, in both browsers. */
declare const chrome: import('webextension-polyfill').Browser;

const PICTURES = '.output/pictures/states';
mkdirSync(PICTURES, { recursive: true });

/** The log as the page shows it, newest first, each line by its columns. */
function log(page: Surface): Promise<string[][]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('td')].map((cell) => cell.textContent ?? ''),
    ),
  );
}

/** The facts by their names. */
function facts(page: Surface): Promise<Record<string, string>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('dt')].map((name) => [
        name.textContent ?? '',
        name.nextElementSibling?.textContent ?? '',
      ]),
    ),
  );
}

function hintsOf(page: Surface): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('[data-hints] li')].map((hint) => hint.textContent ?? ''),
  );
}

describe.each(KINDS)('"How it is going" in %s', (kind) => {
  let installed: Installed;
  let page: Surface;
  beforeAll(async () => {
    installed = await settle(kind);
    page = await installed.driver.open('health.html');
    await page.waitFor(() => document.querySelector('[data-health] tbody tr') !== null, 'the log');
  });
  afterAll(() => installed.close());

  async function isSound(name: string): Promise<void> {
    await page.bringToFront(); // of a page behind another no picture is taken
    for (const dark of [false, true]) {
      await installed.driver.media({ dark, reducedMotion: true });
      expect(await page.axe(), `${name}, ${dark ? 'dark' : 'light'}`).toEqual([]);
      await page.screenshot(`${PICTURES}/${kind}-${name}-${dark ? 'dark' : 'light'}.png`);
    }
    await installed.driver.media({});
  }

  test('stands behind the details of a page', async () => {
    const front = await installed.driver.open('newtab.html');
    await ready(front);
    await front.click('[data-action="details"]');
    await front.waitFor(() => document.querySelector('[data-action="open-health"]') !== null, 'the link');
    await front.click('[data-action="open-health"]');
    const address = installed.driver.extensionUrl('health.html');
    await until(
      async () => (await installed.driver.tabs()).some(({ url, active }) => url === address && active),
      'the page in a tab',
    );
    await front.close();
  });

  test('says what is known, and has nothing to complain of', async () => {
    expect(await page.evaluate(() => document.title)).toBe('How it is going – REE Ticker');
    await page.waitFor(
      () => [...document.querySelectorAll('dt')].some(({ textContent }) => textContent === 'Alarm “poll”'),
      'the alarm',
    );
    expect(await facts(page)).toMatchObject({
      'REE Ticker': expect.stringMatching(/^\d+\.\d+\.\d+$/),
      Browser: expect.stringMatching(kind === 'chromium' ? /Chrom(e|ium) \d+/ : /Firefox\/\d+/),
      'Access to the site': 'Given',
      Feed: 'https://rareearthexchanges.com/feed/',
      Answer: 'whole',
      'Failures in a row': '0',
      Unread: '10',
      Archive: expect.stringMatching(/^30 days, being fetched\. Read down to .+; next is page \d+\.$/),
      'Alarm “poll”': expect.stringMatching(/\d/),
    });
    expect(await hintsOf(page)).toEqual([]);
    const first = (await log(page)).at(-1);
    expect(first?.slice(1, 5)).toEqual(['REE Ticker started', '/feed/', 'whole', '10']);
    expect(first?.[5]).toMatch(/ ms$/);
    await isSound('health');
  });

  test('keeps itself current while the site fails and comes back', async () => {
    const { site, driver } = installed;
    site.fault = status(503);
    await pollNext(driver, page);
    await until(async () => (await log(page))[0]?.[3] === 'answered 503', 'the failure in the log');
    expect((await log(page))[0]?.slice(1, 3)).toEqual(['it was time', '/feed/']);
    expect(await hintsOf(page)).toEqual([
      'The site could not be read the last time. It is asked less often until it can.',
    ]);
    await isSound('health-failing');
    site.fault = undefined;
    await ageLastPoll(page);
    await page.evaluate(() => chrome.runtime.sendMessage({ ask: 'poll', reason: 'press' })); // as a list's button
    await until(async () => (await hintsOf(page)).length === 0, 'the end of the trouble');
    expect((await log(page))[0]?.[1]).toBe('you asked');
  });

  test('is copied as text, which holds no story', async () => {
    await page.bringToFront();
    await page.evaluate(() => {
      const write = navigator.clipboard.writeText.bind(navigator.clipboard);
      navigator.clipboard.writeText = (text) => {
        document.documentElement.dataset['copied'] = text;
        return write(text); // the browser's own decides whether it was copied
      };
    });
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-action="copy"]')?.focus());
    await page.press('Enter');
    await untilSays(page, '#announcements', /^Copied\.$/);
    expect(await page.evaluate(() => document.querySelector('.copying b')?.textContent)).toBe('Copied.');
    const text = (await page.evaluate(() => document.documentElement.dataset['copied'])) ?? '';
    expect(text).toContain('## The last requests');
    expect(text).toContain('answered 503');
    expect(text).toMatch(/Feed: https:\/\/rareearthexchanges\.com\/feed\/\n/);
    expect(text).toMatch(/Last asked: 20\d\d-\d\d-\d\dT/);
    for (const { title, slug } of installed.site.stories.slice(0, 10)) {
      expect(text).not.toContain(title);
      expect(text).not.toContain(slug);
    }
  });

  test('a clipboard that refuses leaves the text to be copied by hand', async () => {
    await page.evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    });
    await page.press('Enter');
    await page.waitFor(() => document.activeElement?.localName === 'textarea', 'the text');
    const [selected, all] = await page.evaluate(() => {
      const area = document.querySelector('textarea');
      return [(area?.selectionEnd ?? 0) - (area?.selectionStart ?? 0), area?.value.length ?? -1];
    });
    expect(selected).toBe(all);
    // The field has the focus: its label says what happened, and nothing says it a second time.
    expect(await page.evaluate(() => document.querySelector('textarea')?.labels[0]?.textContent)).toContain(
      'did not let it be copied',
    );
    expect(await page.evaluate(() => document.querySelector('#announcements')?.textContent?.trim())).toBe(
      'Copied.',
    );
    await isSound('health-refused');
  });

  test('says that the storage fails, and shows what it can', async () => {
    await page.evaluate(async () => {
      const open = indexedDB.open('ree-ticker', 99); // a newer version of the extension
      await new Promise((resolve) => {
        open.onsuccess = resolve;
      });
      open.result.close();
    });
    const failing = await installed.driver.open('health.html');
    await failing.waitFor(() => document.querySelector('[data-hints]') !== null, 'the hints');
    expect((await hintsOf(failing))[0]).toBe('The stored stories belong to a newer version of REE Ticker.');
    expect(await facts(failing)).toMatchObject({ Store: 'Unknown', 'Access to the site': 'Given' });
    expect(await failing.evaluate(() => document.querySelector('.log p')?.textContent)).toContain(
      'can’t be read',
    );
    expect(await rows(failing)).toEqual([]);
    await page.close();
    page = failing;
    await isSound('health-storage');
  });
});
