// Keeps what the own address of a missing story told.

import { type Met, reachOf } from '../backfill/fill.ts';
import type { Outcome } from '../schedule/outcome.ts';
import type { Story } from '../story/story.ts';
import { isToday, missingStory, withdraw } from '../story/withdrawal.ts';
import { keepLog } from './log.ts';
import { read, recount, type Writing, write } from './transaction.ts';

/** Stories looked through for one that is missing: those in the range of a document, and then some. */
const LOOK = 200;

/** The stored story whose address is to be asked for, because it is not among `met`, the stories of a whole document. */
export async function findMissing(
  database: IDBDatabase,
  met: readonly Met[],
  now: number,
): Promise<Story | undefined> {
  const times = met.map(({ publishedAt }) => publishedAt).filter((at) => at !== undefined);
  const oldestAt = reachOf(met);
  if (times.length < met.length || oldestAt === undefined) return undefined;
  const [stored, record] = await read(database, (transaction) =>
    Promise.all([
      transaction.objectStore('stories').index('byListed').getAll(IDBKeyRange.upperBound(-oldestAt), LOOK),
      transaction.objectStore('meta').get('withdrawals'),
    ]),
  );
  const askedAt = record?.name === 'withdrawals' ? record.askedAt : [];
  return missingStory(stored, { ids: new Set(met.map(({ id }) => id)), oldestAt }, askedAt, now);
}

/** Keeps that a story's address was asked for at `startedAt`, and withdraws it where it is gone. */
export function keepMissing(
  database: IDBDatabase,
  id: string,
  outcome: Outcome,
  startedAt: number,
  now: number,
): Promise<number> {
  return write(database, 'relaxed', async (transaction) => {
    const stories = transaction.objectStore('stories');
    const story = await stories.get(id);
    if (story !== undefined) {
      const asked = { ...story, missedAt: now };
      await stories.put(isGone(outcome) ? withdraw(asked, now) : asked);
    }
    await noteAsked(transaction, now);
    await keepLog(transaction, {
      at: startedAt,
      reason: 'withdrawal',
      ...(story?.facts.link !== undefined && { address: story.facts.link }),
      outcome,
      tookMs: now - startedAt,
    });
    return recount(transaction);
  });
}

/** Whether an address answered that nothing is there; of anything else nothing follows. */
function isGone(outcome: Outcome): boolean {
  return outcome.kind === 'refused' && (outcome.status === 404 || outcome.status === 410);
}

async function noteAsked(transaction: Writing, now: number): Promise<void> {
  const meta = transaction.objectStore('meta');
  const record = await meta.get('withdrawals');
  const earlier = record?.name === 'withdrawals' ? record.askedAt : [];
  const askedAt = [...earlier.filter((at) => isToday(at, now)), now].slice(-10);
  await meta.put({ name: 'withdrawals', askedAt });
}
