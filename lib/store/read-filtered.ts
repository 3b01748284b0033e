// What a list reads while it shows not all stories. Loaded when a reader narrows the list.

import { type Filter, matcherOf, NEWEST } from '../story/filter.ts';
import type { Story } from '../story/story.ts';
import { answered, type Front, toFront } from './read.ts';

/** Stories read at once: as many as are made objects of within a frame. */
const BATCH = 100;

/**
 * Reads the newest `limit` stories that a filter holds of, newest first, as `readFront` does. Those in `staying` are
 * among them while they are listed, though the filter holds of them no more: what is looked at does not go. Rejects
 * when the store can't be read.
 */
export async function readFiltered(
  database: IDBDatabase,
  filter: Filter,
  limit: number,
  unfolded: ReadonlySet<string>,
  staying: ReadonlySet<string>,
): Promise<Front> {
  const transaction = database.transaction(['stories', 'meta']);
  const stories = transaction.objectStore('stories');
  const records = answered(transaction.objectStore('meta').getAll());
  const matches = matcherOf(filter);
  const found = new Map<string, Story>();
  for await (const batch of newestFirst(stories, filter)) {
    batch.forEach((story) => {
      if (matches(story)) found.set(story.id, story);
    });
    if (found.size > limit) break;
  }
  const gone = [...staying].filter((id) => !found.has(id));
  const stayed = await Promise.all(gone.map((id) => answered<Story | undefined>(stories.get(id))));
  const all = [...found.values(), ...stayed.filter((story) => story?.listed !== undefined)]
    .filter((story) => story !== undefined)
    .sort((a, b) => a.order - b.order);
  return toFront(all.slice(0, limit), all.length > limit, await records, unfolded);
}

/** Reads the newest stories, `NEWEST` at most, and whether there are no others. */
export async function readNewest(database: IDBDatabase): Promise<{ stories: Story[]; isAll: boolean }> {
  const read: Story[] = [];
  for await (const batch of listed(database.transaction('stories').objectStore('stories'))) {
    read.push(...batch);
    if (read.length > NEWEST) break;
  }
  return { stories: read.slice(0, NEWEST), isAll: read.length <= NEWEST };
}

/** The stories that a filter may hold of, in batches, by the index that holds the fewest others. */
async function* newestFirst(stories: IDBObjectStore, filter: Filter): AsyncGenerator<Story[]> {
  if (filter.isSaved) {
    const saved = await answered<Story[]>(stories.index('bySaved').getAll());
    yield saved.filter((story) => story.listed !== undefined).sort((a, b) => a.order - b.order);
  } else if (filter.isUnread) {
    yield await answered<Story[]>(stories.index('byUnread').getAll());
  } else if (filter.since !== undefined) {
    let left = NEWEST;
    for await (const batch of listed(stories)) {
      yield batch.slice(0, left);
      left -= batch.length;
      if (left <= 0) return;
    }
  } else {
    yield* listed(stories);
  }
}

/** All listed stories. Several may have one key: each batch begins with that of the last, and leaves out what was read. */
async function* listed(stories: IDBObjectStore): AsyncGenerator<Story[]> {
  const index = stories.index('byListed');
  let from: number | undefined;
  let known = 0;
  for (;;) {
    const range = from === undefined ? null : IDBKeyRange.lowerBound(from);
    const batch = await answered<Story[]>(index.getAll(range, known + BATCH));
    const last = batch.at(-1)?.listed;
    yield batch.slice(known);
    if (batch.length < known + BATCH || last === undefined) return;
    const first = batch.findIndex((story) => story.listed === last);
    from = last;
    known = batch.length - first;
  }
}
