// Storage that fails, in real browsers: files damaged while the browser is closed, a database that does not open or
// does not answer, one of a newer version, no room. What the reader did is back, they are told once, and headlines go
// on coming.

import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Driver, Kind, Surface } from '../support/browser.ts';
import { recordedStories } from '../support/recordings.ts';
import { until } from '../support/until.ts';
import {
  type Installed,
  inStory,
  isAll,
  KINDS,
  ready,
  rows,
  settle,
  statusOf,
  unreadOf,
  untilBadge,
  untilSays,
  untilStatus,
} from './extension.ts';

const PICTURES = '.output/pictures/storage';
mkdirSync(PICTURES, { recursive: true });

/** What is done to the files while the browser is closed. */
interface Damage {
  name: string;
  kind: Kind;
  /** What becomes of it: a new database that the worker refills, one that the reader rebuilds, or nothing at all. */
  end: 'restored' | 'rebuilt' | 'repaired';
  /** Whether `npm test` tries it as well. */
  isUsual?: boolean;
  damage(path: string): void;
}

const GARBAGE = Buffer.alloc(4096, 'garbage ');

function filesIn(folder: string, pattern: RegExp): string[] {
  const found = readdirSync(folder).filter((name) => pattern.test(name));
  if (found.length === 0) throw new Error(`nothing in ${folder} is named ${pattern}`);
  return found.map((name) => join(folder, name)).filter((file) => statSync(file).isFile());
}

function overwrite(file: string, from: number, length: number): void {
  const opened = openSync(file, 'r+');
  for (let at = 0; at < length; at += GARBAGE.length)
    writeSync(opened, GARBAGE, 0, Math.min(GARBAGE.length, length - at), from + at);
  closeSync(opened);
}

function cutTo(file: string, share: number): void {
  const opened = openSync(file, 'r+');
  ftruncateSync(opened, Math.floor(statSync(file).size * share));
  closeSync(opened);
}

const DAMAGES: Damage[] = [
  {
    name: 'MANIFEST overwritten',
    kind: 'chromium',
    end: 'restored',
    damage: (path) => {
      for (const file of filesIn(path, /^MANIFEST/)) overwrite(file, 0, statSync(file).size);
    },
  },
  {
    name: 'garbage within the log',
    kind: 'chromium',
    end: 'restored',
    damage: (path) => {
      for (const file of filesIn(path, /\.log$/)) overwrite(file, 0, Math.floor(statSync(file).size * 0.75));
    },
  },
  {
    name: 'all files garbage',
    kind: 'chromium',
    end: 'restored',
    damage: (path) => {
      for (const file of filesIn(path, /./)) writeFileSync(file, GARBAGE);
    },
  },
  {
    name: 'all files deleted',
    kind: 'chromium',
    end: 'restored',
    isUsual: true,
    damage: (path) => {
      for (const file of filesIn(path, /./)) rmSync(file);
    },
  },
  {
    name: 'the log cut in half',
    kind: 'chromium',
    end: 'restored',
    isUsual: true,
    damage: (path) => {
      for (const file of filesIn(path, /\.log$/)) cutTo(file, 0.5);
    },
  },
  {
    name: 'CURRENT deleted',
    kind: 'chromium',
    end: 'repaired',
    damage: (path) => rmSync(join(path, 'CURRENT')),
  },
  {
    name: 'the header garbage',
    kind: 'firefox',
    end: 'restored',
    damage: (path) => {
      for (const file of filesIn(path, /\.sqlite$/)) overwrite(file, 0, 100);
    },
  },
  {
    name: 'the file cut',
    kind: 'firefox',
    end: 'restored',
    damage: (path) => {
      for (const file of filesIn(path, /\.sqlite$/)) cutTo(file, 0.5);
    },
  },
  {
    name: 'the file empty',
    kind: 'firefox',
    end: 'restored',
    damage: (path) => {
      for (const file of filesIn(path, /\.sqlite$/)) cutTo(file, 0);
    },
  },
  {
    name: 'the file deleted',
    kind: 'firefox',
    end: 'restored',
    isUsual: true,
    damage: (path) => {
      for (const file of filesIn(path, /\.sqlite/)) rmSync(file);
    },
  },
  {
    name: 'garbage in the middle',
    kind: 'firefox',
    end: 'rebuilt',
    isUsual: true,
    damage: (path) => {
      for (const file of filesIn(path, /\.sqlite$/)) overwrite(file, 8192, statSync(file).size - 8192 * 2);
    },
  },
];

