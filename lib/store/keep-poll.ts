// Keeps what a poll brought: stories, articles and the poll's own record in one transaction, so that no
// validator ever outlives a write that failed and hides its stories behind 304 for ever.

import { beginning } from '../schedule/next-poll.ts';
import { matchStories } from '../story/match.ts';
import { merge } from '../story/merge.ts';
import type { Incoming, Story } from '../story/story.ts';
import { UNREAD_FOR_MS, withUnread } from '../story/unread.ts';
import type { Database, PollRecord } from './schema.ts';
import { arrivalsOf, recount, type Writing, write } from './transaction.ts';

export interface Kept {
  /** Stories that were not known before. */
  arrived: number;
  /** What counts as unread afterwards. */
  unread: number;
}

/**
 * Merges `incoming` (empty after a 304 or a failure) into the store and writes the poll's record, made by
 * `toRecord` from how many stories arrived. Kept twice, it changes nothing the second time.
 */
export function keepPoll(
  database: Database,
  incoming: readonly Incoming[],
  toRecord: (arrived: number) => PollRecord,
  now: number,
): Promise<Kept> {
  return write(database, 'relaxed', async (transaction) => {
    const arrived = await keepStories(transaction, incoming, now);
    await sweepAged(transaction, now);
    await transaction.objectStore('meta').put(toRecord(arrived));
    return { arrived, unread: await recount(transaction, arrived) };
  });
}

/**
 * Brings the count in line with the time: stories that grew too old stop counting, and those that a clock set
 * ahead had made old count again. For starts of the worker. Resolves to what counts, and whether that changed.
 */
export function sweep(database: Database, now: number): Promise<{ unread: number; changed: boolean }> {
  return write(database, 'relaxed', async (transaction) => {
    const counts = await transaction.objectStore('meta').get('counts');
    await sweepAged(transaction, now);
    await sweepYoung(transaction, now);
    const unread = await recount(transaction);
    return { unread, changed: counts?.name === 'counts' && counts.unread !== unread };
  });
}

/** Keeps that a poll begins: it proves that the store can be written before the site is asked. */
export function beginPoll(database: Database, now: number): Promise<void> {
  return write(database, 'relaxed', async (transaction) => {
    const meta = transaction.objectStore('meta');
    const before = await meta.get('poll');
    const record: PollRecord =
      before?.name === 'poll' ? before : { name: 'poll', validators: {}, failures: 0 };
    await meta.put({ ...record, ...beginning(record, now) });
  });
}

async function keepStories(
  transaction: Writing,
  incoming: readonly Incoming[],
  now: number,
): Promise<number> {
  const stories = transaction.objectStore('stories');
  const known = await readKnown(transaction, incoming);
  const arrivals = await arrivalsOf(transaction);
  let arrived = 0;
  for (const [item, before] of matchStories(incoming, known)) {
    if (before === undefined) arrived += 1;
    const story = merge(before, item, now, arrivals + arrived);
    if (story !== before) await stories.put(story);
    if (item.html !== undefined) await keepArticle(transaction, story.id, item.html);
  }
  return arrived;
}

async function keepArticle(transaction: Writing, id: string, html: string): Promise<void> {
  const articles = transaction.objectStore('articles');
  const before = await articles.get(id);
  if (before?.html !== html) await articles.put({ id, html });
}

async function readKnown(transaction: Writing, incoming: readonly Incoming[]) {
  const stories = transaction.objectStore('stories');
  const aliases = new Set(incoming.flatMap((item) => item.aliases));
  const [byId, byAlias] = await Promise.all([
    Promise.all(incoming.map(({ id }) => stories.get(id))),
    Promise.all(
      [...aliases].map(async (alias) => [alias, await stories.index('byAlias').getAll(alias)] as const),
    ),
  ]);
  const ids = new Map<string, Story>();
  for (const story of byId) if (story !== undefined) ids.set(story.id, story);
  const found = new Map(byAlias);
  return { byId: (id: string) => ids.get(id), byAlias: (alias: string) => found.get(alias) ?? [] };
}

function sweepAged(transaction: Writing, now: number): Promise<void> {
  // A story is never listed later than it was first seen, so all that are too old stand behind this bound.
  return recheck(transaction, 'byUnread', IDBKeyRange.lowerBound(UNREAD_FOR_MS - now), now);
}

function sweepYoung(transaction: Writing, now: number): Promise<void> {
  return recheck(transaction, 'byOrder', IDBKeyRange.upperBound(UNREAD_FOR_MS - now), now);
}

async function recheck(
  transaction: Writing,
  index: 'byUnread' | 'byOrder',
  range: IDBKeyRange,
  now: number,
): Promise<void> {
  const stories = transaction.objectStore('stories');
  for (const story of await stories.index(index).getAll(range)) {
    const swept = withUnread(story, now);
    if (swept !== story) await stories.put(swept);
  }
}
