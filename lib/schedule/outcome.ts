// How a poll ended: a closed list. Each has its words and its consequence for the next poll.

export type Outcome =
  /** A whole feed was read, or the site said that nothing changed (304). */
  | { kind: 'ok'; arrived: number; notModified: boolean }
  /** The document did not reach its end; the whole stories in it were kept. */
  | { kind: 'partial'; arrived: number }
  /** The browser knows that it has no network; nothing was asked. */
  | { kind: 'offline' }
  /** No answer, or none that could be read to its end within the bounds. */
  | { kind: 'unreachable'; why: 'network' | 'timeout' | 'too-large' | 'elsewhere' }
  /** An HTTP status that is no success. */
  | { kind: 'refused'; status: number }
  /** A page where a feed was due: a challenge, a login, a maintenance page. */
  | { kind: 'blocked'; status: number }
  /** No address of the site carries stories. */
  | { kind: 'no-feed' }
  /** The reader or the browser withdrew the permission to reach the site. */
  | { kind: 'denied' };

/** Outcomes after which polling slows down. Being offline or without permission is no fault of the site's. */
export function isFailure({ kind }: Outcome): boolean {
  return (
    kind === 'partial' ||
    kind === 'unreachable' ||
    kind === 'refused' ||
    kind === 'blocked' ||
    kind === 'no-feed'
  );
}

/** Outcomes that brought what the feed holds. */
export function isSuccess({ kind }: Outcome): boolean {
  return kind === 'ok';
}
