// When to poll. Pure: what happened so far, the time and a die come in; a time goes out.

import { endOfSkip, type Hints } from './hints.ts';
import { isFailure, isSuccess, type Outcome } from './outcome.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** Between two polls that nobody asked for, unless the reader chose otherwise. */
export const INTERVAL_MS = 30 * MINUTE_MS;
/** Between two polls that nobody asked for, in ms; `by-hand`: there are none. */
export type Interval = number | 'by-hand';
/** A popup that opens asks when the last poll is older than this; no alarm comes sooner after a poll. */
export const FRESH_MS = 5 * MINUTE_MS;
/** A press of the button this soon after a poll asks nothing. */
export const SAME_PRESS_MS = 5_000;
/** Neither failures nor the feed's hopes slow polling down further than this. */
export const LONGEST_INTERVAL_MS = 6 * HOUR_MS;
/** A Retry-After beyond this is taken for a mistake of the site's. */
export const LONGEST_RETRY_AFTER_MS = 24 * HOUR_MS;
/** Once in this time the feed is read whole, without validators if need be, for 304 can hide back-dated stories. */
export const FULL_EVERY_MS = 24 * HOUR_MS;
/** Back from being offline, polling is caught up with no later than this. */
export const CATCH_UP_MS = 2 * MINUTE_MS;

/** WordPress writes a period of an hour into every feed: it says nothing of this one. */
const CONSTANT_PERIOD_MS = HOUR_MS;
/** A next poll further away was set by a clock that went wrong: a feed may skip all but an hour of the week. */
const LONGEST_WAIT_MS = 8 * 24 * HOUR_MS;
/** How much earlier than its time an alarm may come and still count, and how far back a clock is merely put right. */
const SLACK_MS = MINUTE_MS;
/** Up and down. A quarter left waves: in an outage's second hour a minute stood out by 1.48 × the mean, now 1.35. */
const BACKOFF_SPREAD = 0.5;
/** Of FULL_EVERY_MS: installs that last read the feed in the same half-hour don't all read it whole in the same one. */
const FULL_SPREAD_MS = 6 * HOUR_MS;

/**
 * Who wants a poll: the alarm, a start of the browser, a page that opens, the popup, the reader's press, new access,
 * a page that hears that the network is back.
 */
export type PollReason = 'alarm' | 'start' | 'page' | 'popup' | 'press' | 'granted' | 'online';

/** What is known of polls so far. */
export interface SoFar {
  /** When the last poll began, whether or not it came to an end. */
  startedAt?: number | undefined;
  nextAt?: number | undefined;
  outcome?: Pick<Outcome, 'kind'> | undefined;
  /** Failures in a row. */
  failures?: number | undefined;
  /** Until then the site asked to be left alone. */
  notBefore?: number | undefined;
  hints?: Hints | undefined;
  /** Absent: INTERVAL_MS. */
  interval?: Interval | undefined;
}

/**
 * Whether a poll is due. A last attempt in the future means that the clock was moved, and counts as none; so each
 * such move costs the site one request at most.
 * A press asks always, but for presses within five seconds of a poll. Of the others none asks in skipped times and
 * before a Retry-After is over, and none but a press looks again where the last look found no network and there is
 * still none. Where the reader wants to ask by hand, nothing else asks but new access. That the network is back is no reason to ask at once: all of an office would (see wakeAt).
 */
export function isDue(reason: PollReason, soFar: SoFar, now: number, isOnline: boolean): boolean {
  const { startedAt, nextAt, notBefore, outcome, hints, interval = INTERVAL_MS } = soFar;
  if (reason === 'press') return startedAt === undefined || Math.abs(now - startedAt) > SAME_PRESS_MS;
  if (!isOnline && outcome?.kind === 'offline') return false;
  if (reason === 'granted') return true;
  if (interval === 'by-hand') return false;
  if (reason === 'online' || endOfSkip(now, hints) > now) return false;
  if (startedAt === undefined || isClockMoved(startedAt, now)) return true;
  if (isAhead(notBefore, now, LONGEST_RETRY_AFTER_MS)) return false;
  const age = now - startedAt;
  if (reason === 'popup') return age > FRESH_MS;
  if (reason === 'page' && age <= interval) return false;
  return !isAhead(nextAt, now + SLACK_MS, LONGEST_WAIT_MS);
}

/**
 * What is known once a poll begins `now`. Should it die, the next is due an interval later: the times that were kept
 * may be of a clock that has been moved since, and the new `startedAt` hides that.
 */
