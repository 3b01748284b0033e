// What pages read: exactly what they show, never all of it.

import type { Story } from '../story/story.ts';
import type { CountsRecord, Database, InstallRecord, MetaRecord, PollRecord, UndoRecord } from './schema.ts';

/** The records beside the stories; each absent until it was first written. */
export interface Meta {
  poll?: PollRecord;
  counts?: CountsRecord;
  undo?: UndoRecord;
  install?: InstallRecord;
}

/** The newest stories and the records beside them, as of one moment. */
export interface Front extends Meta {
  stories: Story[];
}

/** Reads the newest `limit` stories, newest first. Rejects when the store can't be read. */
export async function readFront(database: Database, limit: number): Promise<Front> {
  const transaction = database.transaction(['stories', 'meta']);
  const [stories, records] = await Promise.all([
    transaction.objectStore('stories').index('byOrder').getAll(null, limit),
    transaction.objectStore('meta').getAll(),
  ]);
  return { stories, ...toMeta(records) };
}

/** Reads up to `limit` stories that come after `last` in the list. */
export async function readOlder(database: Database, last: Story, limit: number): Promise<Story[]> {
  // Stories of equal order stand by id: those up to `last` are cut off after reading.
  const from = await database.getAllFromIndex(
    'stories',
    'byOrder',
    IDBKeyRange.lowerBound(last.order),
    limit + 1,
  );
  return from.filter(({ order, id }) => order > last.order || id > last.id).slice(0, limit);
}

/** Reads the records beside the stories. */
export async function readMeta(database: Database): Promise<Meta> {
  return toMeta(await database.getAll('meta'));
}

function toMeta(records: readonly MetaRecord[]): Meta {
  const meta: Meta = {};
  for (const record of records) {
    if (record.name === 'poll') meta.poll = record;
    else if (record.name === 'counts') meta.counts = record;
    else if (record.name === 'undo') meta.undo = record;
    else if (record.name === 'install') meta.install = record;
  }
  return meta;
}
