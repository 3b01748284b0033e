// A page that is open all day: a story every minute, midnight, a journey to another time zone. What it lists stays
// right, and it does not grow.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { badgeText } from '../../lib/badge.ts';
import type { Surface } from '../support/browser.ts';
import { until } from '../support/until.ts';
import {
  type Installed,
  isAll,
  KINDS,
  pollNext,
  putOffFills,
  ready,
  rows,
  settle,
  showWaiting,
  unreadOf,
  untilBadge,
} from './extension.ts';

/** A whole day, or the end of one and the beginning of the next. */
const MINUTES = isAll ? 24 * 60 : 40;
/** Chromium lets an alarm go off after a second at the earliest. */
const LIMIT_MS = 120_000 + MINUTES * 5_000;
const MINUTE_MS = 60_000;
/** By then all is there that a page loads late; what it grows by afterwards is a leak. */
const SETTLED = 20;
/** What two collections leave may differ so much. */
const SLACK = 1.25;
/** Stories that a page lists as long as nobody asks for more. */
const LISTED = 50;

describe.each(KINDS)('a day with an open page in %s', (kind) => {
  let installed: Installed;
  let page: Surface;
  /** How far the clocks of the site and of the extension are ahead of this machine's. */
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  beforeAll(async () => {
    installed = await settle(kind, '10', { now });
    page = await installed.driver.open('newtab.html');
    await ready(page);
    await page.bringToFront();
  });
  afterAll(() => installed.close());

  test(
    'a story every minute: the list is right, and memory flat',
    async () => {
      const { driver, site } = installed;
      aheadMs = new Date().setHours(24, 0, 0, 0) - 30 * MINUTE_MS - Date.now();
      const measured: number[] = [];
      for (let minute = 1; minute <= MINUTES; minute += 1) {
        aheadMs += MINUTE_MS;
        await page.evaluate(setAhead, aheadMs);
        await driver.patchWorker(setAheadOf, aheadMs);
        if (minute % 60 === 1) await putOffFills(page);
        const { title } = site.publish({ title: `Story of minute ${minute}` });
        await pollNext(driver, page);
        await showWaiting(page, 1);
        await until(async () => (await rows(page))[0]?.title === title, title);
        if (minute % SETTLED === 0) {
          await expectRight(minute);
          measured.push(await driver.memoryOf(page));
        }
      }
      const [first = 0] = measured;
      const last = measured.at(-1) ?? Number.POSITIVE_INFINITY;
      const words = `${first.toFixed(1)} MB after ${SETTLED} of them, ${last.toFixed(1)} MB after all`;
      console.log(`${MINUTES} minutes in ${kind}, a story in each: ${words}`); // a figure of the record
      expect(last).toBeLessThan(first * SLACK);
    },
    LIMIT_MS,
  );

  /** The list holds the site's newest, each once and in order; list and badge count all that came. */
  async function expectRight(arrived: number): Promise<void> {
    const known = installed.site.stories.slice(0, 10 + arrived);
    await until(async () => (await unreadOf(page)) === known.length, `${known.length} that are unread`);
    const listed = (await rows(page)).map(({ title }) => title);
    expect(listed).toEqual(known.slice(0, LISTED).map(({ title }) => title));
    await untilBadge(installed.driver, badgeText(known.length));
    expect(await dayOfList()).toBe(dayIn(undefined));
  }

  test('a page that travels tells the days of where it is', async () => {
    const { driver } = installed;
    const zone = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'].find(
      (place) => dayIn(place) !== dayIn(undefined),
    );
    await driver.travel(page, String(zone));
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))); // as when the reader comes back to it
    await until(async () => (await dayOfList()) === dayIn(zone), `the day in ${zone}`);
  });

  /** The day of the month over the newest story. */
  function dayOfList(): Promise<string> {
    return page.evaluate(() => document.querySelector('.leaf b')?.textContent ?? '');
  }

  function dayIn(timeZone: string | undefined): string {
    return new Intl.DateTimeFormat('en', { day: 'numeric', timeZone }).format(now());
  }
});

/** Runs in a page: sets its clock so far ahead of the machine's. */
function setAhead(aheadMs: number): void {
  Date.now = () => performance.timeOrigin + performance.now() + aheadMs;
}

/** The same in the worker. */
function setAheadOf(scope: typeof globalThis, aheadMs: number): void {
  scope.Date.now = () => scope.performance.timeOrigin + scope.performance.now() + aheadMs;
}
