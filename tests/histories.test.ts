// Whole histories of site and reader over the very code of the extension, with caches between them, clocks that jump and
// databases that are lost: what was in the feed is in the store once, keeps its states, counts as new at most once, and the
// badge says what the list shows.

import { countingAt } from '../lib/settings.ts';
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { fill } from '../lib/fill.ts';
import { flush } from '../lib/flush.ts';
import { type KeepsakeWorld, look } from '../lib/keepsake.ts';
import { type PollWorld, poll } from '../lib/poll.ts';
import { HOUR_MS, MINUTE_MS } from '../lib/schedule/next-poll.ts';
import { connect } from '../lib/store/connection.ts';
import type { Install } from '../lib/store/install.ts';
import { setArchive } from '../lib/store/keep-fills.ts';
import { mark, save, undo } from '../lib/store/mark.ts';
import { readMeta } from '../lib/store/read.ts';
import { choose } from '../lib/store/settings.ts';
import { sweep } from '../lib/store/sweep.ts';
import { withPromises } from '../lib/store/transaction.ts';
import type { Story } from '../lib/story/story.ts';
import { countsAsUnread } from '../lib/story/unread.ts';
import { MemoryArea } from './support/memory-area.ts';
import { ModelSite } from './support/model-site.ts';
import { RUNS, RUNS_LIMIT_MS, SEED } from './support/runs.ts';
import type { SiteStory } from './support/site-story.ts';
import { NOW } from './support/stories.ts';
import { isNotModified } from './support/wordpress.ts';

// Six megabytes each time, for the sake of LevelDB's log alone: tests/browser/storage.test.ts is its test.
vi.mock('../lib/store/turn-over.ts', () => ({ turnOver: () => Promise.resolve() }));

const DAY_MS = 24 * HOUR_MS;
const PAGE_SIZE = 5;
const FEED = 'https://rareearthexchanges.com/feed/';
/** Another feed of the site's, which lacks each fifth story. */
const LESSER = '/news/feed/';
const isInLesser = ({ id }: SiteStory) => id % 5 > 0;

type Step =
  | { kind: 'publish'; count: number }
  | { kind: 'edit' | 're-slug' | 'withdraw'; place: number }
  | { kind: 'read' | 'unread' | 'save'; place: number }
  | { kind: 'act-in-a-poll' | 'act-in-a-fill'; place: number }
  | { kind: 're-date'; place: number; hours: number }
  | { kind: 'sleep'; minutes: number }
  | { kind: 'awake'; polls: number }
  | { kind: 'fail'; times: number }
  | { kind: 'truncate'; times: number }
  | { kind: 'republish' }
  | { kind: 'post-date'; hours: number }
  | { kind: 'page-size'; size: number }
  | { kind: 'cache'; minutes: number; of: 'pages' | 'every other answer' }
  | { kind: 'feed-away' }
  | { kind: 'feed-back' }
  | { kind: 'clock'; hours: number }
  | { kind: 'archive'; state: 'filling' | 'stopped'; days: 30 | 90 | 'all' }
  | { kind: 'lose' }
  | { kind: 'restart' }
  | { kind: 'press' }
  | { kind: 'mark-all' }
  | { kind: 'undo' };

const place = fc.nat(30);
const times = fc.integer({ min: 1, max: 3 });
const kind = <Kind extends string>(...kinds: Kind[]) => fc.constantFrom(...kinds);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: kind('publish'), count: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('edit', 're-slug', 'withdraw'), place }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('read', 'unread', 'save'), place }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('act-in-a-poll', 'act-in-a-fill'), place }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: kind('re-date'), place, hours: fc.integer({ min: -48, max: 200 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('sleep'), minutes: fc.integer({ min: 1, max: 4000 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('awake'), polls: times }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('fail'), times }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('truncate'), times }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('republish') }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('post-date'), hours: fc.integer({ min: 1, max: 48 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('page-size'), size: fc.integer({ min: 3, max: 10 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind('cache'),
      minutes: fc.integer({ min: 5, max: 1200 }),
      of: fc.constantFrom('pages' as const, 'every other answer' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('feed-away') }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('feed-back') }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('clock'), hours: fc.integer({ min: -72, max: 72 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind('archive'),
      state: fc.constantFrom('filling' as const, 'stopped' as const),
      days: fc.constantFrom(30 as const, 90 as const, 'all' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('lose') }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('restart') }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('press') }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('mark-all', 'undo') }) },
);