export function beginning(
  { startedAt, notBefore, interval = INTERVAL_MS }: SoFar,
  now: number,
): { startedAt: number; nextAt: number | undefined; notBefore: number | undefined } {
  const keptNotBefore = isClockMoved(startedAt, now) ? undefined : notBefore;
  const nextAt = interval === 'by-hand' ? undefined : now + interval;
  return { startedAt: now, nextAt, notBefore: keptNotBefore };
}

/** What a poll brought that decides about the next. */
export interface Result {
  outcome: Outcome;
  /** What the site asked for (RFC 9110 §10.2.3), in ms. */
  retryAfterMs?: number | undefined;
  /** Of this document, or else of the last whole one. */
  hints?: Hints | undefined;
}

/**
 * What is known after a poll that ended `now`. A Retry-After holds until it is over or a poll succeeds. Failures out
 * of turn (the reader pressed, or opened the popup, in the midst of a backoff) neither count nor move the next poll:
 * else a few presses would silence an install for hours. `phaseMs` and `random` as in nextPollAt.
 */
export function afterPoll(
  before: SoFar,
  { outcome, retryAfterMs, hints }: Result,
  phaseMs: number,
  now: number,
  random: number,
): { failures: number; notBefore: number | undefined; nextAt: number | undefined } {
  const failed = isFailure(outcome);
  const failuresBefore = before.failures ?? 0;
  const isOutOfTurn =
    failed &&
    failuresBefore > 0 &&
    !isClockMoved(before.startedAt, now) &&
    isAhead(before.nextAt, now + SLACK_MS, LONGEST_WAIT_MS);
  const failures = failed ? failuresBefore + (isOutOfTurn ? 0 : 1) : isSuccess(outcome) ? 0 : failuresBefore;
  const notBefore = notBeforeAfter(before, outcome, retryAfterMs, now);
  if (before.interval === 'by-hand') return { failures, notBefore, nextAt: undefined };
  const limits = { phaseMs, notBefore, hints, intervalMs: before.interval };
  if (outcome.kind === 'offline') return { failures, notBefore, nextAt: nextLookAt(now, limits, random) };
  // An answer that breaks off brings stories all the same, and fewer at a time than a whole one: no time to slow down.
  const slowedBy = outcome.kind === 'partial' ? Math.min(failures, 1) : failed ? failures : 0;
  const inTurn = nextPollAt(now, { ...limits, failures: slowedBy }, random);
  const nextAt =
    isOutOfTurn && before.nextAt !== undefined
      ? allowedFrom(Math.max(before.nextAt, now + FRESH_MS), limits)
      : inTurn;
  return { failures, notBefore, nextAt };
}

function notBeforeAfter(
  { startedAt, notBefore }: SoFar,
  outcome: Outcome,
  retryAfterMs: number | undefined,
  now: number,
): number | undefined {
  if (retryAfterMs !== undefined) return now + Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS);
  const isOver = isClockMoved(startedAt, now) || !isAhead(notBefore, now, LONGEST_RETRY_AFTER_MS);
  return isSuccess(outcome) || isOver ? undefined : notBefore;
}

/** Where in the interval an install asks, drawn once by a `die` in [0, 1). */
export function drawPhase(die: number): number {
  return Math.floor(die * INTERVAL_MS);
}

/** What no next poll may offend against. */
interface Limits {
  /** In [0, INTERVAL_MS): where in an interval the install asks, whichever its own is. */
  phaseMs: number;
  /** Absent: INTERVAL_MS. */
  intervalMs?: number | undefined;
  notBefore?: number | undefined;
  hints?: Hints | undefined;
}

export interface Due extends Limits {
  /** Polls that failed in a row, this one included; 0 after a success. */
  failures: number;
}

/**
 * When the next poll is due, in ms since 1970 UTC. After a success at the install's own phase of the interval, so
 * that installs don't all ask at one minute; after n failures in a row, up to 2ⁿ⁻¹ intervals later, spread by ±50 %.
 * Never before a Retry-After is over, nor in a time that the feed skips: then at the install's own phase after it,
 * for either may end at one moment for all. `random` is in [0, 1).
 */
export function nextPollAt(now: number, { failures, ...limits }: Due, random: number): number {
  const { intervalMs = INTERVAL_MS, hints } = limits;
  const wished =
    failures === 0
      ? nextTick(now + shortestWaitMs(hints, intervalMs), limits)
      : now + backoffMs(failures, intervalMs, random);
  return allowedFrom(wished, limits);
}

/** When to see whether there is a network again: 60 to 120 s from now. */
function nextLookAt(now: number, limits: Limits, random: number): number {
  return allowedFrom(now + (CATCH_UP_MS / 2) * (1 + random), limits);
}

