// Fills over a site that goes on publishing and withdrawing stories between two pages.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterPage,
  afterTrouble,
  archiveLimit,
  type Fill,
  fillBelow,
  type Met,
  PAGE_EVERY_MS,
  type PageRead,
  provesWhole,
  reachOf,
} from '../../lib/backfill/fill.ts';
import { NOW } from '../support/stories.ts';

const HOUR = 3_600_000;
const PAGE_SIZE = 5;

/** A site as its pages show it: ids are hours before NOW, newest first. */
class PagedSite {
  stories: number[];
  version = 1;
  size = PAGE_SIZE;
  constructor(count: number) {
    this.stories = Array.from({ length: count }, (_, index) => index);
  }

  page(page: number): number[] {
    return this.stories.slice((page - 1) * this.size, page * this.size);
  }

  publish(): void {
    this.stories.unshift((this.stories[0] ?? 0) - 1);
    this.version += 1;
  }

  /** Withdrawing an older story leaves the validators as they are: they are those of the newest modification. */
  withdraw(place: number): void {
    const [gone] = this.stories.splice(place % Math.max(1, this.stories.length), 1);
    if (gone !== undefined && place === 0) this.version += 1;
  }
}

interface Change {
  kind: 'publish' | 'withdraw' | 'resize' | 'nothing';
  place: number;
}

interface Run {
  read: Set<number>;
  pages: number;
  isClosed: boolean;
}

/** Fills a gap: stories from `known` on (ids) were kept before. Changes happen one between each two pages. */
function fillGap(
  site: PagedSite,
  known: number,
  changes: Change[],
  { isCareful = true, until = 0 } = {},
): Run {
  const read = new Set<number>();
  const isKnown = (id: number) => id >= known;
  const met = (ids: number[]): Met[] =>
    ids.map((id) => ({
      id: String(id),
      publishedAt: NOW - id * HOUR,
      ...(isKnown(id) ? { arrival: 1 } : read.has(id) ? { arrival: 100 } : {}),
    }));
  const take = (ids: number[]) => {
    const stories = met(ids);
    for (const id of ids) read.add(id);
    return stories;
  };
  let fill: Fill | undefined = fillBelow(
    { stories: take(site.page(1)), version: String(site.version) },
    { feed: 'f', knownArrivals: 50, now: NOW, ...(until > 0 && { until }) },
  );
  let pages = 0;
  const left = [...changes];
  while (fill !== undefined && pages < 400) {
    const change = left.shift();
    if (change?.kind === 'publish') site.publish();
    if (change?.kind === 'withdraw') site.withdraw(change.place);
    if (change?.kind === 'resize') site.size = change.place;
    const ids = site.page(fill.nextPage);
    pages += 1;
    const page: PageRead = { page: fill.nextPage, stories: take(ids), version: String(site.version) };
    fill = afterPage(fill, page, NOW, isCareful);
  }
  return { read, pages, isClosed: fill === undefined };
}

const changes = fc.array(
  fc.record({
    kind: fc.constantFrom<Change['kind']>('nothing', 'nothing', 'publish', 'withdraw'),
    place: fc.nat(60),
  }),
  { maxLength: 40 },
);

