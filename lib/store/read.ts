// What pages read: exactly what they show, never all of it.

import type { Filter } from '../story/filter.ts';
import { type Headline, toHeadline } from '../story/headline.ts';
import type { Story } from '../story/story.ts';
import type {
  ActsRecord,
  ArchiveRecord,
  CountsRecord,
  GapsRecord,
  InstallRecord,
  MetaRecord,
  PollRecord,
  RestoredRecord,
  RetentionRecord,
  SettingsRecord,
  UndoRecord,
  WithdrawalsRecord,
} from './schema.ts';

/** The records beside the stories; each absent until it was first written. */
export interface Meta {
  poll?: PollRecord;
  counts?: CountsRecord;
  undo?: UndoRecord;
  install?: InstallRecord;
  gaps?: GapsRecord;
  archive?: ArchiveRecord;
  withdrawals?: WithdrawalsRecord;
  acts?: ActsRecord;
  restored?: RestoredRecord;
  settings?: SettingsRecord;
  retention?: RetentionRecord;
}

/** The newest stories and the records beside them, as of one moment. */
export interface Front extends Meta {
  stories: Headline[];
  /** Whether older stories are kept than these. */
  hasOlder: boolean;
  /** What narrows the list; absent where it shows all. */
  filter?: Filter | undefined;
  /** The newest page of all, where the list is narrowed. */
  whole?: Pick<Front, 'stories' | 'hasOlder'>;
  /** How many are held back until the reader asks for them; absent where none ever are. */
  waiting?: number;
  /** How many stories had ever arrived with the last that is shown, where some are held back. */
  shownUpTo?: number;
}

/**
 * Reads the newest `limit` stories, newest first; the briefs of the first one and of those in `unfolded`. Rejects when
 * the store can't be read.
 */
export async function readFront(
  database: IDBDatabase,
  limit: number,
  unfolded: ReadonlySet<string> = new Set(),
): Promise<Front> {
  const transaction = database.transaction(['stories', 'meta']);
  const [stories, records] = await Promise.all([
    answered<Story[]>(
      transaction
        .objectStore('stories')
        .index('byListed')
        .getAll(null, limit + 1),
    ),
    answered<MetaRecord[]>(transaction.objectStore('meta').getAll()),
  ]);
  const hasOlder = stories.length > limit;
  if (hasOlder) stories.pop();
  return toFront(stories, hasOlder, records, unfolded);
}

/** What a page shows of these stories and records. */
export function toFront(
  stories: readonly Story[],
  hasOlder: boolean,
  records: readonly MetaRecord[],
  unfolded: ReadonlySet<string>,
): Front {
  const meta = toMeta(records);
  const withImages = meta.settings?.chosen['images'] === true;
  return { stories: toHeadlines(stories, unfolded, withImages), hasOlder, ...meta };
}

/** What a list holds of stories: with the briefs of the first one and of those in `unfolded`. */
export function toHeadlines(
  stories: readonly Story[],
  unfolded: ReadonlySet<string>,
  withImages: boolean,
): Headline[] {
  return stories.map((story, index) => toHeadline(story, index === 0 || unfolded.has(story.id), withImages));
}

/** Reads the records beside the stories. */
export async function readMeta(database: IDBDatabase): Promise<Meta> {
  return toMeta(await answered<MetaRecord[]>(database.transaction('meta').objectStore('meta').getAll()));
}

/** What a request gives; rejects with its error. */
export function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** The records by their names. */
export function toMeta(records: readonly MetaRecord[]): Meta {
  const meta: Meta = {};
  // Each record by its name: the types know which is which, the assignment does not. Damaged choices are none.
  for (const record of records)
    if (record.name !== 'settings' || Object(record.chosen) === record.chosen)
      Object.assign(meta, { [record.name]: record });
  return meta;
}
