// What the reader does to stories. Each act is one strict transaction, so that it survives a crash, and
// ends with the new count; what is an act goes into the outbox with it, on its way to the journal.

import type { Mark } from '../journal/acts.ts';
import { type Marking, withReadAt, withSavedAt } from '../story/marking.ts';
import type { Story } from '../story/story.ts';
import { forgetSavedText } from './keep-article.ts';
import { keepAct, savedMark } from './outbox.ts';
import type { UndoRecord } from './schema.ts';
import { countingIn, recount, type Writing, write } from './transaction.ts';

/** Marks stories, and keeps what is needed to undo it. Resolves to what counts as unread afterwards. */
export function mark(database: IDBDatabase, marking: Marking, now: number): Promise<number> {
  return write(database, 'strict', async (transaction) => {
    const stories = await chosen(transaction, marking);
    const readAt = marking.kind === 'unread' ? undefined : now;
    const counting = await countingIn(transaction, now);
    for (const story of stories)
      await transaction.objectStore('stories').put(withReadAt(story, readAt, counting));
    if (stories.length > 0) await keepUndo(transaction, marking, stories, now);
    await keepAct(transaction, { read: stories.map(({ id }) => [id, readAt ?? null]) }, now);
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
    if (story !== undefined) {
      const counting = await countingIn(transaction, now);
      await transaction.objectStore('stories').put(withReadAt(story, now, counting));
      await keepAct(transaction, { read: [[id, now]] }, now);
    }
    return recount(transaction);
  });
}

/**
 * Saves a story, as of `savedAt`, or lets it go where that is undefined. The act takes the story and its text with
 * it, so that a saved story comes back whole without the site. No part of undo.
 */
export function save(
  database: IDBDatabase,
  id: string,
  savedAt: number | undefined,
  now: number,
): Promise<number> {
  return write(database, 'strict', async (transaction) => {
    const story = await transaction.objectStore('stories').get(id);
    if (story !== undefined && story.states.savedAt !== savedAt) {
      const saved = withSavedAt(story, savedAt);
      await transaction.objectStore('stories').put(saved);
      if (savedAt === undefined) await forgetSavedText(transaction, id);
      const mark: Mark = savedAt === undefined ? [id, null] : await savedMark(transaction, saved, savedAt);
      await keepAct(transaction, { saved: [mark] }, now);
    }
    return recount(transaction);
  });
}

/** Takes the last marking back, but for stories that were marked otherwise since. */
export function undo(database: IDBDatabase, now: number): Promise<number> {
  return write(database, 'strict', async (transaction) => {
    const record = await transaction.objectStore('meta').get('undo');
    if (record?.name === 'undo')
      await keepAct(transaction, { read: await takeBack(transaction, record, now) }, now);
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

/** Notes that stories were in view. Not an act, for a loss of it costs nothing. */
export function markSeen(database: IDBDatabase, ids: readonly string[], now: number): Promise<number> {
  return write(database, 'relaxed', async (transaction) => {
    const stories = transaction.objectStore('stories');
    for (const id of ids) {
      const story = await stories.get(id);
      if (story === undefined || story.states.seenAt !== undefined) continue;
      await stories.put({ ...story, states: { ...story.states, seenAt: now } });
    }
    return recount(transaction);
  });
}

async function chosen(transaction: Writing, marking: Marking): Promise<Story[]> {
  const stories = transaction.objectStore('stories');
  if (marking.kind === 'all' || marking.kind === 'older') {
    const range = marking.kind === 'older' ? IDBKeyRange.lowerBound(marking.order) : undefined;
    const unread = await stories.index('byUnread').getAll(range);
    return unread.filter(({ arrival }) => arrival <= marking.arrivals);
  }
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

/** Gives what the stories that were changed are again. */
async function takeBack(
  transaction: Writing,
  { at, marking, before }: UndoRecord,
  now: number,
): Promise<Mark[]> {
  const stories = transaction.objectStore('stories');
  const since = marking === 'unread' ? undefined : at;
  const counting = await countingIn(transaction, now);
  const marks: Mark[] = [];
  for (const { id, readAt } of before) {
    const story = await stories.get(id);
    if (story === undefined || story.states.readAt !== since) continue;
    await stories.put(withReadAt(story, readAt, counting));
    marks.push([id, readAt ?? null]);
  }
  return marks;
}
