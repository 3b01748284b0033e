// Each task by keyboard alone, found by the names that a screen reader says; the focus is never lost.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Surface } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { focusedName, focusOutline, tabTo } from './by-keyboard.ts';
import {
  ageLastPoll,
  type Installed,
  KINDS,
  ready,
  rows,
  settle,
  statusOf,
  unreadOf,
  untilBadge,
  untilSays,
} from './extension.ts';

describe.each(KINDS)('by keyboard in %s', (kind) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await settle(kind);
  });
  afterAll(() => installed.close());

  test.each(['popup.html', 'newtab.html'])(
    '%s: mark one, undo, mark older, undo, mark all, undo',
    async (path) => {
      const { driver } = installed;
      const page = await driver.open(path);
      await ready(page);
      await page.bringToFront();
      const markings: [name: RegExp, left: number][] = [
        [/^Mark read$/, 9],
        [/^Mark this and older read$/, 0],
        [/^Mark \d+ read$/, 0],
      ];
      for (const [index, [name, left]] of markings.entries()) {
        if (index > 0) await tabTo(page, /^Mark \d+ read$/, 'Shift'); // back to the top of the page
        await tabTo(page, name);
        expect(await focusOutline(page)).toBe('solid');
        await page.press('Enter');
        await until(async () => (await unreadOf(page)) === left, `${left} unread`);
        expect(await focusOutline(page)).toBe('solid'); // the control that was pressed keeps it
        await tabTo(page, 'Undo');
        await page.press('Enter');
        await until(async () => (await unreadOf(page)) === 10, 'all unread again');
        expect(await focusOutline(page)).toBe('solid'); // back on the control before the undo bar
      }
      await untilBadge(driver, '10');
      await page.close();
    },
  );

  test('read the exact time, unfold the highlights, ask the site, look at the details', async () => {
    const { driver, site } = installed;
    const page = await driver.open('popup.html');
    await ready(page);
    await page.bringToFront();
    const [first] = await rows(page);
    await tabTo(page, first?.title ?? '');
    const exact = await page.evaluate(() => {
      const time = document.activeElement?.closest('article')?.querySelector('time');
      if (!time) return '';
      // Firefox tells where the words come from, Chromium the words.
      return getComputedStyle(time, '::after').content.replace('attr(title)', time.title);
    });
    expect(exact).toMatch(/202\d at \d/);
    await tabTo(page, /^Highlights$/);
    await page.press('Enter');
    await until(
      () => page.evaluate(() => document.querySelectorAll('.more li').length === 3),
      'three highlights',
    );
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-expanded'))).toBe('true');
    await tabTo(page, 'Details');
    await page.press('Enter');
    await until(() => page.evaluate(() => document.querySelector('#details') !== null), 'the details');
    const before = site.hits.length;
    await ageLastPoll(page);
    await tabTo(page, 'Check now');
    await page.press('Enter');
    await until(() => site.hits.length > before, 'a poll');
    await until(async () => (await statusOf(page)).kind === 'ok', 'the end of the poll');
    expect(await focusOutline(page)).toBe('solid');
    await page.close();
  });

  test('a screen reader can tell the buttons of one row from those of another', async () => {
    const page = await installed.driver.open('popup.html');
    await ready(page);
    const descriptions = await page.evaluate(() =>
      [...document.querySelectorAll('article [data-action="read"]')].map(
        (button) => document.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent,
      ),
    );
    expect(descriptions).toEqual((await rows(page)).map(({ title }) => title));
    await page.close();
  });

  /** A new tab in which the first story and all older ones were marked by keyboard a moment ago. */
  async function withOlderMarked(): Promise<Surface> {
    const page = await installed.driver.open('newtab.html');
    await ready(page);
    await page.bringToFront();
    await tabTo(page, /^Mark this and older read$/);
    await page.press('Enter');
    return page;
  }

  test('Ctrl+Z takes the last marking back, wherever the focus is', async () => {
    const page = await withOlderMarked();
    await untilBadge(installed.driver, '');
    await page.press('z', ['Control']);
    await untilBadge(installed.driver, '10');
    await page.close();
  });

  test('what has the focus is never behind the undo bar', async () => {
    const page = await withOlderMarked();
    await page.waitFor(() => document.querySelector('[data-undo]') !== null, 'the undo bar');
    const isInView = () =>
      page.evaluate(() => {
        const box = document.activeElement?.getBoundingClientRect();
        const bar = document.querySelector('[data-undo]')?.getBoundingClientRect();
        const isBar = document.activeElement?.closest('[data-undo]') !== null;
        return isBar || (box?.bottom ?? Number.POSITIVE_INFINITY) <= (bar?.top ?? 0);
      });
    for (let presses = 0; (await focusedName(page)) !== 'Undo'; presses += 1) {
      if (presses === 80) throw new Error('no Tab leads to "Undo"');
      await until(isInView, `${await focusedName(page)} to be in view`); // what scrolls does so with a frame
      await page.press('Tab');
    }
    await page.press('Enter');
    await untilBadge(installed.driver, '10');
    await page.close();
  });

  test('Ctrl+Z takes back a marking that is not even shown yet', async () => {
    const page = await withOlderMarked();
    await page.press('z', ['Control']);
    await untilSays(page, '#announcements', /^Undone\.$/);
    await untilBadge(installed.driver, '10');
    await page.close();
  });

  test('a screen reader is told what a marking did', async () => {
    const page = await installed.driver.open('newtab.html');
    await ready(page);
    await page.bringToFront();
    await tabTo(page, /^Mark \d+ read$/);
    await page.press('Enter');
    await until(
      () =>
        page.evaluate(
          () => document.querySelector('[role="status"]')?.textContent?.trim() === '10 stories marked read.',
        ),
      'the announcement',
    );
    await tabTo(page, 'Undo');
    await page.press('Enter');
    await untilBadge(installed.driver, '10');
    await page.close();
  });

  test('open a story', async () => {
    const { driver, site } = installed;
    const popup = await driver.openPopup();
    await ready(popup);
    const [first] = await rows(popup);
    await tabTo(popup, first?.title ?? '');
    await popup.press('Enter');
    const address = `https://rareearthexchanges.com/news/${site.stories[0]?.slug}/`;
    await until(async () => (await driver.tabs()).some(({ url }) => url === address), 'the story in a tab');
    await untilBadge(driver, '9');
  });
});
