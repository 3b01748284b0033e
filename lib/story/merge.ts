// Where what the feed says meets what is stored. Pure, and idempotent: merging twice equals merging once.

import type { Incoming, Story } from './story.ts';
import { withUnread } from './unread.ts';

/**
 * A story after the feed said `incoming` of it at `now`. A known story keeps its id, its place in the list,
 * when it was first seen and what the reader did; an edit never makes it new or unread again.
 * `arrival` is the number that a new story gets. Returns `known` itself when nothing changed, so that nothing is written.
 */
export function merge(known: Story | undefined, incoming: Incoming, now: number, arrival: number): Story {
  if (known === undefined) return arrived(incoming, now, arrival);
  const aliases = union(known.aliases, incoming.aliases);
  const sameFacts = JSON.stringify(known.facts) === JSON.stringify(incoming.facts);
  if (sameFacts && aliases.length === known.aliases.length) return known;
  return { ...known, aliases, facts: incoming.facts };
}

function arrived({ id, aliases, facts, position }: Incoming, now: number, arrival: number): Story {
  // A story dated tomorrow must not stick to the top. pubDate counts in seconds: the milliseconds below it
  // hold the place in the document, so that stories of one second stay in the feed's order.
  const at = Math.min(facts.publishedAt ?? now, now) - Math.min(position, 999);
  return withUnread({ id, aliases, facts, firstSeenAt: now, arrival, order: -at, states: {} }, now);
}

function union(known: string[], more: string[]): string[] {
  return [...new Set([...known, ...more])];
}
