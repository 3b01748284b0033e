// What the extension says of itself: its status, in words that are true. Pure.

import { INTERVAL_MS } from '../schedule/next-poll.ts';
import type { Outcome } from '../schedule/outcome.ts';
import type { PollRecord } from '../store/schema.ts';
import { say } from '../words/say.ts';
import type { TimeWords } from '../words/time.ts';

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

/** Without a poll for so long, what is shown is called old: a computer that slept, or a worker that broke. */
const STALE_AFTER_MS = 2 * INTERVAL_MS;

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
  if (now - poll.lastAttemptAt > STALE_AFTER_MS && isOverdue(poll, now)) return 'stale';
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

function isOverdue({ nextAt }: PollRecord, now: number): boolean {
  return nextAt === undefined || nextAt < now;
}

/** What happened, and what comes next, in one or two sentences. */
export function sentences(
  kind: StatusKind,
  poll: PollRecord | undefined,
  time: TimeWords,
  now: number,
): string {
  return [whatHappened(kind, poll, time, now), whatComes(kind, poll, time, now)].filter(Boolean).join(' ');
}

function whatHappened(kind: StatusKind, poll: PollRecord | undefined, time: TimeWords, now: number): string {
  const asked = poll?.lastAttemptAt;
  const ago = asked === undefined ? '' : time.ago(asked, now);
  if (kind === 'storage') return say('statusStorage');
  if (kind === 'denied') return say('statusDenied');
  if (kind === 'never') return say('statusNever');
  if (kind === 'checking') return say('statusChecking');
  const success = poll?.lastSuccessAt;
  if (kind === 'stale')
    return say('statusStale', { ago: success === undefined ? ago : time.ago(success, now) });
  if (kind === 'offline') {
    return success === undefined
      ? say('statusOfflineNever')
      : say('statusOffline', { ago: time.ago(success, now) });
  }
  return poll?.outcome === undefined ? '' : ofOutcome(poll.outcome, ago);
}

function ofOutcome(outcome: Outcome, ago: string): string {
  switch (outcome.kind) {
    case 'ok':
      return say('statusOk', { ago });
    case 'partial':
      return say('statusPartial', { ago });
    case 'refused':
      return say('statusRefused', { status: String(outcome.status), ago });
    case 'blocked':
      return say('statusBlocked');
    case 'no-feed':
      return say('statusNoFeed');
    case 'denied':
      return say('statusDenied');
    case 'offline':
      return say('statusOfflineNever');
    case 'unreachable':
      return ofSilence(outcome.why, ago);
  }
}

function ofSilence(why: Extract<Outcome, { kind: 'unreachable' }>['why'], ago: string): string {
  if (why === 'timeout') return say('statusTooSlow', { ago });
  if (why === 'too-large') return say('statusTooLarge');
  if (why === 'elsewhere') return say('statusElsewhere');
  return say('statusNoAnswer', { ago });
}

function whatComes(kind: StatusKind, poll: PollRecord | undefined, time: TimeWords, now: number): string {
  if (kind === 'storage' || kind === 'denied' || kind === 'checking' || kind === 'never') return '';
  if (kind === 'offline') return say('whenOnline');
  const nextAt = poll?.nextAt;
  const isTrouble = kind !== 'ok' && kind !== 'stale';
  if (nextAt === undefined || nextAt <= now) return say(isTrouble ? 'tryingAgainNow' : 'nextNow');
  return say(isTrouble ? 'tryingAgainAt' : 'nextAt', { time: time.clock(nextAt) });
}
