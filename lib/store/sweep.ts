// Brings what counts as unread in line with the time, and with how long the reader wants it to count.

import type { Story } from '../story/story.ts';
import { type Counting, withUnread } from '../story/unread.ts';
import { countingIn, recount, type Writing, write } from './transaction.ts';

/** Stories that are gone through at a time. */
const AT_ONCE = 500;

/**
 * Brings the count in line with the time: stories that grew too old stop counting, and those that a clock set
 * ahead had made old count again. For starts of the worker. Resolves to what counts, and whether that changed.
 */
export function sweep(database: IDBDatabase, now: number): Promise<{ unread: number; changed: boolean }> {
  return write(database, 'relaxed', async (transaction) => {
    const counts = await transaction.objectStore('meta').get('counts');
    const counting = await countingIn(transaction, now);
    await sweepAged(transaction, counting);
    await recheck(transaction, 'byOrder', IDBKeyRange.upperBound(counting.unreadForMs - now), counting);
    const unread = await recount(transaction);
    return { unread, changed: counts?.name === 'counts' && counts.unread !== unread };
  });
}

/**
 * All stories, within a write that ends with the count: for one that was published long before it was first seen may
 * count again, wherever it stands.
 */
export async function sweepAll(transaction: Writing, counting: Counting): Promise<void> {
  const stories = transaction.objectStore('stories');
  let range: IDBKeyRange | undefined;
  for (;;) {
    const part = await stories.getAll(range, AT_ONCE);
    for (const story of part) await keepSwept(transaction, story, counting);
    const last = part.at(-1);
    if (last === undefined || part.length < AT_ONCE) return;
    range = IDBKeyRange.lowerBound(last.id, true);
  }
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
  for (const story of await stories.index(index).getAll(range)) await keepSwept(transaction, story, counting);
}

async function keepSwept(transaction: Writing, story: Story, counting: Counting): Promise<void> {
  const swept = withUnread(story, counting);
  if (swept !== story) await transaction.objectStore('stories').put(swept);
}
