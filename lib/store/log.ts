// The log of what the site was asked, and how that went: the last fifty entries, for the page "How it is going".

import type { LogEntry } from './schema.ts';
import { read, type Writing } from './transaction.ts';

/** How many entries are kept. */
const MOST_LOGGED = 50;

/** Adds to the log, and lets its oldest entries go. */
export async function keepLog(transaction: Writing, entry: LogEntry): Promise<void> {
  const log = transaction.objectStore('log');
  const number = await log.add(entry);
  await log.delete(IDBKeyRange.upperBound(number - MOST_LOGGED));
}

/** The log, newest first. Rejects when the store can't be read. */
export async function readLog(database: IDBDatabase): Promise<LogEntry[]> {
  return (await read(database, (transaction) => transaction.objectStore('log').getAll())).reverse();
}
