// What every write shares: it ends with the count of the small unread index, written beside the stories.

import { type IDBPDatabase, type IDBPTransaction, type StoreNames, wrap } from 'idb';
import { countingAt, type Settings, settingsOf } from '../settings.ts';
import type { Counting } from '../story/unread.ts';
import type { Schema } from './schema.ts';

const STORES: StoreNames<Schema>[] = ['stories', 'articles', 'meta', 'log', 'outbox', 'remnants'];

export type Writing = IDBPTransaction<Schema, StoreNames<Schema>[], 'readwrite'>;

export type Reading = IDBPTransaction<Schema, StoreNames<Schema>[], 'readonly'>;

/**
 * One transaction over the whole store: all of `run` is kept, or nothing. Resolves once it is committed.
 * `strict` for what the reader did (it survives a crash of the machine), `relaxed` for what the site can
 * send again. `run` may await nothing but requests of the transaction.
 */
export async function write<T>(
  database: IDBDatabase,
  durability: 'strict' | 'relaxed',
  run: (transaction: Writing) => Promise<T>,
): Promise<T> {
  const transaction: Writing = withPromises(database).transaction(STORES, 'readwrite', { durability });
  const done = transaction.done;
  done.catch(() => undefined); // awaited below; a failure inside `run` must not go unheard as well
  try {
    const result = await run(transaction);
    await done;
    return result;
  } catch (error) {
    abort(transaction);
    throw error;
  }
}

/**
 * Reads from one transaction. That it failed is heard of from the request that did: idb says so once more by `done`,
 * which nobody waits for here.
 */
export async function read<T>(database: IDBDatabase, run: (transaction: Reading) => Promise<T>): Promise<T> {
  const transaction: Reading = withPromises(database).transaction(STORES);
  transaction.done.catch(() => undefined);
  return run(transaction);
}

function abort(transaction: Writing): void {
  try {
    transaction.abort();
  } catch {
    // it has ended already, of the error that is being thrown
  }
}

/** The database as idb speaks of it: typed, and with promises. */
export function withPromises(database: IDBDatabase): IDBPDatabase<Schema> {
  return wrap(database) as IDBPDatabase<Schema>; // it was opened with this schema
}

/** Counts what counts as unread, and writes the numbers for the pages. To be called last in a write. */
export async function recount(transaction: Writing, arrived = 0): Promise<number> {
  const index = transaction.objectStore('stories').index('byUnread');
  const arrivals = (await arrivalsOf(transaction)) + arrived;
  const { badge } = await settingsIn(transaction);
  if (badge !== 'new') {
    const unread = await index.count();
    await transaction.objectStore('meta').put({ name: 'counts', unread, arrivals });
    return unread;
  }
  const stories = await index.getAll();
  const unseen = stories.filter(({ states: { seenAt } }) => seenAt === undefined).length;
  await transaction.objectStore('meta').put({ name: 'counts', unread: stories.length, unseen, arrivals });
  return stories.length;
}

/** The settings, within a write. */
export async function settingsIn(transaction: Writing): Promise<Settings> {
  const record = await transaction.objectStore('meta').get('settings');
  return settingsOf(record?.name === 'settings' ? record.chosen : undefined);
}

/** How unread is counted now, within a write. */
export async function countingIn(transaction: Writing, now: number): Promise<Counting> {
  return countingAt(now, await settingsIn(transaction));
}

/** How many stories ever arrived. */
export async function arrivalsOf(transaction: Writing): Promise<number> {
  const counts = await transaction.objectStore('meta').get('counts');
  return counts?.name === 'counts' ? counts.arrivals : 0;
}