/** Histories in which stories were lost once: tried each time. */
const HARD: Step[][] = [
  // The feed is away for a day, and another lacks what is missing below the first document when it is back.
  [
    { kind: 'feed-away' },
    { kind: 'awake', polls: 1 },
    { kind: 'publish', count: 3 },
    { kind: 'awake', polls: 1 },
    { kind: 'publish', count: 2 },
    { kind: 'awake', polls: 1 },
    { kind: 'publish', count: 2 },
    { kind: 'awake', polls: 1 },
    { kind: 'feed-back' },
    { kind: 'sleep', minutes: 1500 },
    { kind: 'publish', count: 1 },
    { kind: 'awake', polls: 2 },
  ],
  // A cache keeps the pages from before a burst.
  [
    { kind: 'cache', minutes: 1200, of: 'pages' },
    { kind: 'publish', count: 12 },
    { kind: 'awake', polls: 3 },
    { kind: 'awake', polls: 3 },
  ],
  // Three stories are moved to the top together, with others above them and below.
  [
    { kind: 'awake', polls: 2 },
    { kind: 'publish', count: 4 },
    { kind: 're-date', place: 6, hours: 200 },
    { kind: 're-date', place: 7, hours: 200 },
    { kind: 're-date', place: 8, hours: 200 },
    { kind: 'publish', count: 1 },
    { kind: 'awake', polls: 2 },
  ],
  // The database is lost twice before anything is read.
  [{ kind: 'read', place: 0 }, { kind: 'lose' }, { kind: 'lose' }],
  // It is lost while the feed is away, and another is read down to its end before the feed is back.
  [
    { kind: 'feed-away' },
    { kind: 'lose' },
    { kind: 'publish', count: 8 },
    { kind: 'awake', polls: 2 },
    { kind: 'feed-back' },
  ],
  // A cache keeps the pages from before a burst, and one of their stories was moved to the top since.
  [
    { kind: 'lose' },
    { kind: 'cache', minutes: 29, of: 'pages' },
    { kind: 'publish', count: 5 },
    { kind: 're-date', place: 27, hours: 7 },
    { kind: 'awake', polls: 2 },
  ],
  // It is lost twice, so that nothing tells of the first feed, and another is read down to its end before that is back.
  [
    { kind: 'lose' },
    { kind: 'feed-away' },
    { kind: 'lose' },
    { kind: 'publish', count: 11 },
    { kind: 'awake', polls: 2 },
    { kind: 'press' },
  ],
  // The feed goes away before its archive was read, and that of another is.
  [
    { kind: 'lose' },
    { kind: 'publish', count: 8 },
    { kind: 'press' },
    { kind: 'feed-away' },
    { kind: 'awake', polls: 3 },
  ],
];

/** What something between the computer and the site has kept, and answers with for a time. */
interface Cache {
  copies: Map<string, Copy>;
  /** How the site cut its pages when they were kept. */
  pageSize: number;
  of: 'pages' | 'every other answer';
  until: number;
  turn: number;
}

interface Copy {
  stories: SiteStory[];
  headers: Headers;
  text: string;
}

/** A reader, their extension, and the site, from installing on. */
class History {
  readonly site = new ModelSite(PAGE_SIZE);
  /** Stories that stood in a feed that was read whole. */
  readonly owed = new Map<number, SiteStory>();
  /** Stories that were away, or given another date: they may never have come through the window of the feed. */
  private readonly moved = new Set<number>();
  private readonly withdrawn: SiteStory[] = [];
  private now = NOW;
  private store = connect();
  private failing = 0;
  private truncating = 0;
  private before = new Map<string, Story>();
  /** As they were when the database was lost. */
  private lost = new Map<string, Story>();
  /** How far the computer's clock is wrong, in ms. */
  private wrongMs = 0;
  private cache: Cache | undefined;
  /** What the last whole document held. */
  private served: SiteStory[] = [];
  private readonly area = new MemoryArea();
  private databases = 0;
  private install: Install | undefined;

  async begin(): Promise<void> {
    for (let hour = 12; hour > 0; hour -= 1) this.site.publish(this.now - hour * HOUR_MS);
    await this.look();
    await this.poll();
    await this.look();
  }

