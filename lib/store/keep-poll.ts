// Keeps what a poll brought: stories, articles, gaps and the poll's own record in one transaction, so that no
// validator ever outlives a write that failed and hides its stories behind 304 for ever.

import type { Met } from '../backfill/fill.ts';
import { beginning } from '../schedule/next-poll.ts';
import type { Incoming } from '../story/story.ts';
import { UNREAD_FOR_MS, withUnread } from '../story/unread.ts';
import type { Stand } from '../validators.ts';
import { noteBelow } from './keep-fills.ts';
import { keepStories } from './keep-stories.ts';
import { keepLog } from './log.ts';
import type { LogEntry, PollRecord } from './schema.ts';
import { arrivalsOf, recount, type Writing, write } from './transaction.ts';

export interface Kept {
  /** Stories that were not known before. */
  arrived: number;
  /** What counts as unread afterwards. */
  unread: number;
  /** The stories of the document. */
  met: Met[];
}

/** What a poll read. */
export interface Document extends Stand {
  incoming: readonly Incoming[];
  /** Whether it reached its end; only then does it tell what lies below it. */
  isWhole: boolean;
  /** Where it was read. */
  feed: string;
}

/** What a poll leaves behind, made from how many stories arrived. */
export interface Trace {
  record: PollRecord;
  entry: LogEntry;
}

/**
 * Merges what was read (nothing after a 304 or a failure) into the store, notes what may be missing below it, and
 * writes the poll's record. Kept twice, it changes nothing the second time but the record and the log.
 */
export function keepPoll(
  database: IDBDatabase,
  document: Document | undefined,
  toTrace: (arrived: number) => Trace,
  now: number,
): Promise<Kept> {
  return write(database, 'relaxed', async (transaction) => {
    const meta = transaction.objectStore('meta');
    const before = await meta.get('poll');
    let { settledArrivals, settledBy }: Partial<PollRecord> = before?.name === 'poll' ? before : {};
    const { arrived, met } = await keepStories(transaction, document?.incoming ?? [], now);
    if (document?.isWhole) {
      const { feed } = document;
      const settled = settledBy?.[feed] ?? settledArrivals;
      const unsettled = await noteBelow(
        transaction,
        { ...document, met, isFirstOfFeed: settledBy?.[feed] === undefined },
        settled,
        now,
      );
      settledArrivals = (await arrivalsOf(transaction)) + arrived;
      settledBy = { ...settledBy, ...unsettled, [feed]: settledArrivals };
    }
    await sweepAged(transaction, now);
    const { record, entry } = toTrace(arrived);
    await meta.put({ ...record, settledArrivals, settledBy });
    await keepLog(transaction, entry);
    return { arrived, met, unread: await recount(transaction, arrived) };
  });
}

/**
 * Brings the count in line with the time: stories that grew too old stop counting, and those that a clock set
 * ahead had made old count again. For starts of the worker. Resolves to what counts, and whether that changed.
 */
export function sweep(database: IDBDatabase, now: number): Promise<{ unread: number; changed: boolean }> {
  return write(database, 'relaxed', async (transaction) => {
    const counts = await transaction.objectStore('meta').get('counts');
    await sweepAged(transaction, now);
    await sweepYoung(transaction, now);
    const unread = await recount(transaction);
    return { unread, changed: counts?.name === 'counts' && counts.unread !== unread };
  });
}

/** Keeps that a poll begins: it proves that the store can be written before the site is asked. */
export function beginPoll(database: IDBDatabase, now: number): Promise<void> {
  return write(database, 'relaxed', async (transaction) => {
    const meta = transaction.objectStore('meta');
    const before = await meta.get('poll');
    const record: PollRecord =
      before?.name === 'poll' ? before : { name: 'poll', validators: {}, failures: 0 };
    await meta.put({ ...record, ...beginning(record, now) });
  });
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