/** What the reader did before the trouble. */
interface Did {
  read: string[];
  saved: string;
}

/** Marks two stories read and saves a third; resolves once that is kept a second time. */
async function act(driver: Driver): Promise<Did> {
  const page = await driver.open('newtab.html');
  await ready(page);
  const [first, second, third] = await rows(page);
  if (first === undefined || second === undefined || third === undefined) throw new Error('too few stories');
  for (const row of [first, second]) {
    await page.click(inStory(row, '[data-action="read"]'));
    await page.waitFor(() => document.querySelector('[data-undo]') !== null, 'the marking');
    await page.click('[data-action="dismiss-undo"]');
    await page.waitFor(() => document.querySelector('[data-undo]') === null, 'the end of the undo bar');
  }
  await page.click(inStory(third, '[data-action="highlights"]'));
  const button = inStory(third, '[data-action="save"]');
  const isThere = (selector: string) => document.querySelector(selector) !== null;
  await until(() => page.evaluate(isThere, button), 'the button of the story that was unfolded');
  await page.click(button);
  await until(async () => (await journalled(page)) >= 3, 'three acts in the journal');
  await page.close();
  return { read: [first.guid, second.guid].toSorted(), saved: third.guid };
}

declare const browser: { storage: { local: { get(keys: null): Promise<Record<string, unknown>> } } };
declare const chrome: typeof browser;

/** How many acts the journal holds. */
function journalled(page: Surface): Promise<number> {
  return page.evaluate(async () => {
    const { storage } = 'browser' in globalThis ? browser : chrome;
    return Object.keys(await storage.local.get(null)).filter((key) => key.startsWith('journal.one.')).length;
  });
}

/** What the database has of it. */
function done(page: Surface): Promise<Did & { text: string }> {
  return page.evaluate(async () => {
    const opening = indexedDB.open('ree-ticker');
    await new Promise((resolve, reject) => {
      opening.onsuccess = resolve;
      opening.onerror = reject;
    });
    const transaction = opening.result.transaction(['stories', 'articles']);
    const stories = transaction.objectStore('stories').getAll();
    const articles = transaction.objectStore('articles').getAll();
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = reject;
    });
    opening.result.close();
    const saved = stories.result.find(({ states }) => states.savedAt !== undefined);
    return {
      read: stories.result
        .filter(({ states }) => states.readAt !== undefined)
        .map(({ facts }) => facts.guid)
        .toSorted(),
      saved: saved?.facts.guid,
      text: articles.result.find(({ id }) => id === saved?.id)?.html ?? '',
    };
  });
}

function noticesOf(page: Surface): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-notice]')].map(
      ({ dataset }) => dataset['notice'] ?? '',
    ),
  );
}

/** Everything is back: marks, the saved story with its text, the stories, the count. */
async function isBack(driver: Driver, page: Surface, did: Did): Promise<void> {
  await ready(page);
  await until(async () => (await rows(page)).length === 10, 'the stories from the site');
  await until(async () => (await unreadOf(page)) === 8, 'the count');
  const { text, ...states } = await done(page);
  expect(states).toEqual(did);
  expect(text.length).toBeGreaterThan(200);
  const shown = (await rows(page)).filter(({ state }) => state === 'read').map(({ guid }) => guid);
  expect(shown.toSorted()).toEqual(did.read);
  await untilBadge(driver, '8');
}

/** The reader is told once: in both themes without a fault, until they put it away, and not after the next start. */
async function isToldOnce(driver: Driver, page: Surface, name: string): Promise<void> {
  await page.waitFor(() => document.querySelector('[data-notice="restored"]') !== null, 'the notice');
  await untilSays(page, '[data-notice="restored"]', '2 read marks are back');
  await untilSays(page, '[data-notice="restored"]', '1 saved story is back');
  await isSound(driver, page, name);
  await page.click('[data-action="dismiss-restored"]');
  await page.waitFor(() => document.querySelector('[data-notice]') === null, 'the end of the notice');
  await driver.restart();
  const again = await driver.open('newtab.html');
  await ready(again);
  await untilBadge(driver, '8');
  expect(await noticesOf(again)).toEqual([]);
}