  async take(step: Step): Promise<void> {
    this.now += 1000;
    const { stories } = this.site;
    if (step.kind === 'publish') {
      for (let published = 0; published < step.count; published += 1) {
        this.now += 2 * MINUTE_MS;
        this.site.publish(this.now);
      }
    } else if (step.kind === 'sleep') {
      this.now += step.minutes * MINUTE_MS;
      await this.sweep();
    } else if (step.kind === 'clock') {
      this.wrongMs = step.hours * HOUR_MS;
      await this.sweep();
    } else if (step.kind === 'post-date') {
      // Two at most: three that stay on top are three known stories in a row.
      if (stories.filter(({ publishedAt }) => publishedAt > this.now).length < 2)
        this.site.publish(this.now + step.hours * HOUR_MS);
    } else if (step.kind === 'page-size') this.site.pageSize = step.size;
    else if (step.kind === 'cache') this.cache = await this.cached(step.minutes, step.of);
    else if (step.kind === 'feed-away') {
      this.site.feeds.delete('/feed/');
      this.site.feeds.set(LESSER, isInLesser);
    } else if (step.kind === 'feed-back') this.site.feeds.set('/feed/', () => true);
    else if (step.kind === 'archive') {
      const { state, days } = step;
      await this.store.use((database) => choose(database, { archive: days }, this.clock()));
      await this.store.use((database) => setArchive(database, state, this.clock()));
    } else if (step.kind === 'lose') await this.lose();
    else if (step.kind === 'act-in-a-poll')
      await Promise.all([this.poll('press'), this.mark('read', step.place), this.act('undo')]);
    else if (step.kind === 'act-in-a-fill')
      await Promise.all([fill(this.world()), this.mark('unread', step.place), this.act('mark-all')]);
    else if (step.kind === 'fail') this.failing = step.times;
    else if (step.kind === 'truncate') this.truncating = step.times;
    else if (step.kind === 'restart') {
      this.store = connect();
      await this.look();
    } else if (step.kind === 'press') await this.poll('press');
    else if (step.kind === 'awake') await this.stayAwake(step.polls);
    else if (step.kind === 'mark-all' || step.kind === 'undo') await this.act(step.kind);
    else if (step.kind === 'read' || step.kind === 'unread' || step.kind === 'save')
      await this.mark(step.kind, step.place);
    else if (step.kind === 'republish') {
      const back = this.withdrawn.pop();
      if (back !== undefined) this.site.put(back, this.now);
    } else {
      const story = stories[stories.length - 1 - (step.place % stories.length)];
      if (story !== undefined) this.change(story, step);
    }
    await this.check();
  }

  /** The site is well again, and the computer stays on until nothing is left to fetch. */
  async settle(): Promise<void> {
    this.failing = 0;
    this.truncating = 0;
    this.wrongMs = 0;
    this.cache = undefined;
    this.site.feeds.set('/feed/', () => true);
    this.now += 4 * DAY_MS; // past every backoff and wrong clock: the next poll asks for the whole feed
    await this.poll('press');
    const { archive } = await this.store.use(readMeta);
    if (archive?.state === 'stopped')
      await this.store.use((database) => setArchive(database, 'filling', this.now));
    for (let pages = 0; pages < 300 && (await this.hasOpenFill()); pages += 1) {
      this.now += HOUR_MS;
      await fill(this.world());
      if (pages % 20 === 19) await this.poll('press');
    }
    expect(await this.hasOpenFill()).toBe(false);
  }

  async check(): Promise<void> {
    const stories = await this.stories();
    const { counts } = await this.store.use(readMeta);
    const unread = stories.filter(({ unread }) => unread !== undefined);
    const now = this.clock();
    expect(counts?.unread ?? 0).toBe(unread.length);
    for (const story of unread)
      expect(countsAsUnread(story, countingAt(now)) && story.listed !== undefined).toBe(true);
    for (const story of stories) {
      const lost = this.lost.get(story.id);
      if (lost !== undefined && !this.before.has(story.id)) {
        this.lost.delete(story.id);
        const { readAt, savedAt } = lost.states;
        expect([story.states.readAt, story.states.savedAt]).toEqual([readAt, savedAt]);
      }
      const before = this.before.get(story.id);
      if (before === undefined) continue;
      expect(story).toMatchObject({
        firstSeenAt: before.firstSeenAt,
        order: before.order,
        arrival: before.arrival,
      });
      const wasMarked = before.states.readAt !== story.states.readAt;
      const wasAway = before.withdrawnAt !== undefined;
      if (before.unread === undefined && story.unread !== undefined) expect(wasMarked || wasAway).toBe(true);
    }
    for (const id of this.before.keys()) expect(stories.some((story) => story.id === id)).toBe(true);
    this.before = new Map(stories.map((story) => [story.id, story]));
  }

