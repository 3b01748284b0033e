// Fills over a site whose editors move stories about, behind a cache that answers with pages of an hour ago: what stood
// still is read, and the fill ends.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  afterPage,
  afterTrouble,
  type Fill,
  fillBelow,
  type Met,
  type PageRead,
} from '../../lib/backfill/fill.ts';
import { RUNS, RUNS_LIMIT_MS, SEED } from '../support/runs.ts';
import { NOW } from '../support/stories.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PAGE_SIZE = 5;
/** More than any fill asks for here. */
const MOST_REQUESTS = 500;

interface Placed {
  id: number;
  publishedAt: number;
}

/** A page as it stood at one moment. */
interface Copy {
  stories: Placed[];
  modifiedAt: number;
}

class MovingSite {
  readonly stories: Placed[];
  private modifiedAt = NOW - HOUR;

  constructor(count: number) {
    this.stories = Array.from({ length: count }, (_, id) => ({
      id,
      publishedAt: NOW - (count - id) * HOUR,
    }));
  }

  publish(now: number): void {
    this.stories.push({ id: this.stories.length, publishedAt: now });
    this.change(now);
  }

  move(story: Placed, publishedAt: number, now: number): void {
    story.publishedAt = publishedAt;
    this.change(now);
  }

  /** A story is edited, as the validators alone tell. */
  change(now: number): void {
    this.modifiedAt = Math.max(now, this.modifiedAt + 1000);
  }

  page(page: number): Copy {
    const newestFirst = this.stories.toSorted((a, b) => b.publishedAt - a.publishedAt || b.id - a.id);
    const first = Math.max(0, page - 1) * PAGE_SIZE;
    const stories = newestFirst.slice(first, first + PAGE_SIZE).map((story) => ({ ...story }));
    return { stories, modifiedAt: this.modifiedAt };
  }
}

/** What is stored, as far as fills ask. */
class Memory {
  arrivals = 0;
  private readonly kept = new Map<number, { publishedAt: number; arrival: number; moved?: number }>();

  has(id: number): boolean {
    return this.kept.has(id);
  }

  take({ stories, modifiedAt }: Copy): Omit<PageRead, 'page'> {
    return { stories: stories.map((story) => this.meet(story)), version: String(modifiedAt), modifiedAt };
  }

  private meet({ id, publishedAt }: Placed): Met {
    const before = this.kept.get(id);
    if (before === undefined) {
      this.arrivals += 1;
      this.kept.set(id, { publishedAt, arrival: this.arrivals });
      return { id: String(id), publishedAt };
    }
    const moved = before.publishedAt === publishedAt ? before.moved : this.arrivals + 1;
    const { arrival } = before;
    this.kept.set(id, { publishedAt, arrival, ...(moved !== undefined && { moved }) });
    return { id: String(id), publishedAt, arrival, ...(moved !== undefined && { moved }) };
  }
}

type Step =
  | { kind: 'publish'; count: number }
  | { kind: 'move'; place: number; hours: number }
  | { kind: 'edit' }
  /** Copies of the pages are kept, and given for a time instead of each answer, or of each second or third. */
  | { kind: 'cache'; minutes: number; pages: number; isFirstKept: boolean; turns: number }
  | { kind: 'fail'; times: number }
  /** The first page is read by a poll. */
  | { kind: 'poll' }
  | { kind: 'ask'; requests: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('publish' as const), count: fc.integer({ min: 1, max: 12 }) }),
  fc.record({
    kind: fc.constant('move' as const),
    place: fc.nat(40),
    hours: fc.integer({ min: -48, max: 200 }),
  }),
  fc.record({ kind: fc.constantFrom('edit' as const, 'poll' as const) }),
  fc.record({
    kind: fc.constant('cache' as const),
    minutes: fc.integer({ min: 5, max: 1200 }),
    pages: fc.integer({ min: 2, max: 9 }),
    isFirstKept: fc.boolean(),
    turns: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ kind: fc.constant('fail' as const), times: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('ask' as const), requests: fc.nat(6) }),
);

class Reading {
  readonly site: MovingSite;
  readonly moved = new Set<number>();
  readonly memory = new Memory();
  readonly log: string[] = [];
  fill: Fill | undefined;
  private now = NOW;
  private failing = 0;
  private turn = 0;
  private cache: { copies: Map<number, Copy>; until: number; turns: number } | undefined;
  private readonly isCareful: boolean;

  constructor(count: number, isCareful: boolean) {
    this.site = new MovingSite(count);
    this.isCareful = isCareful;
  }

