// Where what the feed says meets what is stored. Pure, and idempotent: merging twice equals merging once.

import { saysTheSame } from '../text/words.ts';
import { type Remnant, withRemnant } from './remnant.ts';
import type { Edit, Incoming, Story, StoryFacts } from './story.ts';
import { type Counting, withUnread } from './unread.ts';
import { withListed } from './withdrawal.ts';

/** How a story that was not stored arrives. */
export interface Arrival extends Counting {
  /** Its number: how many had arrived, this one included. */
  number: number;
  /** With an older page: what was published before this time is no news. */
  newSince?: number | undefined;
  /** What is known of it from before, though it was not stored. */
  remnant?: Remnant | undefined;
  /** After a loss of the store: what was published until this time had been here before, and is not new again. */
  knownUntil?: number | undefined;
}

/** A story that was not stored, as it arrives. */
export function arrive(incoming: Incoming, arrival: Arrival): Story {
  const { now, number, newSince, remnant, knownUntil } = arrival;
  const { id, aliases, facts, position } = incoming;
  // A story dated tomorrow must not stick to the top. pubDate counts in seconds: the milliseconds below it
  // hold the place in the document, so that stories of one second stay in the feed's order.
  const at = Math.min(facts.publishedAt ?? now, now) - Math.min(position, 999);
  const isFromArchive = newSince !== undefined && (facts.publishedAt ?? now) < newSince;
  const wasHere = knownUntil !== undefined && (facts.publishedAt ?? now) <= knownUntil;
  const story: Story = {
    id,
    aliases,
    facts,
    firstSeenAt: wasHere ? Math.min(now, facts.publishedAt ?? now) : now,
    arrival: number,
    order: -at,
    ...(isFromArchive && { isFromArchive }),
    states: wasHere ? { seenAt: Math.min(now, knownUntil) } : {},
  };
  return withListed(withUnread(remnant === undefined ? story : withRemnant(story, remnant), arrival));
}

/**
 * A stored story after the feed said `incoming` of it. It keeps its id, its place in the list, when it was
 * first seen and what the reader did; an edit never makes it new or unread again. One that was withdrawn is back.
 * Returns `known` itself when nothing changed, so that nothing is written.
 */
export function merge(known: Story, incoming: Incoming, counting: Counting): Story {
  const facts = factsAfter(known.facts, incoming);
  const aliases = union(known.aliases, incoming.aliases);
  const isBack = known.withdrawnAt !== undefined || known.missedAt !== undefined;
  const sameFacts = JSON.stringify(known.facts) === JSON.stringify(facts);
  if (sameFacts && !isBack && aliases.length === known.aliases.length) return known;
  const edit = editBetween(known.facts, facts, counting.now);
  const { withdrawnAt, missedAt, ...rest } = known;
  const merged = { ...rest, aliases, facts, ...(edit !== undefined && { edit }) };
  return isBack ? withListed(withUnread(merged, counting)) : merged;
}

/** What the feed says now. One that has turned to summaries takes neither highlights nor an image away. */
function factsAfter({ highlights, image }: StoryFacts, { facts, html }: Incoming): StoryFacts {
  if (html !== undefined || facts.highlights.length > 0) return facts;
  return { ...facts, highlights, ...(image !== undefined && { image }) };
}

/** The edit that lies between, if it changed words: a bulk edit of marks and markup months later is none. */
function editBetween(before: StoryFacts, after: StoryFacts, now: number): Edit | undefined {
  const isRetitled = !saysTheSame(before.title, after.title);
  const isRewritten =
    before.highlights.length > 0 &&
    after.highlights.length > 0 &&
    !saysTheSame(before.highlights.join('\n'), after.highlights.join('\n'));
  if (!isRetitled && !isRewritten) return undefined;
  return {
    at: now,
    ...(isRetitled && { title: before.title }),
    ...(isRewritten && { highlights: before.highlights }),
  };
}

function union(known: string[], more: string[]): string[] {
  return [...new Set([...known, ...more])];
}