  /** What was owed is in the store, once, as the site last said it. */
  async checkAgainstSite(): Promise<void> {
    const stories = await this.stories();
    expect(new Set(stories.map(({ id }) => id)).size).toBe(stories.length);
    const ofGuid = (id: number) => stories.filter(({ aliases }) => aliases.includes(`p/${id}`));
    for (const { id } of this.owed.values()) expect(ofGuid(id), `story ${id}, owed`).toHaveLength(1);
    for (const { id, publishedAt } of this.site.stories)
      if (publishedAt > NOW && !this.moved.has(id)) expect(ofGuid(id), `story ${id}`).toHaveLength(1);
    for (const { id, title, slug } of this.site.page(1)) {
      expect(ofGuid(id)[0]).toMatchObject({
        facts: { title, link: `https://rareearthexchanges.com/news/${slug}/` },
      });
      expect(ofGuid(id)[0]?.listed).toBeDefined();
    }
  }

  /** A poll that brings nothing new leaves every story as it is, but for one that it finds withdrawn. */
  async checkTwice(): Promise<void> {
    const there = new Set(this.site.stories.map(({ id }) => `p/${id}`));
    const before = (await this.stories()).filter(({ id }) => there.has(id));
    this.now += DAY_MS / 4;
    await this.poll('press');
    const withoutTime = (stories: Story[]) => stories.map(({ missedAt, unread, ...story }) => story);
    const after = (await this.stories()).filter(({ id }) => there.has(id));
    expect(withoutTime(after)).toEqual(withoutTime(before));
  }

  /** The time as the computer has it. */
  private clock(): number {
    return this.now + this.wrongMs;
  }

  private async look(): Promise<void> {
    const { install } = await look(this.keepsake());
    this.install = install;
  }

  private async sweep(): Promise<void> {
    await this.store.use((database) => sweep(database, this.clock()));
  }

  /** The browser loses the database, and starts with an empty one. */
  private async lose(): Promise<void> {
    await this.look();
    for (const [id, story] of this.before) this.lost.set(id, story);
    this.before.clear();
    this.owed.clear(); // what the site still holds is asked for anew, and may be withdrawn before
    vi.stubGlobal('indexedDB', new IDBFactory());
    this.store = connect();
    await this.look();
  }

  /** Copies of the feed and its pages as they are now. */
  private async cached(minutes: number, of: Cache['of']): Promise<Cache> {
    const copies = new Map<string, Copy>();
    for (const page of [1, 2, 3, 4]) {
      const address = page === 1 ? FEED : `${FEED}?paged=${page}`;
      const answer = this.site.answer(new Request(address));
      const { status, headers } = answer;
      if (status === 200)
        copies.set(address, { stories: this.site.page(page), headers, text: await answer.text() });
    }
    return { copies, of, until: this.now + minutes * MINUTE_MS, turn: 0, pageSize: this.site.pageSize };
  }

  private change(story: SiteStory, step: Step): void {
    if (step.kind === 'edit') this.site.edit(story, { title: `${story.title} Again` }, this.now);
    if (step.kind === 're-slug') this.site.edit(story, { slug: `${story.slug}-x` }, this.now);
    if (step.kind === 're-date') {
      const publishedAt = Math.min(story.publishedAt + step.hours * HOUR_MS, this.now);
      this.moved.add(story.id);
      this.site.edit(story, { publishedAt }, this.now);
    }
    if (step.kind === 'withdraw') {
      this.moved.add(story.id);
      this.site.withdraw(story);
      this.withdrawn.push(story);
    }
  }

  private async mark(kind: 'read' | 'unread' | 'save', at: number): Promise<void> {
    const stories = await this.stories();
    const story = stories[at % Math.max(1, stories.length)];
    if (story === undefined) return;
    const { id, states } = story;
    const now = this.clock();
    const savedAt = states.savedAt === undefined ? now : undefined;
    await this.store.use((database) =>
      kind === 'save' ? save(database, id, savedAt, now) : mark(database, { kind, id }, now),
    );
    await flush(this.keepsake());
  }

  private async act(kind: 'mark-all' | 'undo'): Promise<void> {
    const arrivals = Number.MAX_SAFE_INTEGER;
    await this.store.use((database) =>
      kind === 'undo'
        ? undo(database, this.clock())
        : mark(database, { kind: 'all', arrivals }, this.clock()),
    );
    await flush(this.keepsake());
  }

  private async stayAwake(polls: number): Promise<void> {
    for (let polled = 0; polled < polls; polled += 1) {
      const report = await this.poll('alarm');
      for (let page = 0; page < 3; page += 1) {
        this.now += 35_000;
        await fill(this.world());
      }
      const nextAt = (report?.nextAt ?? this.clock() + 30 * MINUTE_MS) - this.wrongMs;
      this.now = Math.max(this.now, nextAt);
    }
  }

