// What pages read: exactly what they show, never all of it.

import type { Story } from '../story/story.ts';
import type { CountsRecord, Database, MetaRecord, PollRecord, UndoRecord } from './schema.ts';

/** The records beside the stories; each absent until it was first written. */
export interface Meta {
  poll?: PollRecord;
  counts?: CountsRecord;
  undo?: UndoRecord;
}

/** The newest stories and the records beside them, as of one moment. */
export interface Front extends Meta {
  stories: Story[];
  /** Whether older stories are kept than these. */
  hasOlder: boolean;
}

/** Reads the newest `limit` stories, newest first. Rejects when the store can't be read. */
export async function readFront(database: Database, limit: number): Promise<Front> {
  const transaction = database.transaction(['stories', 'meta']);
  const [stories, records] = await Promise.all([
    transaction
      .objectStore('stories')
      .index('byOrder')
      .getAll(null, limit + 1),
    transaction.objectStore('meta').getAll(),
  ]);
  const hasOlder = stories.length > limit;
  if (hasOlder) stories.pop();
  return { stories, hasOlder, ...toMeta(records) };
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
  }
  return meta;
}
