// What the reader does to stories. Each act is one strict transaction, so that it survives a crash, and
// ends with the new count.

import { type Marking, withReadAt } from '../story/marking.ts';
import type { Story } from '../story/story.ts';
import { withUnread } from '../story/unread.ts';
import { withListed } from '../story/withdrawal.ts';
import type { UndoRecord } from './schema.ts';
import { recount, type Writing, write } from './transaction.ts';

/** Marks stories, and keeps what is needed to undo it. Resolves to what counts as unread afterwards. */
export function mark(database: IDBDatabase, marking: Marking, now: number): Promise<number> {
  return write(database, 'strict', async (transaction) => {
    const stories = await chosen(transaction, marking);
    const readAt = marking.kind === 'unread' ? undefined : now;
    for (const story of stories) await transaction.objectStore('stories').put(withReadAt(story, readAt, now));
    if (stories.length > 0) await keepUndo(transaction, marking, stories, now);
    return recount(transaction);
  });
}

/**
 * Marks one story read because it was opened, also where it was marked before: undo leaves alone what was opened
 * since. No act of its own: what could be undone before still can.
 */
export function markOpened(database: IDBDatabase, id: string, now: number): Promise<number> {
  return write(database, 'strict', async (transaction) => {
    const story = await transaction.objectStore('stories').get(id);
    if (story !== undefined) await transaction.objectStore('stories').put(withReadAt(story, now, now));
    return recount(transaction);
  });
}

/** Takes the last marking back, but for stories that were marked otherwise since. */
export function undo(database: IDBDatabase, now: number): Promise<number> {
  return write(database, 'strict', async (transaction) => {
    const record = await transaction.objectStore('meta').get('undo');
    if (record?.name === 'undo') await restore(transaction, record, now);
    await transaction.objectStore('meta').delete('undo');
    return recount(transaction);
  });
}

/** Lets the last marking stand for good. */
export function forgetUndo(database: IDBDatabase): Promise<number> {
  return write(database, 'strict', async (transaction) => {
    await transaction.objectStore('meta').delete('undo');
    return recount(transaction);
  });
}

/** Saves a story at `savedAt`, or lets it go. A withdrawn one is listed only while it is saved. */
export function save(
  database: IDBDatabase,
  id: string,
  savedAt: number | undefined,
  now: number,
): Promise<number> {
  return write(database, 'strict', async (transaction) => {
    const stories = transaction.objectStore('stories');
    const story = await stories.get(id);
    if (story !== undefined) {
      const { savedAt: _, ...others } = story.states;
      const states = { ...others, ...(savedAt !== undefined && { savedAt }) };
      await stories.put(withListed(withUnread({ ...story, states }, now)));
    }
    return recount(transaction);
  });
}

/** Notes that stories were in view. Not an act: it changes no count, and a loss of it costs nothing. */
export function markSeen(database: IDBDatabase, ids: readonly string[], now: number): Promise<void> {
  return write(database, 'relaxed', async (transaction) => {
    const stories = transaction.objectStore('stories');
    for (const id of ids) {
      const story = await stories.get(id);
      if (story === undefined || story.states.seenAt !== undefined) continue;
      await stories.put({ ...story, states: { ...story.states, seenAt: now } });
    }
  });
}

async function chosen(transaction: Writing, marking: Marking): Promise<Story[]> {
  const stories = transaction.objectStore('stories');
  if (marking.kind === 'all') {
    const unread = await stories.index('byUnread').getAll();
    return unread.filter(({ arrival }) => arrival <= marking.arrivals);
  }
  if (marking.kind === 'older')
    return stories.index('byUnread').getAll(IDBKeyRange.lowerBound(marking.order));
  const story = await stories.get(marking.id);
  const isRead = story?.states.readAt !== undefined;
  return story === undefined || isRead === (marking.kind === 'read') ? [] : [story];
}

async function keepUndo(
  transaction: Writing,
  { kind }: Marking,
  stories: Story[],
  now: number,
): Promise<void> {
  const before = stories.map(({ id, states: { readAt } }) => ({
    id,
    ...(readAt !== undefined && { readAt }),
  }));
  const record: UndoRecord = { name: 'undo', at: now, marking: kind, before };
  await transaction.objectStore('meta').put(record);
}

async function restore(
  transaction: Writing,
  { at, marking, before }: UndoRecord,
  now: number,
): Promise<void> {
  const stories = transaction.objectStore('stories');
  const since = marking === 'unread' ? undefined : at;
  for (const { id, readAt } of before) {
    const story = await stories.get(id);
    if (story !== undefined && story.states.readAt === since)
      await stories.put(withReadAt(story, readAt, now));
  }
}
