// What the daily briefing reads: the stories of its time, by a range of the index, and what says whether they are all.

import type { Archive, Gap } from '../backfill/fill.ts';
import { settingsOf } from '../settings.ts';
import type { Span } from '../story/briefing.ts';
import { listedAt } from '../story/days.ts';
import type { Story } from '../story/story.ts';
import { toMeta } from './read.ts';
import { read } from './transaction.ts';

export interface StoredBriefing {
  /** The hour from which the reader wants it. */
  hour: number;
  span: Span;
  /** The newest of that time, newest first. */
  stories: Story[];
  /** How many of that time are kept. */
  total: number;
  /** When the newest story of all is listed, in ms; absent where none is kept. */
  newestAt: number | undefined;
  /** When the site was last read without trouble. */
  readAt: number | undefined;
  /** Where stories are missing of that time, newest first. */
  gaps: Gap[];
  /** The archive, where it does not reach down to its beginning yet. */
  archive: Archive | undefined;
}

/**
 * Reads at most `limit` stories of the time that `spanOf` gives for the reader's hour, as of one moment. Rejects when
 * the store can't be read.
 */
export function readBriefing(
  database: IDBDatabase,
  spanOf: (hour: number) => Span,
  limit: number,
): Promise<StoredBriefing> {
  return read(database, async (transaction) => {
    const meta = transaction.objectStore('meta');
    const listed = transaction.objectStore('stories').index('byListed');
    const { settings, poll, gaps, archive } = toMeta(await meta.getAll());
    const { briefingHour: hour } = settingsOf(settings?.chosen);
    const span = spanOf(hour);
    // The key is minus the time, so that the newest come first.
    const range = IDBKeyRange.bound(-span.to, -span.from, true, false);
    const [stories, total, [newest]] = await Promise.all([
      listed.getAll(range, limit),
      listed.count(range),
      listed.getAll(null, 1),
    ]);
    return {
      hour,
      span,
      stories,
      total,
      newestAt: newest && listedAt(newest),
      readAt: poll?.lastSuccessAt,
      gaps: gaps?.gaps.filter((gap) => gap.edge.at > span.from && (gap.olderAt ?? span.from) < span.to) ?? [],
      archive:
        archive !== undefined && archive.state !== 'done' && archive.edge.at > span.from
          ? archive
          : undefined,
    };
  });
}
