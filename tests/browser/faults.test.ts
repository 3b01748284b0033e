// Each kind of fault (tests/support/faults/kinds.ts) in front of a reader who has stories: the words are right, nothing
// of the list or the badge is lost, and the next sound answer brings what was published meanwhile, once.

import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Surface } from '../support/browser.ts';
import {
  FAULT_KINDS,
  type FaultKind,
  heal,
  putOn,
  type Sight,
  sightAmong,
  sightsOf,
} from '../support/faults/kinds.ts';
import { until } from '../support/until.ts';
import {
  ageLastPoll,
  type Installed,
  install,
  isAll,
  KINDS,
  ready,
  rows,
  settle,
  statusOf,
  untilBadge,
} from './extension.ts';

/** A poll ends within 22 s; the rest is for a machine that has other work to do. */
const POLL_PATIENCE_MS = 90_000;
/** Stories of one second are in no order that a test could know: each is published a second after the one before. */
const SECOND_MS = 1000;
/** What a page shows at first. */
const PAGE_OF_STORIES = 50;

/** What a sound answer gives. */
const HEALTH: Sight = { status: 'ok', says: 'Checked', brings: true };

/** Kinds that were met from beginning to end, by browser. */
const met = new Map<string, Set<string>>(KINDS.map((kind) => [kind, new Set()]));

/** A reader with the extension and its page open, and what they must find there. */
class Reader {
  readonly installed: Installed;
  readonly page: Surface;
  /** The titles of all stories, newest first. */
  titles: string[];
  private publishedAt: number;

  constructor(installed: Installed, page: Surface, titles: string[]) {
    this.installed = installed;
    this.page = page;
    this.titles = titles;
    this.publishedAt = installed.site.stories[0]?.publishedAt ?? 0;
  }

  /** A fresh install whose first poll brought ten stories. */
  static async settle(kind: (typeof KINDS)[number]): Promise<Reader> {
    const installed = await settle(kind);
    const page = await installed.driver.open('popup.html');
    await ready(page);
    return new Reader(
      installed,
      page,
      (await rows(page)).map(({ title }) => title),
    );
  }

  /** Meets a fault with a story that was published meanwhile, and the health after it. */
  async meets(kind: FaultKind): Promise<void> {
    const { site, driver } = this.installed;
    const before = this.titles;
    this.publishes(`Größe – “${kind.name}” – 钕`);
    try {
      await putOn(site, kind);
      await press(this.page, kind);
      await this.finds(sightsOf(kind, driver.kind), before);
    } finally {
      await heal(site);
      await press(this.page);
    }
    await this.finds([HEALTH], before);
    met.get(driver.kind)?.add(kind.name);
  }

  /** Meets a feed that is cut after some of the stories that were published meanwhile, and the health after it. */
  async meetsCut(kind: FaultKind): Promise<void> {
    const before = this.titles;
    for (let story = 1; story <= 6; story += 1) this.publishes(`${kind.name}, ${story}`);
    await putOn(this.installed.site, kind);
    await press(this.page);
    await until(async () => (await statusOf(this.page)).kind === 'partial', 'status "partial"');
    expect((await rows(this.page)).map(({ title }) => title)).not.toContain(`${kind.name}, 1`);
    await heal(this.installed.site);
    await press(this.page);
    await this.finds([HEALTH], before);
  }

  private publishes(title: string): void {
    this.publishedAt += SECOND_MS;
    this.installed.site.publish({ title, publishedAt: this.publishedAt });
    this.titles = [title, ...this.titles];
  }

  /** Waits for one of the sights, with the stories that were there `before` and the one that it brings. */
  private async finds(sights: Sight[], before: string[]): Promise<void> {
    const seen = await until(
      async () => {
        const { kind, words } = await statusOf(this.page);
        const shown = (await rows(this.page)).map(({ title }) => title);
        const brings = shown[0] === this.titles[0];
        const titles = brings ? this.titles : before;
        const sight = sightAmong(sights, kind, words, brings);
        const isWhole = isDeepStrictEqual(shown, titles.slice(0, PAGE_OF_STORIES));
        if (sight === undefined || !isWhole)
          throw new Error(`${kind}, "${words}", ${shown.slice(0, 2).join(' | ')} …`);
        return { words, ...sight };
      },
      `one of ${JSON.stringify(sights)}`,
    );
    await untilBadge(this.installed.driver, String((seen.brings ? this.titles : before).length));
    if (seen.status !== 'ok') expect(seen.words).toMatch(/Trying again (at .+|any moment)\.$/);
  }

