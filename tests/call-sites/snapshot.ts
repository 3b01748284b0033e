// What the database holds, read past every connection of the extension's.

import { type Meta, readMeta } from '../../lib/store/read.ts';
import { DATABASE, type LogEntry } from '../../lib/store/schema.ts';
import type { Story } from '../../lib/story/story.ts';

export interface Snapshot {
  stories: Story[];
  meta: Meta;
  log: LogEntry[];
}

/** Nothing where there is no database yet. */
export async function takeSnapshot(databases: IDBFactory): Promise<Snapshot> {
  const isThere = (await databases.databases()).some(({ name }) => name === DATABASE);
  if (!isThere) return { stories: [], meta: {}, log: [] };
  const database = await answered(databases.open(DATABASE));
  const transaction = database.transaction(['stories', 'log']);
  const [stories, log] = await Promise.all([
    answered<Story[]>(transaction.objectStore('stories').getAll()),
    answered<LogEntry[]>(transaction.objectStore('log').getAll()),
  ]);
  const meta = await readMeta(database);
  database.close();
  return { stories, meta, log };
}

/** Has the database count on from a later act, as if there had been as many before. */
export async function skipActs(databases: IDBFactory, acts: number, latestAt: number): Promise<void> {
  const database = await answered(databases.open(DATABASE));
  const transaction = database.transaction(['meta', 'outbox'], 'readwrite');
  await answered(transaction.objectStore('outbox').put({ kind: 'states', at: latestAt }, acts));
  await answered(transaction.objectStore('meta').put({ name: 'acts', seq: acts, latestAt }));
  database.close();
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