  private async poll(reason: 'alarm' | 'press' = 'alarm') {
    this.now += 10_000;
    if (this.install === undefined) throw new Error('nobody has looked yet');
    const report = await poll({ ...this.world(), install: this.install }, reason);
    // What 304 hides was not in an answer; it is met by the next full one, or by a fill.
    if (report?.outcome.kind === 'ok' && !report.outcome.notModified)
      for (const story of this.served) this.owed.set(story.id, story);
    return report;
  }

  private world(): Omit<PollWorld, 'install'> {
    return {
      store: this.store,
      now: () => this.clock(),
      random: () => 0.5,
      isOnline: () => true,
      hasAccess: () => Promise.resolve(true),
      onStart: () => undefined,
      fetch: async (input, init) => {
        const request = new Request(input, init);
        const answer = this.spoilt(request) ?? this.fromCache(request) ?? this.fromSite(request);
        return Object.defineProperty(answer, 'url', { value: request.url });
      },
    };
  }

  private keepsake(): KeepsakeWorld {
    return {
      store: this.store,
      area: this.area,
      now: () => this.clock(),
      random: () => 0.25,
      uuid: () => {
        this.databases += 1;
        return `database-${this.databases}`;
      },
      patience: () => new AbortController().signal, // nobody has to be waited for
    };
  }

  private fromSite(request: Request): Response {
    const { pathname, searchParams } = new URL(request.url);
    if (!searchParams.has('paged') && this.site.feeds.has(pathname))
      this.served = this.site.page(1, pathname);
    return this.site.answer(request);
  }

  /** An older answer, where something between has kept one. */
  private fromCache(request: Request): Response | undefined {
    if (this.cache === undefined || this.now > this.cache.until) return undefined;
    this.cache.turn += 1;
    const copy = this.cache.copies.get(request.url);
    const isPage = request.url !== FEED;
    if (copy === undefined || (this.cache.of === 'pages' ? !isPage : this.cache.turn % 2 === 0))
      return undefined;
    const { headers, text, stories } = copy;
    // What is not promised: of pages that are cut anew no validator tells, so such a copy passes for the page as it is.
    const isSameState = headers.get('etag') === this.site.answer(new Request(FEED)).headers.get('etag');
    if (this.cache.pageSize !== this.site.pageSize && isSameState) return undefined;
    const sent = {
      tag: request.headers.get('if-none-match'),
      date: request.headers.get('if-modified-since'),
    };
    const origin = { etag: headers.get('etag') ?? '', lastModified: headers.get('last-modified') ?? '' };
    if (isNotModified(sent, Date.parse(origin.lastModified), origin))
      return new Response(null, { status: 304, headers });
    if (!isPage) this.served = stories;
    return new Response(text, { headers });
  }

  private spoilt(request: Request): Response | undefined {
    if (this.failing > 0) {
      this.failing -= 1;
      return new Response('', { status: 503 });
    }
    if (this.truncating === 0 || request.method === 'HEAD') return undefined;
    this.truncating -= 1;
    const whole = this.site.answer(request);
    if (whole.status !== 200) return whole;
    const headers = new Headers(whole.headers);
    const cut = whole.text().then((text) => text.slice(0, Math.floor(text.length * 0.6)));
    const body = new ReadableStream({
      start: async (controller) => {
        controller.enqueue(new TextEncoder().encode(await cut));
        controller.close();
      },
    });
    return new Response(body, { headers });
  }

  private stories(): Promise<Story[]> {
    return this.store.use((database) => withPromises(database).getAllFromIndex('stories', 'byOrder'));
  }

  private async hasOpenFill(): Promise<boolean> {
    const { gaps, archive } = await this.store.use(readMeta);
    return (gaps?.gaps.length ?? 0) > 0 || archive?.state === 'filling';
  }
}

describe('histories of site, way, computer and reader', () => {
  afterAll(() => vi.unstubAllGlobals());

  test(
    'lose no story, repeat none, and call none new twice',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
          vi.stubGlobal('indexedDB', new IDBFactory());
          const history = new History();
          await history.begin();
          for (const taken of steps) await history.take(taken);
          await history.settle();
          await history.check();
          await history.checkAgainstSite();
          await history.checkTwice();
        }),
        { numRuns: RUNS, seed: SEED, examples: HARD.map((steps): [Step[]] => [steps]) },
      );
      console.log(`${RUNS} histories, seed ${SEED}`);
    },
    RUNS_LIMIT_MS * 4,
  );
});
