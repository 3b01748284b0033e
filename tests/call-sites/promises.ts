// What must hold whatever failed. Each look compares with the one before, so that nothing is lost, doubled or called
// new a second time in between.

import { expect } from 'vitest';
import { badgeText } from '../../lib/badge.ts';
import { readJournal } from '../../lib/journal/read.ts';
import { HOUR_MS, INTERVAL_MS, LONGEST_INTERVAL_MS } from '../../lib/schedule/next-poll.ts';
import type { Story } from '../../lib/story/story.ts';
import { say } from '../../lib/words/say.ts';
import type { Extension } from './extension.ts';
import { type Snapshot, takeSnapshot } from './snapshot.ts';
import { watch } from './watch.ts';

/** Read since when, by story; absent where it is unread. */
export type Marks = ReadonlyMap<string, number>;

export class Promises {
  /** What the reader did, as far as it was acknowledged or found kept. */
  private marks: Marks = new Map();
  private before = new Map<string, Story>();
  private readonly extension: Extension;

  constructor(extension: Extension) {
    this.extension = extension;
  }

  snapshot(): Promise<Snapshot> {
    return takeSnapshot(this.extension.databases);
  }

  /** After an act of the reader's: what it marked is kept whole, or, unless it was acknowledged, not at all. */
  async acted(expected: Marks, isAcknowledged: boolean): Promise<boolean> {
    const marks = marksIn(await this.snapshot());
    const isWhole = isSame(marks, expected);
    if (isAcknowledged || !isSame(marks, this.marks)) expect(marks, 'what an act marks').toEqual(expected);
    this.marks = marks;
    return isWhole;
  }

  /** What holds at any moment, in the midst of a failure too. */
  async check(): Promise<Snapshot> {
    const snapshot = await this.snapshot();
    const { stories, meta } = snapshot;
    for (const { id, states } of stories)
      expect(states.readAt, `the mark of ${id} is kept`).toBe(this.marks.get(id));
    const unread = stories.filter((story) => story.unread !== undefined);
    expect(meta.counts?.unread ?? 0, 'the count is that of the list').toBe(unread.length);
    for (const story of stories) this.compare(story);
    for (const id of this.before.keys())
      expect(
        stories.some((story) => story.id === id),
        `${id} is still there`,
      ).toBe(true);
    this.before = new Map(stories.map((story) => [story.id, story]));
    for (const { etag } of Object.values(meta.poll?.validators ?? {}))
      for (const id of this.extension.given.get(etag ?? '') ?? [])
        expectOnce(stories, id, 'its validator is kept');
    return snapshot;
  }

  /** The database goes away; what the reader did is to come back. */
  async lose(): Promise<void> {
    this.startAnew();
    await this.extension.loseDatabase();
  }

  /** Another database takes the place of this one: stories arrive in it for the first time. */
  startAnew(): void {
    this.before = new Map();
  }

  /** What holds once all is well again as well. */
  async checkWell(): Promise<void> {
    const { meta } = await this.check();
    const { state } = await readJournal(this.extension.area);
    for (const [id, readAt] of this.marks)
      expect(state.read.get(id)?.since, `the mark of ${id} is in the journal`).toBe(readAt);
    const { badge, alarms, hasAccess } = this.extension;
    expect(badge.text, 'the badge').toBe(hasAccess ? badgeText(meta.counts?.unread ?? 0) : '!');
    if (hasAccess) expect(badge.title, 'its sentence').not.toBe(say('badgeStorage'));
    const alarm = alarms.set.get('poll');
    const isByHand = meta.poll?.interval === 'by-hand';
    const periodMs = isByHand ? LONGEST_INTERVAL_MS : INTERVAL_MS;
    expect(alarm, 'an alarm').toMatchObject({ periodInMinutes: periodMs / 60_000 });
    expect(alarm?.scheduledTime, 'it comes soon').toBeLessThanOrEqual(Date.now() + 6 * HOUR_MS);
  }

  /** Every story of the site's is there, once, as it stands there; polling and filling have nothing left to do. */
  async checkAgainstSite(): Promise<void> {
    const { stories, meta } = await this.snapshot();
    expect(meta.gaps?.gaps ?? [], 'gaps').toEqual([]);
    expect(meta.archive?.state, 'the archive').toBe('done');
    expect(meta.poll?.outcome, 'the last poll').toMatchObject({ kind: 'ok' });
    for (const id of this.marks.keys())
      expect(
        stories.some((story) => story.id === id),
        `${id}, which was read`,
      ).toBe(true);
    for (const { id } of this.extension.site.stories) expectOnce(stories, id, 'it is owed');
    for (const { id, title } of this.extension.site.page(1))
      expect(ofNumber(stories, id)[0]).toMatchObject({ facts: { title }, listed: expect.any(Number) });
  }

  /** The badge after a failure: it is not blamed on storage where storage did nothing, and never taken for no news. */
  async checkBadge(countBefore: number): Promise<void> {
    const { badge } = this.extension;
    const { meta } = await this.snapshot();
    const mayBlame = ['store', 'open'].includes(watch.current?.kind ?? '');
    if (!mayBlame) expect(badge.title).not.toBe(say('badgeStorage'));
    if (countBefore > 0 && (meta.counts?.unread ?? 0) > 0) expect(badge.text, 'the badge').not.toBe('');
  }

  private compare(story: Story): void {
    const before = this.before.get(story.id);
    if (before === undefined) return;
    const { firstSeenAt, order, arrival } = before;
    expect(story).toMatchObject({ firstSeenAt, order, arrival });
    const isMarked = before.states.readAt !== story.states.readAt;
    const wasAway = before.withdrawnAt !== undefined;
    if (before.unread === undefined && story.unread !== undefined)
      expect(isMarked || wasAway, `${story.id} is new once`).toBe(true);
  }
}

export function marksIn({ stories }: Snapshot): Marks {
  return new Map(
    stories.flatMap(({ id, states: { readAt } }) => (readAt === undefined ? [] : [[id, readAt]])),
  );
}

function isSame(one: Marks, other: Marks): boolean {
  return one.size === other.size && [...one].every(([id, at]) => other.get(id) === at);
}

function ofNumber(stories: readonly Story[], id: number): Story[] {
  return stories.filter(({ aliases }) => aliases.includes(`p/${id}`));
}

function expectOnce(stories: readonly Story[], id: number, why: string): void {
  expect(ofNumber(stories, id), `story ${id} is there once: ${why}`).toHaveLength(1);
}
