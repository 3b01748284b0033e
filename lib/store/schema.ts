// The database: its object stores, their indexes, and how each version comes from the one before.

import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { Hints } from '../schedule/hints.ts';
import type { Outcome } from '../schedule/outcome.ts';
import type { Article, Story } from '../story/story.ts';
import type { Validators } from '../validators.ts';

export const DATABASE = 'ree-ticker';

/** What is known of polling; written in the same transaction as the stories that it vouches for. */
export interface PollRecord {
  name: 'poll';
  /** The address that carries the stories; absent until it was found. */
  feed?: string | undefined;
  /** When the candidates were last tried, from the first. */
  searchedAt?: number | undefined;
  /** By address, and only of documents that reached their end. */
  validators: Record<string, Validators>;
  /** Channel title of the feed, as the site gave it. */
  channel?: string | undefined;
  /** When the last poll began, whether or not it came to an end. */
  startedAt?: number | undefined;
  lastAttemptAt?: number | undefined;
  lastSuccessAt?: number | undefined;
  /** When the feed was last read whole, with whatever 304 had hidden until then. */
  lastFullAt?: number | undefined;
  outcome?: Outcome | undefined;
  /** Of the last whole document. */
  hints?: Hints | undefined;
  /** Failures in a row. */
  failures: number;
  nextAt?: number | undefined;
  /** Until then the site asked to be left alone (Retry-After). */
  notBefore?: number | undefined;
}

/** Numbers that pages show; counted in the transaction that changed them, so that no page counts. */
export interface CountsRecord {
  name: 'counts';
  unread: number;
  /** How many stories ever arrived; the number of the latest. */
  arrivals: number;
}

/** The last marking, and what it changed: for undo, across all pages. */
export interface UndoRecord {
  name: 'undo';
  at: number;
  marking: 'read' | 'unread' | 'all' | 'older';
  /** What each story's `readAt` was before; absent where it was unread. */
  before: { id: string; readAt?: number }[];
}

/** Drawn once for this install. */
export interface InstallRecord {
  name: 'install';
  installedAt: number;
  /** Where in the polling interval this install asks, in ms. */
  phaseMs: number;
}

export type MetaRecord = PollRecord | CountsRecord | UndoRecord | InstallRecord;

export interface Schema extends DBSchema {
  stories: {
    key: string;
    value: Story;
    indexes: { byOrder: number; byUnread: number; byAlias: string };
  };
  articles: { key: string; value: Article };
  meta: { key: MetaRecord['name']; value: MetaRecord };
}

export type Database = IDBPDatabase<Schema>;

/** `MIGRATIONS[n]` brings a database of version n to version n + 1. Never changed once released. */
export const MIGRATIONS: readonly ((database: Database, upgrade: Upgrade) => void)[] = [
  (database) => {
    const stories = database.createObjectStore('stories', { keyPath: 'id' });
    stories.createIndex('byOrder', 'order');
    stories.createIndex('byUnread', 'unread');
    stories.createIndex('byAlias', 'aliases', { multiEntry: true });
    database.createObjectStore('articles', { keyPath: 'id' });
    database.createObjectStore('meta', { keyPath: 'name' });
  },
];

export const VERSION = MIGRATIONS.length;

export type Upgrade = IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>;
