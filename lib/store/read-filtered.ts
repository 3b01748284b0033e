// What a list reads while it shows not all stories. Loaded when a reader narrows the list.

import type { Filter } from '../story/filter.ts';
import { matcherOf } from '../story/match-filter.ts';
import type { Story } from '../story/story.ts';
import { answered, type Front, readFront, toFront } from './read.ts';

/** Stories read at once: as many as are made objects of within a frame. */
const BATCH = 100;

/**
 * Reads the newest `limit` stories that a filter holds of, newest first, as `readFront` does; beside them `whole`, the
 * newest page of all. Stories in `staying` are among them while they are listed, though the filter holds of them no
 * more: what is looked at does not go. Rejects when the store can't be read.
 */
export async function readFiltered(
  database: IDBDatabase,
  filter: Filter,
  limit: number,
  page: number,
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
  const all = [...found.values(), ...stayed.filter((story) => story !== undefined)]
    .filter(({ listed }) => listed !== undefined)
    .sort((a, b) => a.order - b.order);
  const front = toFront(all.slice(0, limit), all.length > limit, await records, unfolded);
  return { ...front, filter, whole: await readFront(database, page) };
}

/** The stories that a filter may hold of, in batches, by the index that holds the fewest others. */
async function* newestFirst(stories: IDBObjectStore, { isSaved, above }: Filter): AsyncGenerator<Story[]> {
  if (isSaved) yield await answered<Story[]>(stories.index('bySaved').getAll());
  else yield* listed(stories.index('byListed'), above);
}

/** All listed stories. Several may have one key: each batch begins with that of the last, and leaves out what was read. */
async function* listed(index: IDBIndex, above = Number.POSITIVE_INFINITY): AsyncGenerator<Story[]> {
  let from = Number.NEGATIVE_INFINITY;
  let known = 0;
  for (;;) {
    const range = IDBKeyRange.bound(from, above, false, true);
    const batch = await answered<Story[]>(index.getAll(range, known + BATCH));
    const last = batch.at(-1)?.listed;
    yield batch.slice(known);
    if (batch.length < known + BATCH || last === undefined) return;
    from = last;
    known = batch.length - batch.findIndex((story) => story.listed === last);
  }
}
