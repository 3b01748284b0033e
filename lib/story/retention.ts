// Which stories need not be kept for ever. Pure; where the reader chose nothing, all are kept.

import type { Remnant } from './remnant.ts';
import type { Story } from './story.ts';

/** What is kept: what is listed since so many days, or so many of the newest. */
export type Retention = { days: number } | { stories: number };

const DAY_MS = 24 * 60 * 60 * 1000;

/** The sort key from which on stories may go, where age decides. */
export function agedFrom(days: number, now: number): number {
  return days * DAY_MS - now;
}

/** Whether a story that is old enough goes: one that is saved stays for ever, one that counts as unread as long as it does. */
export function mayGo({ states: { savedAt }, unread }: Pick<Story, 'states' | 'unread'>): boolean {
  return savedAt === undefined && unread === undefined;
}

/** What is kept of a story that goes, so that it is not new should it come again. */
export function remnantOf({ id, aliases, firstSeenAt, arrival, states, isFromArchive }: Story): Remnant {
  // What came with the archive was never new here: it comes back as seen.
  const known = isFromArchive ? { seenAt: firstSeenAt, ...states } : states;
  return { id, aliases, firstSeenAt, arrival, states: known };
}
