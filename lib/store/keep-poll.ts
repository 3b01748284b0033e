// Keeps what a poll brought: stories, articles, gaps and the poll's own record in one transaction, so that no
// validator ever outlives a write that failed and hides its stories behind 304 for ever.

import type { Met } from '../backfill/fill.ts';
import { beginning, INTERVAL_MS, withInterval } from '../schedule/next-poll.ts';
import type { Incoming } from '../story/story.ts';
import type { Stand } from '../validators.ts';
import { noteBelow } from './keep-fills.ts';
import { keepStories } from './keep-stories.ts';
import { keepLog } from './log.ts';
import type { LogEntry, MetaRecord, PollRecord } from './schema.ts';
import { sweepAged } from './sweep.ts';
import { arrivalsOf, countingIn, recount, write } from './transaction.ts';

export interface Kept {
  /** Stories that were not known before. */
  arrived: number;
  /** What counts as unread afterwards. */
  unread: number;
  /** The stories of the document. */
  met: Met[];
  /** The poll's record as it was kept: with what the reader chose while the poll ran. */
  record: PollRecord;
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
    await sweepAged(transaction, await countingIn(transaction, now));
    const { record, entry } = toTrace(arrived);
    const known = before?.name === 'poll' ? before : undefined;
    const kept = withChoice(record, known, await meta.get('install'), now);
    await meta.put({ ...kept, settledArrivals, settledBy });
    await keepLog(transaction, entry);
    return { arrived, met, record: kept, unread: await recount(transaction, arrived) };
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

/**
 * The record that a poll leaves, after what the reader chose while it ran: their interval, and another feed, of which
 * this poll knows nothing.
 */
function withChoice(
  record: PollRecord,
  now: PollRecord | undefined,
  install: MetaRecord | undefined,
  at: number,
): PollRecord {
  if (now === undefined) return record;
  const phaseMs = install?.name === 'install' ? install.phaseMs : 0;
  const timed =
    now.interval === record.interval
      ? record
      : withInterval(record, now.interval ?? INTERVAL_MS, phaseMs, at);
  const isSameFeed =
    now.isFeedChosen === record.isFeedChosen && (!now.isFeedChosen || now.feed === record.feed);
  if (isSameFeed) return timed;
  return { ...timed, feed: now.feed, isFeedChosen: now.isFeedChosen, validators: {}, nextAt: now.nextAt };
}