  close(): Promise<void> {
    return this.installed.close();
  }
}

/** Presses the button as if an hour had gone by, or a day where the answer is to be asked for in full. */
async function press(page: Surface, { asksInFull = false }: { asksInFull?: boolean } = {}): Promise<void> {
  const before = await lastAttemptAt(page); // before a poll is due: the page too may ask for one
  await ageLastPoll(page, { isFullDue: asksInFull });
  await page.click('[data-action="refresh"]');
  await until(async () => (await lastAttemptAt(page)) !== before, 'the end of a poll', POLL_PATIENCE_MS);
}

function lastAttemptAt(page: Surface): Promise<number> {
  return page.evaluate(async () => {
    const opening = indexedDB.open('ree-ticker');
    await new Promise((resolve) => {
      opening.onsuccess = resolve;
    });
    const reading = opening.result.transaction('meta').objectStore('meta').get('poll');
    await new Promise((resolve) => {
      reading.onsuccess = resolve;
    });
    opening.result.close();
    return Number(reading.result.lastAttemptAt);
  });
}

const stalling = FAULT_KINDS.filter(({ family }) => family === 'stalled');
const quick = FAULT_KINDS.filter(({ family }) => family !== 'stalled');

/** Every kind, or each family by turns: what one browser passes over the other meets. */
function chosen(kinds: FaultKind[], browser: (typeof KINDS)[number]): FaultKind[] {
  return isAll ? kinds : kinds.filter((_, index) => index % KINDS.length === KINDS.indexOf(browser));
}

describe.each(KINDS)('a fault in %s', (browser) => {
  let reader: Reader;
  beforeAll(async () => {
    reader = await Reader.settle(browser);
  });
  afterAll(() => reader.close());

  test.each(chosen(quick, browser))('$family: $name', (kind) => reader.meets(kind));

  const cut = FAULT_KINDS.filter(({ family, brings }) => family === 'cut' && brings);
  test.each(chosen(cut, browser))('what stands behind the cut comes later: $name', (kind) =>
    reader.meetsCut(kind),
  );
});

// Each takes the 22 s that a poll may: they go by at the same time, each in a browser of its own.
describe.concurrent('a site that stalls', () => {
  const cases = KINDS.flatMap((browser) => chosen(stalling, browser).map((kind) => ({ browser, kind })));
  test.each(cases)('in $browser: $kind.name', async ({ browser, kind }) => {
    const reader = await Reader.settle(browser);
    try {
      await reader.meets(kind);
    } finally {
      await reader.close();
    }
  });
});

/** What is met before there was any answer: what the empty page says, by name of the kind. */
const FIRST = [
  'connection refused',
  'cut within the first item',
  'cut within the fourth item',
  '304 that is not true',
  '200 with a challenge',
  'redirect to another host',
];

describe.each(KINDS)('the first answer of all in %s', (browser) => {
  const kinds = FAULT_KINDS.filter(({ name }) => FIRST.includes(name));

  test.each(chosen(kinds, browser))('$name', async (kind) => {
    const sights = sightsOf(kind, browser, { isFirst: true });
    const installed = await install(browser, { meets: kind });
    try {
      const page = await installed.driver.open('newtab.html');
      await ready(page);
      await until(async () => {
        const { kind: status, words } = await statusOf(page);
        return sightAmong(sights, status, words, (await rows(page)).length > 0);
      }, JSON.stringify(sights));
      await heal(installed.site);
      await press(page);
      await until(async () => (await statusOf(page)).kind === 'ok', 'health');
      await untilBadge(installed.driver, '10');
      const newest = installed.site.stories.slice(0, 10).map(({ title }) => title);
      await until(
        async () =>
          isDeepStrictEqual(
            (await rows(page)).map(({ title }) => title),
            newest,
          ),
        'the stories',
      );
    } finally {
      await installed.close();
    }
  });
});

test('every kind was met, in both browsers or in one by turns', () => {
  const names = FAULT_KINDS.map(({ name }) => name);
  const byBrowser = [...met].map(([browser, kinds]) => `${kinds.size} in ${browser}`);
  console.log(`${names.length} kinds of fault, ${byBrowser.join(' and ')}`);
  expect(names.length).toBeGreaterThanOrEqual(40);
  expect(new Set([...met.values()].flatMap((kinds) => [...kinds]))).toEqual(new Set(names));
  if (isAll) for (const kinds of met.values()) expect(kinds.size).toBe(names.length);
});
