// The newest stories, whole: for what compares one with the others.

import type { Story } from '../story/story.ts';
import { answered } from './read.ts';

/** Reads the newest `count` stories of the list. Rejects when the store can't be read. */
export function readNewest(database: IDBDatabase, count: number): Promise<Story[]> {
  return answered(
    database.transaction('stories').objectStore('stories').index('byListed').getAll(null, count),
  );
}