async function isSound(driver: Driver, page: Surface, name: string): Promise<void> {
  for (const dark of [false, true]) {
    await driver.media({ dark, reducedMotion: true });
    expect(await page.axe(), `${name}, ${dark ? 'dark' : 'light'}`).toEqual([]);
    await page.screenshot(
      `${PICTURES}/${driver.kind}-${name.replaceAll(/\W+/g, '-')}-${dark ? 'dark' : 'light'}.png`,
    );
  }
  await driver.media({});
}

/**
 * An install whose reader has done something. The site has no older stories: a database that begins anew would ask
 * for them half a minute later, and they would come in under the test.
 */
async function used(kind: Kind): Promise<{ installed: Installed; did: Did }> {
  const installed = await settle(kind, '10', { stories: recordedStories(Date.now(), 4).slice(0, 10) });
  const did = await act(installed.driver);
  await untilBadge(installed.driver, '8');
  return { installed, did };
}

describe('files that are damaged while the browser is closed', () => {
  test.each(DAMAGES.filter(({ isUsual }) => isAll || isUsual))(
    '$kind: $name',
    async ({ name, kind, end, damage }) => {
      const { installed, did } = await used(kind);
      const { driver } = installed;
      try {
        await driver.quit();
        damage(driver.databasePath());
        await driver.restart();
        const page = await driver.open('newtab.html');
        if (end === 'rebuilt') {
          await untilStatus(page, 'storage');
          await untilBadge(driver, '!');
          await until(async () => (await rows(page)).length === 10, 'the copy');
          await isSound(driver, page, `${name} before`);
          await page.click('[data-action="rebuild"]');
        }
        await isBack(driver, page, did);
        if (end === 'repaired') expect(await noticesOf(page)).toEqual([]);
        else await isToldOnce(driver, page, name);
      } finally {
        await installed.close();
      }
    },
  );
});

