// Brings what counts as unread in line with the time, and with how long the reader wants it to count.

import { type Counting, withUnread } from '../story/unread.ts';
import { countingIn, recount, type Writing, write } from './transaction.ts';

/**
 * Brings the count in line with the time: stories that grew too old stop counting, and those that a clock set
 * ahead had made old count again. For starts of the worker. Resolves to what counts, and whether that changed.
 */
export function sweep(database: IDBDatabase, now: number): Promise<{ unread: number; changed: boolean }> {
  return write(database, 'relaxed', async (transaction) => {
    const counts = await transaction.objectStore('meta').get('counts');
    await sweepAll(transaction, await countingIn(transaction, now));
    const unread = await recount(transaction);
    return { unread, changed: counts?.name === 'counts' && counts.unread !== unread };
  });
}

/** Both ways, within a write that ends with the count. */
export async function sweepAll(transaction: Writing, counting: Counting): Promise<void> {
  await sweepAged(transaction, counting);
  await recheck(
    transaction,
    'byOrder',
    IDBKeyRange.upperBound(counting.unreadForMs - counting.now),
    counting,
  );
}

/** Those that grew too old, within a write that ends with the count. */
export function sweepAged(transaction: Writing, counting: Counting): Promise<void> {
  // A story is never listed later than it was first seen, so all that are too old stand behind this bound.
  const range = IDBKeyRange.lowerBound(counting.unreadForMs - counting.now);
  return recheck(transaction, 'byUnread', range, counting);
}

async function recheck(
  transaction: Writing,
  index: 'byUnread' | 'byOrder',
  range: IDBKeyRange,
  counting: Counting,
): Promise<void> {
  const stories = transaction.objectStore('stories');
  for (const story of await stories.index(index).getAll(range)) {
    const swept = withUnread(story, counting);
    if (swept !== story) await stories.put(swept);
  }
}
