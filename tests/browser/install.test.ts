// From the first install to headlines and badge, and on to the next story.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkOf } from '../support/site-story.ts';
import { until } from '../support/until.ts';
import {
  ageLastPoll,
  type Installed,
  KINDS,
  type Row,
  ready,
  rows,
  settle,
  showWaiting,
  unreadOf,
  untilBadge,
  untilStatus,
} from './extension.ts';

describe.each(KINDS)('after installing in %s', (kind) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await settle(kind);
  });
  afterAll(() => installed.close());

  const newest = (count: number) => installed.site.stories.slice(0, count).map(({ title }) => title);

  test('the site was asked once, for its feed, without cookies or a referrer', () => {
    const { hits } = installed.site;
    expect(hits.map(({ url }) => url)).toEqual(['/feed/']);
    expect(hits[0]?.headers).not.toHaveProperty('cookie');
    expect(hits[0]?.headers).not.toHaveProperty('referer');
  });

  test('popup and new tab hold the headlines of the feed, in its order, with the badge’s number', async () => {
    const { driver } = installed;
    for (const open of [() => driver.newTab(), () => driver.openPopup()]) {
      const surface = await open();
      await ready(surface);
      expect((await rows(surface)).map(({ title }) => title)).toEqual(newest(10));
      // What the first of them had in view for a second is no longer new in the other.
      const isUnread = ({ state, counts }: Row) => ['new', 'seen'].includes(state) && counts;
      expect((await rows(surface)).every(isUnread)).toBe(true);
      expect(await unreadOf(surface)).toBe(10);
      await untilStatus(surface, 'ok', /^Checked .+\. Next at .+\.$/);
      await surface.close();
    }
    await untilBadge(driver, '10', 'REE Ticker: 10 unread stories');
    expect(installed.site.hits).toHaveLength(1); // a poll seconds old is not asked for again
  });

  test('the popup fits what the browser gives it: its foot is in view, and the list scrolls', async () => {
    const popup = await installed.driver.openPopup();
    await ready(popup);
    // The browser gives its room in steps while it opens.
    await popup.waitFor(() => {
      const foot = document.querySelector('[data-status]')?.getBoundingClientRect().bottom ?? Infinity;
      return foot <= innerHeight && document.documentElement.scrollWidth <= innerWidth;
    }, 'the foot to be in view, and nothing beside it');
    await popup.waitFor(
      () => (document.querySelector('[data-list]')?.scrollHeight ?? 0) > innerHeight / 2,
      'a list that scrolls',
    );
    await popup.close();
  });

  test('a new tab leaves the focus in the address bar', async () => {
    const page = await installed.driver.newTab();
    await ready(page);
    await until(() => installed.driver.focusedInAddressBar(), 'the focus in the address bar');
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    await page.close();
  });

  test('an open page turns over at midnight', async () => {
    const page = await installed.driver.open('popup.html');
    await ready(page);
    const headings = () =>
      page.evaluate(() => [...document.querySelectorAll('.day h2')].map((day) => day.textContent ?? ''));
    expect((await headings())[0]).toMatch(/^(Today|Yesterday)/); // the newest story is four minutes old
    await page.evaluate(() => {
      const now = Date.now;
      Date.now = () => now() + 2 * 86_400_000;
      document.dispatchEvent(new Event('visibilitychange')); // as when the reader comes back to it
    });
    await until(
      async () => !/^(Today|Yesterday)/.test((await headings())[0] ?? 'Today'),
      'the headings of another day',
    );
    await page.close();
  });

  test('a new story arrives by alarm after the worker was stopped, in an open page too', async () => {
    const { driver, site } = installed;
    const page = await driver.open('newtab.html');
    await ready(page);
    const story = site.publish({
      title: 'Dysprosium Prices Double Overnight',
      slug: 'dysprosium-prices-double',
    });
    await driver.stopWorker();
    await ageLastPoll(page);
    await driver.wakeByAlarm();
    await untilBadge(driver, '11');
    await showWaiting(page, 1);
    expect((await rows(page))[0]).toMatchObject({ title: story.title, state: 'new', counts: true });
    expect(site.hits.at(-1)?.headers['if-none-match']).toBeDefined();
    const link = await page.evaluate(() => document.querySelector('[data-title]')?.getAttribute('href'));
    expect(link).toBe(linkOf(story, 'https://rareearthexchanges.com'));
    await page.close();
  });

  test('a site with nothing new is told apart from one with news: 304, and nothing changes', async () => {
    const { driver, site } = installed;
    const page = await driver.open('popup.html');
    await ready(page);
    const before = site.hits.length;
    await ageLastPoll(page);
    await page.click('[data-action="refresh"]');
    await until(() => site.hits.length > before && site.hits.at(-1)?.status, 'a poll');
    expect(site.hits.at(-1)?.status).toBe(304);
    await untilStatus(page, 'ok');
    expect(await unreadOf(page)).toBe(11);
    await page.close();
  });
});