  /** All that is there now is known from before. */
  know(): void {
    for (let page = 1; page <= this.site.stories.length / PAGE_SIZE + 1; page += 1)
      this.memory.take(this.site.page(page));
  }

  begin(knownArrivals: number): void {
    const first = this.memory.take(this.site.page(1));
    this.fill = fillBelow(first, { feed: 'f', knownArrivals, now: this.now });
  }

  take(step: Step): void {
    this.now += 1000;
    const { site } = this;
    if (step.kind === 'edit') site.change(this.now);
    else if (step.kind === 'poll') this.memory.take(site.page(1));
    else if (step.kind === 'fail') this.failing = step.times;
    else if (step.kind === 'ask') this.ask(step.requests);
    else if (step.kind === 'cache') this.keepCopies(step);
    else if (step.kind === 'publish')
      for (let published = 0; published < step.count; published += 1) {
        this.now += MINUTE;
        site.publish(this.now);
      }
    else {
      const story = site.stories[step.place % site.stories.length];
      if (story === undefined) return;
      this.moved.add(story.id);
      site.move(story, Math.min(story.publishedAt + step.hours * HOUR, this.now), this.now);
    }
  }

  ask(requests: number): void {
    for (let asked = 0; asked < requests && this.fill !== undefined; asked += 1) {
      this.now = Math.max(this.now, this.fill.askAt);
      this.fill = this.afterRequest(this.fill);
    }
  }

  private afterRequest(fill: Fill): Fill | undefined {
    if (this.failing > 0) {
      this.failing -= 1;
      return afterTrouble(fill, this.now);
    }
    const { nextPage: page } = fill;
    const copy = this.copyOf(page);
    const answer = copy ?? this.site.page(page);
    this.log.push(`${copy ? 'copy' : 'page'} ${page}: ${answer.stories.map(({ id }) => id).join(' ')}`);
    return afterPage(fill, { page, ...this.memory.take(answer) }, this.now, this.isCareful);
  }

  private copyOf(page: number): Copy | undefined {
    this.turn += 1;
    if (this.cache === undefined || this.now > this.cache.until) return undefined;
    return this.turn % this.cache.turns === 0 ? this.cache.copies.get(page) : undefined;
  }

  private keepCopies({ minutes, pages, isFirstKept, turns }: Step & { kind: 'cache' }): void {
    const copies = new Map<number, Copy>();
    for (let page = isFirstKept ? 1 : 2; page <= pages; page += 1) {
      const copy = this.site.page(page);
      if (copy.stories.length > 0) copies.set(page, copy);
    }
    this.cache = { copies, until: this.now + minutes * MINUTE, turns };
    this.turn = 0;
  }
}

describe.each([
  ['a gap', true],
  ['the archive', false],
])('%s', (_name, isCareful) => {
  test(
    'loses no story that stood still, and ends',
    () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 40 }),
          fc.boolean(),
          fc.array(step, { maxLength: 8 }),
          fc.array(step, { maxLength: 10 }),
          (count, isKnown, before, during) => {
            const reading = new Reading(count, isCareful);
            if (isKnown) reading.know();
            const knownArrivals = reading.memory.arrivals;
            for (const taken of before) reading.take(taken);
            reading.begin(knownArrivals);
            const owed = reading.site.stories.map(({ id }) => id);
            for (const taken of during) reading.take(taken);
            reading.ask(MOST_REQUESTS);
            const what = reading.log.slice(0, 40).join('\n');
            expect(reading.fill, what).toBeUndefined();
            const stood = owed.filter((id) => !reading.moved.has(id));
            expect(
              stood.filter((id) => !reading.memory.has(id)),
              what,
            ).toEqual([]);
          },
        ),
        { numRuns: Math.max(2000, RUNS), seed: SEED },
      );
    },
    RUNS_LIMIT_MS,
  );
});

