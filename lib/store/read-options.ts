// What the options page shows of the store.

import type { Story } from '../story/story.ts';
import { type Meta, readMeta } from './read.ts';
import { read } from './transaction.ts';

/** Stories that are looked through for categories. */
const LOOK = 500;

export interface StoredOptions extends Meta {
  /** Categories that were met, with how many of the newest stories have each. */
  categories: ReadonlyMap<string, number>;
}

/** Rejects when the store can't be read. */
export async function readOptions(database: IDBDatabase): Promise<StoredOptions> {
  const [meta, stories] = await Promise.all([
    readMeta(database),
    read(database, (transaction) => transaction.objectStore('stories').index('byListed').getAll(null, LOOK)),
  ]);
  return { ...meta, categories: categoriesIn(stories) };
}

function categoriesIn(stories: readonly Story[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { facts } of stories)
    for (const category of new Set(facts.categories)) counts.set(category, (counts.get(category) ?? 0) + 1);
  return counts;
}
