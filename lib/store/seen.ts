// What the worker looks at to tell whether the database is the one that was there.

import type { StoreSeen } from '../journal/witness.ts';
import type { Story } from '../story/story.ts';
import { readFront } from './read.ts';
import { read } from './transaction.ts';

export interface Seen extends StoreSeen {
  acts: number;
  /** By whose witness it was restored; absent where it never was. */
  restoredFrom?: string;
}

/** Reads what a database says of itself. Rejects where so many rows can't be read, for no page could show them. */
export async function readSeen(database: IDBDatabase, rows: number): Promise<Seen> {
  const { install, counts, acts, restored } = await readFront(database, rows);
  return {
    ...(install?.storeId !== undefined && { storeId: install.storeId }),
    arrivals: counts?.arrivals ?? 0,
    acts: acts?.seq ?? 0,
    ...(restored !== undefined && { restoredFrom: restored.from }),
  };
}

/** The newest stories that are listed, whole. */
export function readNewest(database: IDBDatabase, limit: number): Promise<Story[]> {
  return read(database, (transaction) =>
    transaction.objectStore('stories').index('byListed').getAll(null, limit),
  );
}
