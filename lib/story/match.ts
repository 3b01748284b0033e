// Which stored story an incoming one is. Identity is the guid; links and earlier guids lead to it
// (docs/decisions.md, identity).

import { addressKey } from '../site.ts';
import type { Incoming, Story } from './story.ts';

/** Finds stored stories by key; both may miss. */
export interface Known {
  byId(id: string): Story | undefined;
  byAlias(alias: string): Story[];
}

/**
 * For each incoming story, in their order, the stored one that it is, or undefined where it is new. A guid that is known
 * decides; only then may a link or an earlier guid, and never a story that the same document holds under
 * its own guid, so two stories of one document are never made one.
 */
export function matchStories(incoming: readonly Incoming[], known: Known): Map<Incoming, Story | undefined> {
  const matches = new Map<Incoming, Story | undefined>();
  const taken = new Set<string>();
  for (const item of incoming) {
    const story = known.byId(item.id);
    if (story === undefined) continue;
    matches.set(item, story);
    taken.add(story.id);
  }
  for (const item of incoming) {
    if (matches.has(item)) continue;
    const met = item.aliases.flatMap((alias) => known.byAlias(alias));
    const story = met.find((candidate) => !taken.has(candidate.id) && isSame(candidate, item));
    matches.set(item, story);
    if (story !== undefined) taken.add(story.id);
  }
  return new Map(incoming.map((item) => [item, matches.get(item)]));
}

/**
 * Whether a story met under another guid is this one: at the same link, or at one that it had before, with the same
 * title or date, for a slug that was given up may be given to another. Two WordPress numbers are two stories unless
 * link and title or date agree: then it was imported anew, and goes by either number from then on.
 */
function isSame(story: Story, item: Incoming): boolean {
  const { facts } = story;
  if (isNumbered(item.id) && story.aliases.includes(item.id)) return true; // no link is kept as a number
  const hasSameLink =
    facts.link !== undefined &&
    item.facts.link !== undefined &&
    addressKey(facts.link) === addressKey(item.facts.link);
  const looksSame = facts.title === item.facts.title || facts.publishedAt === item.facts.publishedAt;
  if (isNumbered(story.id) && isNumbered(item.id)) return hasSameLink && looksSame;
  return hasSameLink || looksSame;
}

function isNumbered(id: string): boolean {
  return id.startsWith('p/');
}
