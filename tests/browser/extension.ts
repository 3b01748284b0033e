// What the browser tests share: the built extension in front of the stand-in for the site, and what its lists
// show, read by the page contract (docs/architecture.md).

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Driver, type Kind, launch, type Surface } from '../support/browser.ts';
import { QUIET_PAGE } from '../support/driver.ts';
import { type FaultKind, putOn } from '../support/faults/kinds.ts';
import { putAwayGuide } from '../support/in-page.ts';
import { type Fault, type Site, type SiteOptions, startSite } from '../support/site.ts';
import { until } from '../support/until.ts';

export const KINDS: Kind[] = ['chromium', 'firefox'];
/** Whether every case is asked for, or every kind of case once. */
export const isAll = process.env['REE_TEST_ALL'] === '1';

/** For cases that hardly differ between browsers: both where every case is asked for, else this one. */
export function oneOf(kind: Kind): Kind[] {
  return isAll ? KINDS : [kind];
}

export interface Installed {
  site: Site;
  driver: Driver;
  close(): Promise<void>;
}

export interface InstallOptions extends SiteOptions {
  fault?: Fault;
  /** A fault that is more than what becomes of requests. */
  meets?: FaultKind;
  feedPaths?: string[];
  announced?: string[];
  /** 'usual' when absent. */
  build?: Build;
}

/** `no-newtab`: the package that leaves the browser's new tab alone. */
export type Build = 'usual' | 'no-newtab';

/** The directory of the built extension. Throws where there is none. */
export function builtExtension(kind: Kind, build: Build = 'usual'): string {
  const suffix = build === 'usual' ? '' : `-${build}`;
  const extension = resolve(`.output/${kind === 'chromium' ? 'chrome' : 'firefox'}-mv3${suffix}`);
  if (!existsSync(extension)) throw new Error(`Nothing is built at ${extension}: run npm run build first`);
  return extension;
}

/** Starts a fresh browser with the extension just installed. */
export async function install(kind: Kind, options: InstallOptions = {}): Promise<Installed> {
  const extension = builtExtension(kind, options.build);
  const site = await startSite(options);
  site.fault = options.fault;
  if (options.meets !== undefined) await putOn(site, options.meets);
  site.feedPaths = options.feedPaths ?? site.feedPaths;
  site.announced = options.announced ?? site.announced;
  const driver = await launch(kind, { extension, site });
  return {
    site,
    driver,
    async close() {
      await driver.close();
      await site.close();
    },
  };
}

/**
 * Starts one whose first poll is over, and whose badge says so. Older stories are not asked for by themselves: none
 * come in under a test, however long it takes. The reader knows how it works: the guide was put away.
 */
export async function settle(kind: Kind, badge = '10', options: InstallOptions = {}): Promise<Installed> {
  const installed = await install(kind, options);
  await untilBadge(installed.driver, badge);
  const quiet = await installed.driver.open(QUIET_PAGE);
  await putOffFills(quiet);
  await quiet.evaluate(putAwayGuide);
  await quiet.close();
  return installed;
}

export interface Row {
  guid: string;
  title: string;
  state: string;
  counts: boolean;
}

/** Waits until the list shows what the store holds, and the page lives: it hears of all that happens from now on. */
export async function ready(surface: Surface): Promise<void> {
  await surface.waitFor(
    () =>
      document.querySelector('[data-list][data-ready]') !== null &&
      performance.getEntriesByName('alive').length > 0,
    'the list to be ready',
  );
}

/** The stories of the list, from the top. */
export function rows(surface: Surface): Promise<Row[]> {
  return surface.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-list] article[data-story]')].map((row) => ({
      guid: row.dataset['story'] ?? '',
      title: row.querySelector('[data-title]')?.textContent ?? '',
      state: row.dataset['state'] ?? '',
      counts: row.dataset['unread'] !== undefined,
    })),
  );
}

/** The number that the list says counts as unread. */
export async function unreadOf(surface: Surface): Promise<number> {
  return Number(
    await surface.evaluate(() => document.querySelector<HTMLElement>('[data-list]')?.dataset['unread']),
  );
}

/** Waits until so many stories wait above what is read. */
export function untilWaiting(surface: Surface, count: number): Promise<unknown> {
  return until(async () => {
    const waiting = await surface.evaluate(
      () => document.querySelector<HTMLElement>('[data-pending]')?.dataset['pending'] ?? '0',
    );
    if (Number(waiting) !== count) throw new Error(`${waiting} wait`);
    return true;
  }, `${count} stories that wait`);
}

/** Shows what came in while the list was in view, once so many stories did. */
export async function showWaiting(surface: Surface, count: number): Promise<void> {
  await untilWaiting(surface, count);
  await surface.click('[data-pending]');
  await untilWaiting(surface, 0);
}

export interface Status {
  kind: string;
  words: string;
}

