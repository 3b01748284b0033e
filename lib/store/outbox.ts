// The acts of the reader's on their way to the journal: put here in the transaction that they happen in, let go once
// they are kept outside. So an act is in the journal, or here, or it never happened.

import { type Act, actAt, type Choice, type Mark } from '../journal/acts.ts';
import type { Entry } from '../journal/records.ts';
import { toSnapshot } from '../journal/snapshot.ts';
import type { Story } from '../story/story.ts';
import { read, type Writing, write } from './transaction.ts';

/** What one act changed. */
export interface Marks {
  read?: Mark[];
  saved?: Mark[];
}

/** What is on its way, and from which database. */
export interface Outbox {
  /** Absent where the database has drawn none yet. */
  storeId: string | undefined;
  entries: Entry[];
}

/** Puts an act into the outbox, within the write that does it; one that changed nothing is none. */
export async function keepAct(
  transaction: Writing,
  { read = [], saved = [] }: Marks,
  now: number,
): Promise<void> {
  if (read.length + saved.length === 0) return;
  await put(transaction, now, (at) => ({
    kind: 'states',
    at,
    ...(read.length > 0 && { read }),
    ...(saved.length > 0 && { saved }),
  }));
}

/** Puts what was chosen into the outbox, within the write that does it; no choice is no act. */
export async function keepChoices(transaction: Writing, chosen: Choice[], now: number): Promise<void> {
  if (chosen.length > 0) await put(transaction, now, (at) => ({ kind: 'settings', at, chosen }));
}

async function put(transaction: Writing, now: number, toAct: (at: number) => Act): Promise<void> {
  const meta = transaction.objectStore('meta');
  const before = await meta.get('acts');
  const at = actAt(now, before?.name === 'acts' ? before.latestAt : undefined);
  const seq = await transaction.objectStore('outbox').add(toAct(at));
  await meta.put({ name: 'acts', seq, latestAt: at });
}

/** The mark of a saved story, with the story and its text as it was saved. */
export async function savedMark(transaction: Writing, story: Story, savedAt: number): Promise<Mark> {
  const article = await transaction.objectStore('articles').get(story.id);
  return [story.id, savedAt, toSnapshot(story, article?.saved ?? article?.html)];
}

/** Reads what is on its way. Rejects when the store can't be read. */
export async function readOutbox(database: IDBDatabase): Promise<Outbox> {
  const [seqs, acts, install] = await read(database, (transaction) => {
    const outbox = transaction.objectStore('outbox');
    return Promise.all([
      outbox.getAllKeys(),
      outbox.getAll(),
      transaction.objectStore('meta').get('install'),
    ]);
  });
  return {
    storeId: install?.name === 'install' ? install.storeId : undefined,
    entries: seqs.flatMap((seq, index) => {
      const act = acts[index];
      return act === undefined ? [] : [{ seq, act }];
    }),
  };
}

/** Lets entries go that the journal has. Done twice, or too late, it is no harm: an act may be appended again. */
export function letGo(database: IDBDatabase, entries: readonly Entry[]): Promise<void> {
  return write(database, 'relaxed', async (transaction) => {
    for (const { seq } of entries) await transaction.objectStore('outbox').delete(seq);
  });
}
