// Lets stories go that the reader does not want to keep. What is looked at beforehand and what is done are one
// choosing, in one place.

import { retentionOf } from '../settings.ts';
import { agedFrom, mayGo, type Retention, remnantOf } from '../story/retention.ts';
import type { Story } from '../story/story.ts';
import { type Reading, read, recount, settingsIn, type Writing, write } from './transaction.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Stories that are gone through at a time. */
const AT_ONCE = 500;

/** What would go. */
export interface Preview {
  stories: number;
  /** When the newest of them is listed, in ms; absent where none goes. */
  newestAt?: number;
  /** How many of the same age stay because they are saved, or count as unread. */
  staying: number;
}

/** What would go if this were applied now. Rejects when the store can't be read. */
export function previewRetention(database: IDBDatabase, retention: Retention, now: number): Promise<Preview> {
  return read(database, async (transaction) => {
    let stories = 0;
    let staying = 0;
    let newestAt: number | undefined;
    for await (const part of aged(transaction, retention, now)) {
      for (const story of part) {
        if (!mayGo(story)) staying += 1;
        else {
          stories += 1;
          newestAt ??= -story.order;
        }
      }
    }
    return { stories, staying, ...(newestAt !== undefined && { newestAt }) };
  });
}

/** Lets them go, in one strict transaction, leaving what is needed for them not to be new again. Resolves to how many. */
export function applyRetention(database: IDBDatabase, retention: Retention, now: number): Promise<number> {
  return write(database, 'strict', (transaction) => letGo(transaction, retention, now));
}

/** Lets go what the reader's choice says, once a day. Resolves to how many went. */
export function applyDaily(database: IDBDatabase, now: number): Promise<number> {
  return write(database, 'relaxed', async (transaction) => {
    const retention = retentionOf(await settingsIn(transaction));
    const record = await transaction.objectStore('meta').get('retention');
    const lastAt = record?.name === 'retention' ? record.appliedAt : undefined;
    if (retention === undefined || (lastAt !== undefined && lastAt <= now && now - lastAt < DAY_MS)) return 0;
    return letGo(transaction, retention, now);
  });
}

async function letGo(transaction: Writing, retention: Retention, now: number): Promise<number> {
  let gone = 0;
  for await (const part of aged(transaction, retention, now)) {
    for (const story of part.filter(mayGo)) {
      await transaction.objectStore('remnants').put(remnantOf(story));
      await transaction.objectStore('articles').delete(story.id);
      await transaction.objectStore('stories').delete(story.id);
      gone += 1;
    }
  }
  await transaction.objectStore('meta').put({ name: 'retention', appliedAt: now });
  await recount(transaction);
  return gone;
}

/** All that are old enough to go, newest first, part by part. */
async function* aged(
  transaction: Reading | Writing,
  retention: Retention,
  now: number,
): AsyncGenerator<Story[]> {
  const index = transaction.objectStore('stories').index('byOrder');
  const from =
    'days' in retention ? agedFrom(retention.days, now) : await orderAt(transaction, retention.stories);
  let range = from === undefined ? undefined : IDBKeyRange.lowerBound(from);
  while (range !== undefined) {
    const part = await index.getAll(range, AT_ONCE);
    yield part;
    const last = part.at(-1);
    // Of two at one place the second may be passed over where parts meet: it goes the next time.
    range =
      last === undefined || part.length < AT_ONCE ? undefined : IDBKeyRange.lowerBound(last.order, true);
  }
}

/** The sort key of the first story behind so many; undefined where there are no more. */
async function orderAt(transaction: Reading | Writing, place: number): Promise<number | undefined> {
  const cursor = await transaction.objectStore('stories').index('byOrder').openKeyCursor();
  const there = place === 0 ? cursor : await cursor?.advance(place);
  return there?.key;
}