describe.each(KINDS)('a database in %s', (kind) => {
  test('that can’t be opened: headlines go on coming, nothing is lost, and all is back after it', async () => {
    const { installed, did } = await used(kind);
    const { driver, site } = installed;
    try {
      await driver.quit();
      const folder = driver.databasePath();
      renameSync(folder, `${folder}.away`);
      writeFileSync(folder, 'a file where a directory was');
      await driver.restart();
      await untilBadge(driver, '!');
      const page = await driver.open('newtab.html');
      await untilStatus(page, 'storage');
      await until(async () => (await rows(page)).length === 10, 'the copy');
      expect((await rows(page)).filter(({ state }) => state === 'read')).toHaveLength(2);
      await until(async () => (await unreadOf(page)) === 8, 'the count');
      expect(
        await page.evaluate(() => document.querySelector('[data-list]')?.hasAttribute('data-ready')),
      ).toBe(false);

      // Whatever asks, the site is asked no more often than by the schedule; and a press brings what is new.
      const asked = site.hits.length;
      const popup = await driver.open('popup.html');
      await untilStatus(popup, 'storage');
      await driver.stopWorker();
      const another = await driver.open('popup.html');
      await until(async () => (await rows(another)).length === 10, 'the copy in another page');
      expect(site.hits.length - asked).toBeLessThanOrEqual(1);
      site.publish({ title: 'Fresh while the storage is away' });
      await until(async () => {
        await page.click('[data-action="refresh"]'); // within five seconds of a poll a press asks nothing
        return (await rows(page))[0]?.title === 'Fresh while the storage is away';
      }, 'the fresh headline');
      await untilSays(page, '[data-notice="storage"]', 'kept a second time');
      await page.bringToFront();
      await isSound(driver, page, 'refused');

      await page.click('[data-action="rebuild"]');
      await untilSays(page, '[data-notice="storage"]', 'could not make a new database');
      expect(await rows(page)).toHaveLength(11);

      await driver.quit();
      rmSync(folder, { recursive: true });
      await driver.restart();
      const back = await driver.open('newtab.html');
      await until(async () => (await rows(back)).length >= 10, 'the stories');
      await until(async () => (await done(back)).saved === did.saved, 'the saved story');
      expect(await done(back)).toMatchObject(did);
    } finally {
      await installed.close();
    }
  });

  test('that does not answer: said within seconds, and rebuilt once nobody holds it', async () => {
    const { installed, did } = await used(kind);
    const { driver } = installed;
    try {
      // An upgrade that does not end: every other open waits for it.
      const holder = await driver.open('manifest.json');
      await holder.evaluate(async () => {
        const opening = indexedDB.open('ree-ticker', 99);
        await new Promise<void>((begun) => {
          opening.onupgradeneeded = () => {
            const spin = () => {
              if (Reflect.get(globalThis, 'isOver')) opening.transaction?.abort();
              else if (opening.transaction) opening.transaction.objectStore('meta').count().onsuccess = spin;
            };
            spin();
            begun();
          };
        });
      });
      const page = await driver.open('newtab.html');
      await untilStatus(page, 'storage');
      await until(async () => (await rows(page)).length === 10, 'the copy');
      await untilBadge(driver, '!');
      await page.click('[data-action="rebuild"]');
      await untilSays(page, '[data-notice="storage"]', 'holds the old database');
      await isSound(driver, page, 'blocked');
      await holder.evaluate(() => Reflect.set(globalThis, 'isOver', true));
      await holder.close();
      await until(async () => {
        await page.click('[data-action="refresh"]');
        return (await noticesOf(page)).join() === 'restored';
      }, 'the end of the trouble');
      await isBack(driver, page, did);
    } finally {
      await installed.close();
    }
  });

  test('without room: the new headlines are shown, and it is said why they are not kept', async () => {
    const { installed } = await used(kind);
    const { driver, site } = installed;
    try {
      const page = await driver.open('newtab.html');
      await ready(page);
      await driver.patchWorker((scope) => {
        scope.IDBObjectStore.prototype.put = () => {
          throw new scope.DOMException('forced', 'QuotaExceededError');
        };
      });
      site.publish({ title: 'Fresh while there is no room' });
      await until(async () => {
        await page.click('[data-action="refresh"]');
        return (await rows(page))[0]?.title === 'Fresh while there is no room';
      }, 'the fresh headline');
      await untilStatus(page, 'storage', /^There is no room left to keep new stories\.$/);
      await untilBadge(driver, '!', 'no room');
      await page.waitFor(() => document.querySelector('[data-notice="storage"]') !== null, 'the notice');
      expect(await page.evaluate(() => document.querySelector('[data-action="rebuild"]'))).toBeNull();
      await isSound(driver, page, 'full');
      await driver.stopWorker(); // the patch ends with it
      await until(async () => {
        await page.click('[data-action="refresh"]');
        return (await statusOf(page)).kind === 'ok' && (await rows(page)).length === 11;
      }, 'the end of the trouble');
      await untilBadge(driver, '9');
    } finally {
      await installed.close();
    }
  });

  test('of a newer version: left alone, and headlines go on coming', async () => {
    const { installed } = await used(kind);
    const { driver, site } = installed;
    try {
      const page = await driver.open('newtab.html');
      await ready(page);
      await page.evaluate(async () => {
        const opening = indexedDB.open('ree-ticker', 99);
        await new Promise((resolve) => {
          opening.onsuccess = resolve;
        });
        opening.result.close();
      });
      site.publish({ title: 'Fresh for an older version' });
      await until(async () => {
        await page.click('[data-action="refresh"]');
        return (await rows(page))[0]?.title === 'Fresh for an older version';
      }, 'the fresh headline');
      await untilSays(page, '[data-notice="storage"]', 'update it');
      expect(await page.evaluate(() => document.querySelector('[data-action="rebuild"]'))).toBeNull();
    } finally {
      await installed.close();
    }
  });
});

test('"clear site data" while Chromium runs is found out before the next poll', async () => {
  const { installed, did } = await used('chromium');
  const { driver } = installed;
  try {
    await driver.clearDatabase();
    await driver.wakeByAlarm();
    const page = await driver.open('newtab.html');
    await isBack(driver, page, did);
    await isToldOnce(driver, page, 'cleared');
  } finally {
    await installed.close();
  }
});
