// Whole histories of site and reader over the very code of the extension: what was in the feed is in the store once,
// keeps its states, counts as new at most once, and the badge says what the list shows.

import { countingAt } from '../lib/settings.ts';
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { fill } from '../lib/fill.ts';
import { type PollWorld, poll } from '../lib/poll.ts';
import { HOUR_MS, MINUTE_MS } from '../lib/schedule/next-poll.ts';
import { connect } from '../lib/store/connection.ts';
import { mark, undo } from '../lib/store/mark.ts';
import { readMeta } from '../lib/store/read.ts';
import { withPromises } from '../lib/store/transaction.ts';
import type { Story } from '../lib/story/story.ts';
import { countsAsUnread } from '../lib/story/unread.ts';
import { ModelSite } from './support/model-site.ts';
import { RUNS, RUNS_LIMIT_MS, SEED } from './support/runs.ts';
import type { SiteStory } from './support/site-story.ts';
import { NOW } from './support/stories.ts';

const DAY_MS = 24 * HOUR_MS;
const PAGE_SIZE = 5;

type Step =
  | { kind: 'publish'; count: number }
  | { kind: 'edit' | 're-slug' | 'withdraw'; place: number }
  | { kind: 'read' | 'unread'; place: number }
  | { kind: 're-date'; place: number; hours: number }
  | { kind: 'sleep'; minutes: number }
  | { kind: 'awake'; polls: number }
  | { kind: 'fail'; times: number }
  | { kind: 'truncate'; times: number }
  | { kind: 'republish' }
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
  { weight: 3, arbitrary: fc.record({ kind: kind('read', 'unread'), place }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: kind('re-date'), place, hours: fc.integer({ min: -48, max: 200 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kind('sleep'), minutes: fc.integer({ min: 1, max: 4000 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('awake'), polls: times }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('fail'), times }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('truncate'), times }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('republish') }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('restart') }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('press') }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('mark-all', 'undo') }) },
);

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
  private readonly install = { name: 'install', installedAt: NOW, phaseMs: 7 * MINUTE_MS } as const;

  async begin(): Promise<void> {
    for (let hour = 12; hour > 0; hour -= 1) this.site.publish(this.now - hour * HOUR_MS);
    await this.store.use((database) => withPromises(database).put('meta', this.install));
    await this.poll();
  }

  async take(step: Step): Promise<void> {
    this.now += 1000;
    const { stories } = this.site;
    if (step.kind === 'publish') {
      for (let published = 0; published < step.count; published += 1) {
        this.now += 2 * MINUTE_MS;
        this.site.publish(this.now);
      }
    } else if (step.kind === 'sleep') this.now += step.minutes * MINUTE_MS;
    else if (step.kind === 'fail') this.failing = step.times;
    else if (step.kind === 'truncate') this.truncating = step.times;
    else if (step.kind === 'restart') this.store = connect();
    else if (step.kind === 'press') await this.poll('press');
    else if (step.kind === 'awake') await this.stayAwake(step.polls);
    else if (step.kind === 'mark-all' || step.kind === 'undo') await this.act(step.kind);
    else if (step.kind === 'read' || step.kind === 'unread') await this.mark(step.kind, step.place);
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
    this.now += DAY_MS; // past every backoff; the next poll asks for the whole feed
    await this.poll('press');
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
    expect(counts?.unread ?? 0).toBe(unread.length);
    for (const story of unread)
      expect(countsAsUnread(story, countingAt(this.now)) && story.listed !== undefined).toBe(true);
    for (const story of stories) {
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

  /** A poll that brings nothing new leaves every story as it is. */
  async checkTwice(): Promise<void> {
    const before = await this.stories();
    this.now += DAY_MS / 4;
    await this.poll('press');
    const withoutTime = (stories: Story[]) => stories.map(({ missedAt, unread, ...story }) => story);
    expect(withoutTime(await this.stories())).toEqual(withoutTime(before));
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

  private async mark(kind: 'read' | 'unread', at: number): Promise<void> {
    const stories = await this.stories();
    const story = stories[at % Math.max(1, stories.length)];
    if (story === undefined) return;
    await this.store.use((database) => mark(database, { kind, id: story.id }, this.now));
  }

  private async act(kind: 'mark-all' | 'undo'): Promise<void> {
    const arrivals = Number.MAX_SAFE_INTEGER;
    await this.store.use((database) =>
      kind === 'undo' ? undo(database, this.now) : mark(database, { kind: 'all', arrivals }, this.now),
    );
  }

  private async stayAwake(polls: number): Promise<void> {
    for (let polled = 0; polled < polls; polled += 1) {
      const report = await this.poll('alarm');
      for (let page = 0; page < 3; page += 1) {
        this.now += 35_000;
        await fill(this.world());
      }
      this.now = Math.max(this.now, report?.nextAt ?? this.now + 30 * MINUTE_MS);
    }
  }

  private async poll(reason: 'alarm' | 'press' = 'alarm') {
    this.now += 10_000;
    const shown = this.site.page(1);
    const report = await poll({ ...this.world(), install: this.install }, reason);
    // What 304 hides was not in an answer; it is met by the next full one, or by a fill.
    if (report?.outcome.kind === 'ok' && !report.outcome.notModified)
      for (const story of shown) this.owed.set(story.id, story);
    return report;
  }

  private world(): Omit<PollWorld, 'install'> {
    return {
      store: this.store,
      now: () => this.now,
      random: () => 0.5,
      isOnline: () => true,
      hasAccess: () => Promise.resolve(true),
      onStart: () => undefined,
      fetch: async (input, init) => {
        const request = new Request(input, init);
        const answer = this.spoilt(request) ?? this.site.answer(request);
        return Object.defineProperty(answer, 'url', { value: request.url });
      },
    };
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

describe('histories of publishing, editing, withdrawing, sleeping, failing and restarting', () => {
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
        { numRuns: RUNS, seed: SEED },
      );
      console.log(`${RUNS} histories, seed ${SEED}`);
    },
    RUNS_LIMIT_MS * 4,
  );
});
