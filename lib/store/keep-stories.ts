// Keeps the stories of a document within a write: each meets what is stored, and is written where that changes.

import type { Met } from '../backfill/fill.ts';
import { matchStories } from '../story/match.ts';
import { arrive, merge } from '../story/merge.ts';
import type { Remnant } from '../story/remnant.ts';
import type { Incoming, Story } from '../story/story.ts';
import { keepArticle } from './keep-article.ts';
import { arrivalsOf, countingIn, type Writing } from './transaction.ts';

export interface KeptStories {
  /** How many were not known before. */
  arrived: number;
  /** The stories of the document, in its order, as the store knew them before. */
  met: Met[];
}

/** Merges stories into the store. `newSince`: with an older page, what was published before it is no news. */
export async function keepStories(
  transaction: Writing,
  incoming: readonly Incoming[],
  now: number,
  newSince?: number,
): Promise<KeptStories> {
  const known = await readKnown(transaction, incoming);
  const arrivals = await arrivalsOf(transaction);
  const counting = await countingIn(transaction, now);
  const restored = await transaction.objectStore('meta').get('restored');
  const knownUntil = restored?.name === 'restored' ? restored.until : undefined;
  const met: Met[] = [];
  let arrived = 0;
  for (const [item, before] of matchStories(incoming, known)) {
    const remnant = before === undefined ? await takeRemnant(transaction, item) : undefined;
    const arrival = (before ?? remnant)?.arrival;
    if (arrival === undefined) arrived += 1;
    const { publishedAt } = item.facts;
    const isMoved = before !== undefined && before.facts.publishedAt !== publishedAt;
    const merged =
      before === undefined
        ? arrive(item, { ...counting, number: arrivals + arrived, newSince, knownUntil, remnant })
        : merge(before, item, counting);
    const story = isMoved ? { ...merged, moved: arrivals + arrived + 1 } : merged;
    if (story !== before) await transaction.objectStore('stories').put(story);
    if (item.html !== undefined) await keepArticle(transaction, story, item.html, now);
    met.push({
      id: story.id,
      ...(arrival !== undefined && { arrival }),
      ...(publishedAt !== undefined && { publishedAt }),
      ...(story.moved !== undefined && { moved: story.moved }),
    });
  }
  return { arrived, met };
}

/** What is known of a story from before, which then stands in the story itself. */
async function takeRemnant(transaction: Writing, item: Incoming): Promise<Remnant | undefined> {
  const remnants = transaction.objectStore('remnants');
  for (const alias of item.aliases) {
    const remnant = (await remnants.get(alias)) ?? (await remnants.index('byAlias').get(alias));
    if (remnant === undefined) continue;
    await remnants.delete(remnant.id);
    return remnant;
  }
  return undefined;
}

async function readKnown(transaction: Writing, incoming: readonly Incoming[]) {
  const stories = transaction.objectStore('stories');
  const aliases = new Set(incoming.flatMap((item) => item.aliases));
  const [byId, byAlias] = await Promise.all([
    Promise.all(incoming.map(({ id }) => stories.get(id))),
    Promise.all(
      [...aliases].map(async (alias) => [alias, await stories.index('byAlias').getAll(alias)] as const),
    ),
  ]);
  const ids = new Map<string, Story>();
  for (const story of byId) if (story !== undefined) ids.set(story.id, story);
  const found = new Map(byAlias);
  return { byId: (id: string) => ids.get(id), byAlias: (alias: string) => found.get(alias) ?? [] };
}
