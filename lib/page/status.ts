// What the extension says of itself: its status. Pure; the words are in status-words.ts.

import { INTERVAL_MS } from '../schedule/next-poll.ts';
import type { Outcome } from '../schedule/outcome.ts';
import type { PollRecord } from '../store/schema.ts';

/** The `data-status` of the status line; part of the page contract. */
export type StatusKind =
  | 'ok'
  | 'checking'
  | 'partial'
  | 'stale'
  | 'offline'
  | 'blocked'
  | 'failing'
  | 'denied'
  | 'storage'
  | 'never';

/** All that the status follows from. */
export interface Circumstances {
  poll: PollRecord | undefined;
  isPolling: boolean;
  isOnline: boolean;
  hasAccess: boolean;
  /** `failed` while the store can't be read. */
  kind: 'opening' | 'open' | 'failed';
}

/** Without a poll for so many intervals, what is shown is called old: a computer that slept, or a worker that broke. */
const STALE_AFTER_INTERVALS = 2;

/** The one status that counts most: what stops everything comes first, what passes by itself last. */
export function statusOf(
  { poll, isPolling, isOnline, hasAccess, kind }: Circumstances,
  now: number,
): StatusKind {
  if (kind === 'failed') return 'storage';
  if (!hasAccess) return 'denied';
  if (isPolling) return poll?.lastAttemptAt === undefined ? 'never' : 'checking';
  if (!isOnline) return 'offline';
  if (poll?.outcome === undefined || poll.lastAttemptAt === undefined) return 'never';
  if (isStale(poll, poll.lastAttemptAt, now)) return 'stale';
  return STATUS_OF[poll.outcome.kind];
}

const STATUS_OF: Record<Outcome['kind'], StatusKind> = {
  ok: 'ok',
  partial: 'partial',
  offline: 'offline',
  unreachable: 'failing',
  refused: 'failing',
  blocked: 'blocked',
  'no-feed': 'failing',
  denied: 'denied',
};

/** Where the reader asks by hand nothing is late. */
function isStale(
  { nextAt, interval = INTERVAL_MS }: PollRecord,
  lastAttemptAt: number,
  now: number,
): boolean {
  if (interval === 'by-hand' || now - lastAttemptAt <= STALE_AFTER_INTERVALS * interval) return false;
  return nextAt === undefined || nextAt < now;
}

/** Whether there is something to tell beside the status line: what stands in the way, or what came back. */
export function hasNotice(circumstances: Circumstances & Told): boolean {
  const { restored, update, now } = circumstances;
  // While the site is asked again a notice stays: what it says still holds.
  const kind = statusOf({ ...circumstances, isPolling: false }, now);
  return restored !== undefined || update !== undefined || !PASSES.includes(kind);
}

/** What is told whatever the status. */
interface Told {
  restored: unknown;
  update: unknown;
  now: number;
}

/** All is well, or passes by itself; the rest has words of its own. */
const PASSES: readonly StatusKind[] = ['ok', 'checking', 'partial', 'stale', 'offline', 'never'];
