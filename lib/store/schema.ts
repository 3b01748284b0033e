// The database: its object stores and their indexes. How each version comes from the one before is in migrations.ts.

import type { DBSchema } from 'idb';
import type { Archive, Gap } from '../backfill/fill.ts';
import type { Act } from '../journal/acts.ts';
import type { Hints } from '../schedule/hints.ts';
import type { Interval, PollReason } from '../schedule/next-poll.ts';
import type { Outcome } from '../schedule/outcome.ts';
import type { Chosen } from '../settings.ts';
import type { Remnant } from '../story/remnant.ts';
import type { Article, Story } from '../story/story.ts';
import type { Validators } from '../validators.ts';

export const DATABASE = 'ree-ticker';
/** As many as there are migrations. */
export const VERSION = 3;

/** What is known of polling; written in the same transaction as the stories that it vouches for. */
export interface PollRecord {
  name: 'poll';
  /** Between two polls that nobody asked for, in ms, or only when the reader presses; absent: as usual. */
  interval?: Interval | undefined;
  /** The address that carries the stories; absent until it was found. */
  feed?: string | undefined;
  /** Whether the reader chose that address: then no other is looked for. */
  isFeedChosen?: boolean | undefined;
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
  /**
   * How many stories had arrived with the last whole document: what came in one that broke off since proves nothing
   * about what lies between.
   */
  settledArrivals?: number | undefined;
  /** The same by the address of each feed: what another one brought meanwhile proves nothing about this one. */
  settledBy?: Record<string, number> | undefined;
}

/** Numbers that pages show; counted in the transaction that changed them, so that no page counts. */
export interface CountsRecord {
  name: 'counts';
  unread: number;
  /** Of those, how many were not seen yet; counted only where the badge says it. */
  unseen?: number;
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
  /** Of this database, random: another one under the same name is told from it. Absent in one of version 1. */
  storeId?: string;
  /** Where in the polling interval this install asks, in ms. */
  phaseMs: number;
}

/** How far the acts of this database came; beside the outbox, which is emptied. */
export interface ActsRecord {
  name: 'acts';
  /** The highest number that an act got. */
  seq: number;
  /** When the latest act was, in ms: the next one is later, whatever the clock says. */
  latestAt: number;
}

/** That what the reader did came back after the database was lost. */
export interface RestoredRecord {
  name: 'restored';
  at: number;
  /** By whose witness: restored by the same one again, it is told no second time. */
  from: string;
  /** Stories that were published until then had been here before, and are not new when they come again. */
  until: number;
  /** How many stories were marked read, and how many saved. */
  read: number;
  saved: number;
  /** When the reader put the notice away. */
  dismissedAt?: number;
}

/** Where stories are known to be missing, newest first. */
export interface GapsRecord {
  name: 'gaps';
  gaps: Gap[];
}

/** How far back the archive was fetched. */
export interface ArchiveRecord extends Archive {
  name: 'archive';
}

/** What the reader chose; checked when it is read (lib/settings.ts). */
export interface SettingsRecord {
  name: 'settings';
  chosen: Chosen;
  /** What was chosen before all was taken back, and when that was: for undo. */
  before?: { chosen: Chosen; at: number } | undefined;
}

/** When stories were last let go that the reader does not want to keep. */
export interface RetentionRecord {
  name: 'retention';
  appliedAt: number;
}

/** When the addresses of missing stories were asked for: few a day, whatever happens. */
export interface WithdrawalsRecord {
  name: 'withdrawals';
  askedAt: number[];
}

export type MetaRecord =
  | PollRecord
  | CountsRecord
  | UndoRecord
  | InstallRecord
  | GapsRecord
  | ArchiveRecord
  | WithdrawalsRecord
  | ActsRecord
  | RestoredRecord
  | SettingsRecord
  | RetentionRecord;

/** A poll that ended, or a page of the archive that was asked for. */
export interface LogEntry {
  at: number;
  /** What asked for it. */
  reason: PollReason | 'fill' | 'withdrawal';
  /** Where the site was asked; absent where it was not. */
  address?: string;
  outcome: Outcome;
  tookMs: number;
}

export interface Schema extends DBSchema {
  stories: {
    key: string;
    value: Story;
    indexes: { byOrder: number; byListed: number; byUnread: number; bySaved: number; byAlias: string };
  };
  articles: { key: string; value: Article };
  meta: { key: MetaRecord['name']; value: MetaRecord };
  log: { key: number; value: LogEntry };
  /** Acts of the reader's on their way to the journal, which is outside this database. */
  outbox: { key: number; value: Act };
  remnants: { key: string; value: Remnant; indexes: { byAlias: string } };
}
