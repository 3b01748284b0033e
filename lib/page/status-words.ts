// The status in words that are true. Pure.

import type { Outcome } from '../schedule/outcome.ts';
import type { PollRecord } from '../store/schema.ts';
import { say } from '../words/say.ts';
import type { TimeWords } from '../words/time.ts';
import type { Headlines } from './headlines.ts';
import type { StatusKind } from './status.ts';

/** What the words follow from. */
type Circumstances = Pick<Headlines, 'poll' | 'fault' | 'now'>;

/** What happened, and what comes next, in one or two sentences. */
export function sentences(kind: StatusKind, circumstances: Circumstances, time: TimeWords): string {
  const { poll, now } = circumstances;
  return [whatHappened(kind, circumstances, time), whatComes(kind, poll, time, now)]
    .filter(Boolean)
    .join(' ');
}

function whatHappened(kind: StatusKind, { poll, fault, now }: Circumstances, time: TimeWords): string {
  const asked = poll?.lastAttemptAt;
  const ago = asked === undefined ? '' : time.ago(asked, now);
  if (kind === 'storage') return storageTrouble(fault);
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

function storageTrouble(fault: Headlines['fault']): string {
  if (fault === 'newer') return say('storageNewerTitle');
  return say(fault === 'full' ? 'storageFullTitle' : 'statusStorage');
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
  if (kind === 'offline') return poll?.interval === 'by-hand' ? say('whenAsked') : say('whenOnline');
  if (poll?.interval === 'by-hand') return say('whenAsked');
  const nextAt = poll?.nextAt;
  const isTrouble = kind !== 'ok' && kind !== 'stale';
  if (nextAt === undefined || nextAt <= now) return say(isTrouble ? 'tryingAgainNow' : 'nextNow');
  return say(isTrouble ? 'tryingAgainAt' : 'nextAt', { time: time.clock(nextAt) });
}