describe('a story that stands in two pages', () => {
  const story = (id: number, hours = id): Met => ({ id: String(id), publishedAt: NOW - hours * HOUR });
  const below = { page: 2, version: 'old', modifiedAt: NOW - HOUR };
  const above = { page: 1, version: 'new', modifiedAt: NOW };
  const joins = (first: Met[], second: Met[], firstAgain: Met[]) => {
    const start = fillBelow({ ...above, stories: first }, { feed: 'f', knownArrivals: 0, now: NOW });
    const waiting = afterPage(start, { ...below, stories: second }, NOW, false);
    const after = waiting && afterPage(waiting, { ...above, stories: firstAgain }, NOW, false);
    return after?.nextPage === 3;
  };
  const [first, second] = [[0, 1, 2, 3].map((id) => story(id)), [4, 5, 6, 7].map((id) => story(id))];

  test.each<[string, Met[], Met[], Met[], boolean]>([
    ['below the edge joins them', first, second, [story(1), story(2), story(3), story(4)], true],
    ['moved to the top joins nothing', [story(9, 0), ...first], [story(9)], [story(9, 0), ...first], false],
    ['moved to below the edge joins nothing', first, [...second, story(9)], [...first, story(9, 3.5)], false],
    [
      'dated ahead, on top of both, joins nothing',
      [story(9, -5), ...first],
      [story(9, -5), ...second],
      [story(9, -5), ...first],
      false,
    ],
    ['nowhere joins nothing', first, second, first, false],
  ])('%s', (_name, first, second, firstAgain, expected) => {
    expect(joins(first, second, firstAgain)).toBe(expected);
  });
});

test('a page above that is older than what was answered before it is waited for', () => {
  const site = new MovingSite(12);
  const at = (copy: Copy) => ({
    stories: copy.stories.map(({ id, publishedAt }) => ({ id: String(id), publishedAt })),
    version: String(copy.modifiedAt),
    modifiedAt: copy.modifiedAt,
  });
  const old = at(site.page(1));
  const newest = site.stories.at(-1);
  if (newest !== undefined) site.move(newest, NOW - 100 * HOUR, NOW); // all below it come up by one place
  let fill: Fill | undefined = fillBelow(old, { feed: 'f', knownArrivals: 0, now: NOW });
  const ask = (until: number, firstPage: () => ReturnType<typeof at>) => {
    const read: string[] = [];
    while (fill !== undefined && fill.askAt < until) {
      const page: number = fill.nextPage;
      const answer = page <= 1 ? firstPage() : at(site.page(page));
      read.push(...answer.stories.map(({ id }) => id));
      fill = afterPage(fill, { page, ...answer }, fill.askAt, true);
    }
    return read;
  };
  expect(ask(NOW + 6 * HOUR, () => old).length).toBeLessThan(30 * PAGE_SIZE);
  expect(fill).toMatchObject({ edge: { page: 1 } });
  expect(ask(NOW + 24 * HOUR, () => at(site.page(1)))).toContain('6');
  expect(fill).toBeUndefined();
});

describe('stories known from before', () => {
  const known = (id: number, hours: number, moved?: number): Met => ({
    id: String(id),
    publishedAt: NOW - hours * HOUR,
    arrival: 1,
    ...(moved !== undefined && { moved }),
  });
  const edge = { id: 'new', publishedAt: NOW };
  const start = fillBelow({ stories: [edge] }, { feed: 'f', knownArrivals: 5, now: NOW });
  test.each<[string, Met[], boolean]>([
    ['below the edge end a gap', [edge, known(1, 1), known(2, 2), known(3, 3)], true],
    [
      'do where they were moved before it was noticed',
      [edge, known(1, 1, 5), known(2, 2), known(3, 3)],
      true,
    ],
    ['do not where they were moved since', [edge, known(1, 1, 6), known(2, 2), known(3, 3)], false],
    ['do not where they stand above the edge', [known(1, -1), known(2, -1), edge, known(3, 3)], false],
  ])('%s', (_name, stories, ends) => {
    expect(afterPage(start, { page: 2, stories }, NOW, true) === undefined).toBe(ends);
  });
});

test('a place that lies pages further down by now is found again, however long nothing could be had of it', () => {
  const site = new MovingSite(60);
  const at = (page: number) => ({
    page,
    stories: site
      .page(page)
      .stories.map(({ id, publishedAt }) => ({ id: String(id), publishedAt, arrival: 9 })),
    version: 'v',
  });
  let fill: Fill | undefined = fillBelow(at(1), { feed: 'f', knownArrivals: 0, now: NOW });
  const ask = (answered: (page: number) => number, until: number) => {
    let asked = 0;
    for (; fill !== undefined && fill.askAt < until; asked += 1) {
      const { nextPage: page, askAt } = fill;
      fill = afterPage(fill, { ...at(answered(page)), page }, askAt, false);
    }
    return asked;
  };
  ask(() => 1, NOW + 24 * HOUR);
  expect(fill).toMatchObject({ nextPage: 2, edge: { page: 1 } });
  for (let published = 0; published < 4 * PAGE_SIZE; published += 1)
    site.publish(NOW + 24 * HOUR + published * MINUTE);
  expect(ask((page) => page, NOW + 48 * HOUR)).toBeLessThan(40);
  expect(fill).toBeUndefined();
});
