// Visits: one lasts from when the reader first has a surface of ours in view until none was for half an hour. The line
// "you last looked" stands where the one before ended, and stays there for as long as this one lasts.

/** A surface that comes back into view within this time goes on with the visit. */
export const VISIT_GAP_MS = 30 * 60 * 1000;

export interface Visit {
  /** When a surface was last in view, in ms. */
  lastAt: number;
  /** How many stories had arrived by then: what the reader could have seen. */
  arrivals: number;
  /** Where the visit before this one ended; absent in the first. */
  line?: Line;
}

/** The end of a visit: how many stories had arrived by then, and when that was, in ms. */
export interface Line {
  arrivals: number;
  at: number;
}

/** The visit as it is with a look at `now`, when `arrivals` stories had come. A clock that was set back ends none. */
export function visitWith(before: Visit | undefined, arrivals: number, now: number): Visit {
  if (before === undefined) return { lastAt: now, arrivals };
  const goesOn = now - before.lastAt < VISIT_GAP_MS;
  const line = goesOn ? before.line : { arrivals: before.arrivals, at: before.lastAt };
  return { lastAt: now, arrivals: Math.max(before.arrivals, arrivals), ...(line !== undefined && { line }) };
}

/**
 * The story below which the line stands: the last of those at the top that came after it. Undefined where none did, or
 * the list holds no other.
 */
export function aboveLine<Listed extends { arrival: number }>(
  stories: readonly Listed[],
  line: Line | undefined,
): Listed | undefined {
  if (line === undefined) return undefined;
  return stories[stories.findIndex(({ arrival }) => arrival <= line.arrivals) - 1];
}