/** The status line. */
export function statusOf(surface: Surface): Promise<Status> {
  return surface.evaluate(() => {
    const line = document.querySelector<HTMLElement>('[data-status]');
    return { kind: line?.dataset['status'] ?? '', words: line?.textContent?.trim() ?? '' };
  });
}

/** Waits for a status of this kind, in these words. */
export function untilStatus(surface: Surface, kind: string, words: string | RegExp = ''): Promise<unknown> {
  return until(async () => {
    const status = await statusOf(surface);
    if (status.kind !== kind || !has(status.words, words)) throw new Error(JSON.stringify(status));
    return true;
  }, `status ${kind} ${words}`);
}

/** Waits until the first element that matches is there and says this: much of a page is drawn late. */
export function untilSays(surface: Surface, selector: string, words: string | RegExp): Promise<unknown> {
  return until(async () => {
    const said = await wordsOf(surface, selector);
    if (said === '' || !has(said, words)) throw new Error(`it says "${said}"`);
    return true;
  }, `${selector} to say ${words}`);
}

/** The words of an element, without the blanks of its markup; '' where there is none. */
export function wordsOf(surface: Surface, selector: string): Promise<string> {
  return surface.evaluate(
    (found) => document.querySelector(found)?.textContent?.replace(/\s+/g, ' ').trim() ?? '',
    selector,
  );
}

function has(said: string, words: string | RegExp): boolean {
  return typeof words === 'string' ? said.includes(words) : words.test(said);
}

/** Waits until the badge says this, and in its title that. */
export function untilBadge(driver: Driver, text: string, title = ''): Promise<unknown> {
  return until(async () => {
    const badge = await driver.badge();
    if (badge.text !== text || !badge.title.includes(title)) throw new Error(JSON.stringify(badge));
    return true;
  }, `badge "${text}" ${title}`);
}

/** Selector of a story's button or link. */
export function inStory(row: Row, selector: string): string {
  return `article[data-story="${row.guid}"] ${selector}`;
}

/**
 * Moves the last poll and the next an hour back, as if that time had passed: what is not due asks nothing.
 * With `isFullDue` the last whole document is two days old, and no validators are sent.
 */
export function ageLastPoll(page: Surface, { isFullDue = false } = {}): Promise<void> {
  const hour = 3_600_000;
  return moveBack(page, 'poll', { startedAt: hour, nextAt: hour, lastFullAt: isFullDue ? 48 * hour : 0 });
}

/** Makes the install a day older: what was published an hour ago is news then, in whichever way it comes. */
export function ageInstall(page: Surface): Promise<void> {
  return moveBack(page, 'install', { installedAt: 86_400_000 });
}

/** Moves times of a record beside the stories back, those that it has, each by so many ms. */
function moveBack(page: Surface, name: string, times: Record<string, number>): Promise<void> {
  return page.evaluate(
    async (record, back) => {
      const opening = indexedDB.open('ree-ticker');
      await new Promise((resolve, reject) => {
        opening.onsuccess = resolve;
        opening.onerror = () => reject(opening.error);
      });
      const meta = opening.result.transaction('meta', 'readwrite').objectStore('meta');
      const reading = meta.get(record);
      reading.onsuccess = () => {
        const moved = Object.entries(back)
          .filter(([time]) => reading.result[time] !== undefined)
          .map(([time, ms]) => [time, reading.result[time] - ms]);
        meta.put({ ...reading.result, ...Object.fromEntries(moved) });
      };
      await new Promise((resolve) => {
        meta.transaction.oncomplete = resolve;
      });
      opening.result.close();
    },
    name,
    times,
  );
}

/** Has the site be asked for its feed, as if the time of the next poll had come. */
export async function pollNext(driver: Driver, page: Surface): Promise<void> {
  await ageLastPoll(page);
  await driver.wakeByAlarm();
}

/** Has the next page of older stories be asked for, as if its time had come. */
export async function fillNext(driver: Driver, page: Surface): Promise<void> {
  await setNextFill(page, 0);
  await driver.wakeByAlarm('fill');
}

/** Has no page of older stories be asked for by itself, however long a test takes. */
export function putOffFills(page: Surface): Promise<void> {
  return setNextFill(page, Date.now() + 12 * 3_600_000);
}

function setNextFill(page: Surface, at: number): Promise<void> {
  return page.evaluate(async (askAt) => {
    const opening = indexedDB.open('ree-ticker');
    await new Promise((resolve, reject) => {
      opening.onsuccess = resolve;
      opening.onerror = () => reject(opening.error);
    });
    const meta = opening.result.transaction('meta', 'readwrite').objectStore('meta');
    const archive = meta.get('archive');
    archive.onsuccess = () => archive.result && meta.put({ ...archive.result, askAt });
    const gaps = meta.get('gaps');
    gaps.onsuccess = () =>
      gaps.result &&
      meta.put({ ...gaps.result, gaps: gaps.result.gaps.map((gap: object) => ({ ...gap, askAt })) });
    await new Promise((resolve) => {
      meta.transaction.oncomplete = resolve;
    });
    opening.result.close();
  }, at);
}