describe('a gap', () => {
  test('is filled to its end, whatever is published and withdrawn between two pages', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), changes, (missing, happened) => {
        const site = new PagedSite(90);
        const before = new Set(site.stories);
        const { read, isClosed } = fillGap(site, missing, happened);
        expect(isClosed).toBe(true);
        const stayed = site.stories.filter((id) => before.has(id) && id < missing);
        expect(stayed.filter((id) => !read.has(id))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test('costs two requests a page on a site that rests, and ends where stories in a row were known from before', () => {
    const { read, pages } = fillGap(new PagedSite(90), 20, []);
    expect(Math.max(...read)).toBeLessThan(20 + PAGE_SIZE);
    expect(pages).toBe(8); // pages 2 to 5, each with the one before once more
  });

  test('ends at the end of the archive where nothing was known from before', () => {
    const { read, isClosed } = fillGap(new PagedSite(23), 1000, []);
    expect(isClosed).toBe(true);
    expect(read.size).toBe(23);
  });

  test('is asked for again for a day where its end is said to come before what was known', () => {
    const first = { stories: [{ id: '1', publishedAt: NOW }] };
    const until = NOW - 50 * HOUR; // known two hours ago
    const start = fillBelow(first, { feed: 'f', knownArrivals: 0, now: NOW, until });
    let [fill, askedAt, waits]: [Fill | undefined, number, number] = [start, NOW, 0];
    while (fill !== undefined) {
      askedAt = fill.askAt;
      const stories: Met[] = fill.nextPage === 1 ? first.stories : [];
      fill = afterPage(fill, { page: fill.nextPage, stories }, askedAt, true);
      waits += 1;
      expect(waits).toBeLessThan(20);
    }
    expect(askedAt - NOW).toBeGreaterThan(18 * HOUR);
    expect(
      afterPage(
        { ...start, edge: { ...start.edge, at: NOW - 3 * HOUR } },
        { page: 2, stories: [] },
        NOW,
        true,
      ),
    ).toMatchObject({ nextPage: 1 });
  });

  test('ends at its limit when what was known below is gone', () => {
    const { read, isClosed } = fillGap(new PagedSite(90), 1000, [], { until: NOW - 30 * HOUR });
    expect(isClosed).toBe(true);
    expect(Math.max(...read)).toBeLessThan(30 + 2 * PAGE_SIZE);
  });

  test('ends on a site whose validator is another one each time', () => {
    const site = new PagedSite(60);
    const restless = Array.from({ length: 200 }, () => ({ kind: 'publish' as const, place: 0 }));
    expect(fillGap(site, 30, restless).isClosed).toBe(true);
  });
});

test('the archive is read a page at a time, and looks back only where the site has changed', () => {
  expect(fillGap(new PagedSite(50), 1000, [], { isCareful: false }).pages).toBe(11);
  const published = [{ kind: 'publish' as const, place: 0 }];
  const { read, pages } = fillGap(new PagedSite(50), 1000, published, { isCareful: false });
  expect(read.size).toBe(50);
  expect(pages).toBeLessThan(15);
});

describe('a cache before the site', () => {
  const DAY = 24 * HOUR;
  const story = (id: number): Met => ({
    id: String(id),
    publishedAt: NOW - id * HOUR,
    ...(id >= 12 && { arrival: 1 }),
  });
  const storiesFrom = (first: number) => [0, 1, 2, 3, 4].map((place) => story(first + place));
  const start = fillBelow(
    { stories: storiesFrom(0), version: 'new', modifiedAt: NOW },
    { feed: 'f', knownArrivals: 50, now: NOW },
  );

  /** Asks for pages as they are due, until the fill ends or so much time is over. */
  function fillFor(lengthMs: number, pageAt: (page: number, now: number) => Omit<PageRead, 'page'>) {
    let [fill, askedAt, requests]: [Fill | undefined, number, number] = [start, NOW, 0];
    const read = new Set<string>();
    while (fill !== undefined && fill.askAt < NOW + lengthMs) {
      askedAt = fill.askAt;
      requests += 1;
      const page: PageRead = { page: fill.nextPage, ...pageAt(fill.nextPage, askedAt) };
      for (const { id } of page.stories) read.add(id);
      fill = afterPage(fill, page, askedAt, true);
    }
    return { fill, read, requests, endedAfterMs: askedAt - NOW };
  }

  test('that keeps an old copy of a page for hours loses nothing, for it is waited for', () => {
    const { fill, read } = fillFor(2 * DAY, (page, now) => {
      const isOld = page > 1 && now < NOW + 5 * HOUR; // kept since six stories ago
      const stories = storiesFrom((page - 1) * 5 + (isOld ? 6 : 0));
      return { stories, version: isOld ? 'old' : 'new', modifiedAt: isOld ? NOW - 6 * HOUR : NOW };
    });
    expect(fill).toBeUndefined();
    expect([5, 6, 7, 8, 9, 10, 11].every((id) => read.has(String(id)))).toBe(true);
  });

  test('that never lets go of it is not waited for longer than a day or so', () => {
    const { fill, endedAfterMs } = fillFor(10 * DAY, (page) => ({
      stories: storiesFrom(page === 1 ? 0 : 11),
      version: page === 1 ? 'new' : 'old',
      modifiedAt: page === 1 ? NOW : NOW - DAY,
    }));
    expect(fill).toBeUndefined();
    expect(endedAfterMs).toBeLessThan(2 * DAY);
  });

  test('that gives each page a validator of its own holds nothing up', () => {
    const { fill, endedAfterMs } = fillFor(DAY, (page) => ({
      stories: storiesFrom((page - 1) * 5),
      version: String(page),
    }));
    expect(fill).toBeUndefined();
    expect(endedAfterMs).toBeLessThan(HOUR);
  });

  test('that knows no pages is asked for ever later, and nothing is called read', () => {
    const { fill, requests } = fillFor(10 * DAY, () => ({
      stories: storiesFrom(0),
      version: 'new',
      modifiedAt: NOW,
    }));
    expect(fill).toBeDefined();
    expect(requests).toBeLessThan(100);
  });
});

test.each([true, false])(
  'nothing is lost where pages begin to hold another number of stories (careful: %s)',
  (isCareful) => {
    for (let size = 1; size <= 3 * PAGE_SIZE; size += 1) {
      for (let pages = 0; pages < 20; pages += 1) {
        const rests = Array.from({ length: pages }, (): Change => ({ kind: 'nothing', place: 0 }));
        const resized: Change[] = [...rests, { kind: 'resize', place: size }];
        const { read } = fillGap(new PagedSite(90), 1000, resized, { isCareful });
        expect(read.size, `${size} a page, after ${pages}`).toBe(90);
      }
    }
  },
);

test('a story at the edge that was given an older date joins no page to it', () => {
  const story = (id: number, hours = id): Met => ({ id: String(id), publishedAt: NOW - hours * HOUR });
  const first = { stories: [0, 1, 2, 3, 4].map((id) => story(id)), version: '1' };
  const fill = fillBelow(first, { feed: 'f', knownArrivals: 0, now: NOW });
  const stories = [story(6), story(7), story(4, 7.5), story(8), story(9)];
  expect(afterPage(fill, { page: 2, stories, version: '2' }, NOW, true)).toMatchObject({ nextPage: 1 });
});

describe('a site that gives the first page whatever page is asked for', () => {
  const site = new PagedSite(40);
  const met = (ids: number[]): Met[] =>
    ids.map((id) => ({ id: String(id), arrival: 100, publishedAt: NOW - id * HOUR }));
  const start = fillBelow(
    { stories: met(site.page(1)), version: 'v' },
    { feed: 'f', knownArrivals: 50, now: NOW },
  );
  function ask(fill: Fill, ids: number[], at: number): Fill {
    const next = afterPage(fill, { page: fill.nextPage, stories: met(ids), version: 'v' }, at, false);
    if (next === undefined) throw new Error(`it ended after ${fill.pages} pages`);
    return next;
  }

  /** Asks as often as is due in so many hours. */
  function during(hours: number, from = start) {
    let fill = from;
    let requests = 0;
    for (; fill.askAt < NOW + hours * HOUR; requests += 1) fill = ask(fill, site.page(1), fill.askAt);
    return { fill, requests };
  }

  test('is asked a few times a day, and not for two thousand pages', () => {
    expect(during(24).requests).toBeLessThan(25);
    expect(during(48).requests - during(24).requests).toBe(8);
  });

  test('is read on from where something was last found, once it gives other pages', () => {
    const { fill } = during(24);
    expect(fill).toMatchObject({ nextPage: 2, edge: start.edge });
    const next = ask(fill, site.page(2), fill.askAt);
    expect(next).toMatchObject({ nextPage: 3, failures: 0, edge: { page: 2 }, idle: undefined });
    expect(next.askAt - fill.askAt).toBe(PAGE_EVERY_MS);
  });
});

test('pages that lie above the edge by now are gone through, however many they are', () => {
  const site = new PagedSite(80);
  const first = site.page(1).map((id) => ({ id: String(id), publishedAt: NOW - id * HOUR }));
  let fill: Fill | undefined = fillBelow(
    { stories: first },
    { feed: 'f', knownArrivals: 50, now: NOW - 70 * HOUR },
  );
  for (let page = 2; page <= 13; page += 1) {
    const stories = site
      .page(page)
      .map((id) => ({ id: String(id), arrival: 60, publishedAt: NOW - id * HOUR }));
    fill = fill && afterPage(fill, { page, stories }, NOW, false);
    expect(fill).toMatchObject({ nextPage: page + 1, failures: 0, askAt: NOW + PAGE_EVERY_MS });
  }
});

test.each<[string, number[], number | undefined]>([
  ['its last story', [10, 11, 12], 12],
  ['its last one, whatever an editor put among the others', [10, 9000, 11, 12], 12],
  ['the one above a last one that is years older', [10, 11, 9000], 11],
  ['its only one', [9000], 9000],
  ['nothing, where it has no dates', [], undefined],
])('a document reaches down to %s', (_name, hours, expected) => {
  const stories = [{ id: 'x' }, ...hours.map((hour) => ({ id: 'y', publishedAt: NOW - hour * HOUR }))];
  expect(reachOf(stories)).toBe(expected === undefined ? undefined : NOW - expected * HOUR);
});

test('a story dated decades ago ends neither gap nor archive', () => {
  const first = Array.from({ length: 5 }, (_, id) => ({ id: `first ${id}`, publishedAt: NOW }));
  const start = fillBelow(
    { stories: first },
    { feed: 'f', knownArrivals: 0, now: NOW, until: NOW - 900 * HOUR },
  );
  const stories = [1, 500_000, 2, 3, 4].map((hour) => ({ id: String(hour), publishedAt: NOW - hour * HOUR }));
  expect(afterPage(start, { page: 2, stories }, NOW, false)).toMatchObject({ edge: { at: NOW - 4 * HOUR } });
});

describe('what proves that nothing lies below a document', () => {
  const story = (arrival?: number): Met => ({ id: 'x', ...(arrival !== undefined && { arrival }) });
  test.each<[string, Met[], boolean]>([
    ['a run of stories known from before', [story(), story(1), story(2), story(3)], true],
    ['one that an editor moved to the top does not', [story(1), story(), story(), story()], false],
    ['two do not', [story(), story(1), story(2)], false],
    ['stories that came in a document that broke off do not', [story(9), story(9), story(9)], false],
    ['a late story below a run does not disprove it', [story(1), story(2), story(3), story()], true],
  ])('%s', (_name, stories, proves) => {
    expect(provesWhole(stories, 5)).toBe(proves);
  });
});

describe('a page that could not be had', () => {
  const fill = fillBelow({ stories: [] }, { feed: 'f', knownArrivals: 0, now: NOW });

  test('is asked for again, later and later, and never sooner than the site wants it', () => {
    let tried = fill;
    const waits = Array.from({ length: 8 }, () => {
      tried = afterTrouble(tried, NOW);
      return tried.askAt - NOW;
    });
    expect(waits[0]).toBeGreaterThanOrEqual(PAGE_EVERY_MS);
    expect(waits).toEqual(waits.toSorted((one, other) => one - other));
    expect(waits.at(-1)).toBe(6 * HOUR);
    expect(afterTrouble(fill, NOW, 10 * HOUR).askAt - NOW).toBe(10 * HOUR);
    expect(afterTrouble(fill, NOW, Number.POSITIVE_INFINITY).askAt - NOW).toBe(24 * HOUR);
  });

  test('leaves the place at which the fill stands', () => {
    expect(afterTrouble(fill, NOW)).toMatchObject({ nextPage: 2, edge: fill.edge });
  });
});

test('the archive is wanted as far back as was asked for, or all of it', () => {
  expect(archiveLimit(NOW, 30)).toBe(NOW - 30 * 24 * HOUR);
  expect(archiveLimit(NOW, 'all')).toBeUndefined();
});
