// From the store to the journal, where that was lost, and from the journal to the store. Each way is one strict
// transaction: a kill leaves everything as it was, and done twice it changes nothing more.

import type { Mark, ReaderState } from '../journal/acts.ts';
import { type SaidOf, saidOf, withSaid } from '../journal/said-of.ts';
import { fromSnapshot } from '../journal/snapshot.ts';
import type { Story, StoryStates } from '../story/story.ts';
import { keepAct, savedMark } from './outbox.ts';
import type { InstallRecord, RestoredRecord, Schema } from './schema.ts';
import { arrivalsOf, recount, type Writing, write } from './transaction.ts';

/** Stories that are gone through at a time. */
const AT_ONCE = 1000;

/** Puts every mark that the store holds into the outbox, for a journal that may lack them. */
export function tellMarks(database: IDBDatabase, now: number): Promise<void> {
  return write(database, 'strict', async (transaction) => {
    for await (const stories of inParts(transaction, 'stories')) {
      const read = stories.flatMap(toReadMark);
      const saved: Mark[] = [];
      for (const story of stories) saved.push(...(await toSavedMark(transaction, story)));
      await keepAct(transaction, { read, saved }, now);
    }
    for await (const remnants of inParts(transaction, 'remnants')) {
      const saved = remnants.flatMap(({ id, states: { savedAt } }): Mark[] =>
        savedAt === undefined ? [] : [[id, savedAt]],
      );
      await keepAct(transaction, { read: remnants.flatMap(toReadMark), saved }, now);
    }
  });
}

/** What stands around a restoring. */
export interface Restoring {
  install: InstallRecord;
  restored: RestoredRecord;
}

/**
 * Brings back what the reader did: saved stories come back whole, marks go to the stories that are there and wait for
 * those that are not. The site is to be asked for everything else anew.
 */
export function restore(
  database: IDBDatabase,
  state: ReaderState,
  { install, restored }: Restoring,
  now: number,
): Promise<void> {
  return write(database, 'strict', async (transaction) => {
    const meta = transaction.objectStore('meta');
    const returned = await bringBack(transaction, state, now);
    await meta.put(install);
    await meta.put(restored);
    for (const name of ['gaps', 'archive', 'undo'] as const) await meta.delete(name);
    await askAnew(transaction);
    const acts = await meta.get('acts');
    const known = acts?.name === 'acts' ? acts : { seq: 0, latestAt: state.latestAt ?? now };
    // A later act than all that the journal knows, or the journal would not believe it.
    const latestAt = Math.max(known.latestAt, state.latestAt ?? known.latestAt);
    await meta.put({ name: 'acts', seq: known.seq, latestAt });
    await recount(transaction, returned);
  });
}

/** The reader has read that it was restored. */
export function dismissRestored(database: IDBDatabase, now: number): Promise<void> {
  return write(database, 'strict', async (transaction) => {
    const record = await transaction.objectStore('meta').get('restored');
    if (record?.name === 'restored')
      await transaction.objectStore('meta').put({ ...record, dismissedAt: now });
  });
}

/** Resolves to how many stories came back that were not stored. */
async function bringBack(transaction: Writing, state: ReaderState, now: number): Promise<number> {
  const arrivals = await arrivalsOf(transaction);
  const ids = [...new Set([...state.saved.keys(), ...state.read.keys()])];
  let returned = 0;
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const part = ids.slice(from, from + AT_ONCE);
    const known = await Promise.all(part.map((id) => transaction.objectStore('stories').get(id)));
    for (const [index, id] of part.entries()) {
      const said = saidOf(state, id);
      const story = known[index];
      if (story !== undefined) {
        await transaction.objectStore('stories').put(withSaid(story, said, now));
      } else if (await bringStory(transaction, said, arrivals + returned + 1, now)) {
        returned += 1;
      } else {
        await leaveRemnant(transaction, id, said);
      }
    }
  }
  return returned;
}

/** Brings a saved story back from its snapshot; false where there is none that is sound. */
async function bringStory(
  transaction: Writing,
  said: SaidOf,
  arrival: number,
  now: number,
): Promise<boolean> {
  const savedAt = said.saved?.since;
  const snapshot = typeof savedAt === 'number' ? fromSnapshot(said.saved?.story) : undefined;
  if (snapshot === undefined) return false;
  const { story, html } = snapshot;
  const states = { seenAt: savedAt ?? now, ...story.states }; // who saves a story has seen it
  await transaction.objectStore('stories').put(withSaid({ ...story, arrival, states }, said, now));
  if (html !== undefined) await transaction.objectStore('articles').put({ id: story.id, html });
  return true;
}

/** Keeps the marks of a story that is not there until it comes. */
async function leaveRemnant(transaction: Writing, id: string, { read, saved }: SaidOf): Promise<void> {
  const remnants = transaction.objectStore('remnants');
  const before = await remnants.get(id);
  const { readAt, savedAt, ...others }: StoryStates = before?.states ?? {};
  const readSince = read === undefined ? readAt : read.since;
  const savedSince = saved === undefined ? savedAt : saved.since;
  const states: StoryStates = {
    ...others,
    ...(typeof readSince === 'number' && { readAt: readSince }),
    ...(typeof savedSince === 'number' && { savedAt: savedSince }),
  };
  if (before === undefined && Object.keys(states).length === 0) return;
  await remnants.put({ aliases: [id], ...before, id, states });
}

/** What polling knew of the feed's state holds no longer: the whole of it is to be read, as soon as may be. */
async function askAnew(transaction: Writing): Promise<void> {
  const meta = transaction.objectStore('meta');
  const poll = await meta.get('poll');
  if (poll?.name !== 'poll') return;
  const { settledArrivals, settledBy, lastFullAt, startedAt, nextAt, ...rest } = poll;
  await meta.put({ ...rest, validators: {} });
}

function toReadMark({ id, states: { readAt } }: { id: string; states: StoryStates }): Mark[] {
  return readAt === undefined ? [] : [[id, readAt]];
}

async function toSavedMark(transaction: Writing, story: Story): Promise<Mark[]> {
  const { savedAt } = story.states;
  return savedAt === undefined ? [] : [await savedMark(transaction, story, savedAt)];
}

/** Everything in an object store, part by part, by key. */
async function* inParts<Name extends 'stories' | 'remnants'>(
  transaction: Writing,
  name: Name,
): AsyncGenerator<Schema[Name]['value'][]> {
  const kept = transaction.objectStore(name);
  let range: IDBKeyRange | undefined;
  for (;;) {
    const part = await kept.getAll(range, AT_ONCE);
    const last = part.at(-1);
    if (last === undefined) return;
    yield part;
    range = IDBKeyRange.lowerBound(last.id, true);
  }
}
