// What the page "How it is going" reads: how much is kept, the records beside it, and the log. Nothing of what was read.

import { readLog } from './log.ts';
import { type Meta, readMeta } from './read.ts';
import type { LogEntry } from './schema.ts';
import { read } from './transaction.ts';

export interface StoreHealth {
  /** Version of the database. */
  version: number;
  stories: number;
  articles: number;
  meta: Meta;
  /** Newest first. */
  log: LogEntry[];
}

/** Rejects when the store can't be read. */
export async function readStoreHealth(database: IDBDatabase): Promise<StoreHealth> {
  const counting = read(database, (transaction) =>
    Promise.all([transaction.objectStore('stories').count(), transaction.objectStore('articles').count()]),
  );
  const [[stories, articles], meta, log] = await Promise.all([
    counting,
    readMeta(database),
    readLog(database),
  ]);
  return { version: database.version, stories, articles, meta, log };
}