/**
 * When the alarm is to wake the worker, by the clock as it is now. `nextAt` where it can be believed; else, and where
 * it was missed, within a minute; while the last look found no network, within two. An alarm that stands later was
 * set by a clock that has been moved since, or is the repetition of one that was lost. Where only the reader asks, in six
 * hours, to see to what grows old.
 */
export function wakeAt(soFar: SoFar, phaseMs: number, now: number, random: number): number {
  const { startedAt, nextAt, outcome, notBefore, hints, interval } = soFar;
  if (interval === 'by-hand') return now + LONGEST_INTERVAL_MS;
  const limits = {
    phaseMs,
    hints,
    intervalMs: interval,
    ...(!isClockMoved(startedAt, now) && { notBefore }),
  };
  const isOffline = outcome?.kind === 'offline';
  const isSound =
    !isClockMoved(startedAt, now) && isAhead(nextAt, now, isOffline ? CATCH_UP_MS : LONGEST_WAIT_MS);
  if (isSound && nextAt !== undefined) return allowedFrom(nextAt, limits);
  if (isOffline) return nextLookAt(now, limits, random);
  return allowedFrom(now + random * MINUTE_MS, limits);
}

/**
 * What is known of polling once the reader chose another interval: the next poll is at a tick of the new one, but
 * in the midst of a backoff where it stood.
 */
export function withInterval<Known extends SoFar>(
  soFar: Known,
  interval: Interval,
  phaseMs: number,
  now: number,
): Known {
  const { failures = 0, notBefore, hints, startedAt, nextAt } = soFar;
  if (interval === 'by-hand') return { ...soFar, interval, nextAt: undefined };
  const isBackingOff = failures > 0 && isAhead(nextAt, now, LONGEST_WAIT_MS);
  if (startedAt === undefined || isBackingOff) return { ...soFar, interval };
  const limits = { phaseMs, notBefore, hints, intervalMs: interval };
  return { ...soFar, interval, nextAt: nextPollAt(now, { ...limits, failures: 0 }, 0) };
}

/**
 * Whether it is time to read the feed whole, or to look for a better one: a day after `lastAt`, or up to six hours
 * sooner, as the install's phase has it. One in the future is none.
 */
export function isDayOver(lastAt: number | undefined, phaseMs: number, now: number): boolean {
  const everyMs = FULL_EVERY_MS - FULL_SPREAD_MS * (phaseMs / INTERVAL_MS);
  return lastAt === undefined || lastAt > now || now - lastAt >= everyMs;
}

/** The first moment from `at` on at which the site may be asked: `at` itself, or the install's phase after it. */
function allowedFrom(at: number, limits: Limits): number {
  const { notBefore, hints, intervalMs = INTERVAL_MS } = limits;
  // Ticks of half an hour at most, so that what was put off comes soon after: in the hour that a skip's end begins.
  const soon = { ...limits, intervalMs: Math.min(intervalMs, INTERVAL_MS) };
  const asked = notBefore === undefined || at >= notBefore ? at : nextTick(notBefore, soon);
  const end = endOfSkip(asked, hints);
  return Math.round(end === asked ? asked : nextTick(end, soon));
}

/** The interval is kept by ticks of the phase, so a longer one may end as much sooner as a poll may stray from them. */
function shortestWaitMs(hints: Hints | undefined, intervalMs: number): number {
  const periodMs = hints?.updatePeriodMs ?? 0;
  const hopedMs = Math.max(periodMs > CONSTANT_PERIOD_MS ? periodMs : 0, hints?.ttlMs ?? 0);
  return hopedMs > intervalMs ? Math.min(hopedMs, LONGEST_INTERVAL_MS) - FRESH_MS : FRESH_MS;
}

function nextTick(from: number, { phaseMs, intervalMs = INTERVAL_MS }: Limits): number {
  const phase = (phaseMs / INTERVAL_MS) * intervalMs;
  const interval = Math.ceil((from - phase) / intervalMs);
  return interval * intervalMs + phase;
}

function backoffMs(failures: number, intervalMs: number, random: number): number {
  const doubled = intervalMs * 2 ** Math.min(failures - 1, 10);
  const longest = LONGEST_INTERVAL_MS / (1 + BACKOFF_SPREAD);
  return Math.min(doubled, longest) * (1 - BACKOFF_SPREAD + 2 * BACKOFF_SPREAD * random);
}

/** Whether the last poll began at a time that has not come yet. A clock put back by seconds was put right. */
function isClockMoved(startedAt: number | undefined, now: number): boolean {
  return startedAt !== undefined && startedAt - now > SLACK_MS;
}

function isAhead(at: number | undefined, now: number, mostMs: number): boolean {
  return at !== undefined && at > now && at - now <= mostMs;
}
