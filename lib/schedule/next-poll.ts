// When to poll. Pure: what happened so far, the time and a die come in; a time goes out.

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** Between two polls that nobody asked for. */
export const INTERVAL_MS = 30 * MINUTE_MS;
/** A popup that opens asks when the last poll is older than this; no alarm comes sooner after a poll. */
export const FRESH_MS = 5 * MINUTE_MS;
/** A press of the button this soon after a poll asks nothing. */
export const SAME_PRESS_MS = 5_000;
/** Failures never slow polling down further than this. */
const LONGEST_BACKOFF_MS = 6 * HOUR_MS;
/** A Retry-After beyond this is taken for a mistake of the site's. */
export const LONGEST_RETRY_AFTER_MS = 24 * HOUR_MS;
/** Once in this time the feed is asked without validators, for 304 can hide back-dated stories. */
export const FULL_EVERY_MS = 24 * HOUR_MS;

export interface Due {
  /** Where in the interval this install asks: in [0, INTERVAL_MS), drawn once. */
  phaseMs: number;
  /** Polls that failed in a row, this one included; 0 after a success. */
  failures: number;
  /** What the site asked for (RFC 9110 §10.2.3), in ms. */
  retryAfterMs?: number | undefined;
}

/**
 * When the next poll is due, in ms since 1970 UTC. After a success at the install's own phase of the
 * interval, so that installs don't all ask at one minute; after n failures in a row, up to 2ⁿ⁻¹ intervals
 * later, spread by ±25 %. Never before a Retry-After is over. `random` is in [0, 1).
 */
export function nextPollAt(now: number, { phaseMs, failures, retryAfterMs }: Due, random: number): number {
  const wished = failures === 0 ? nextTick(now + FRESH_MS, phaseMs) : now + backoffMs(failures, random);
  if (retryAfterMs === undefined) return wished;
  const allowed = now + Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS) + random * MINUTE_MS;
  return Math.max(wished, allowed);
}

function nextTick(from: number, phaseMs: number): number {
  const interval = Math.ceil((from - phaseMs) / INTERVAL_MS);
  return interval * INTERVAL_MS + phaseMs;
}

function backoffMs(failures: number, random: number): number {
  const doubled = INTERVAL_MS * 2 ** Math.min(failures - 1, 10);
  return Math.min(doubled, LONGEST_BACKOFF_MS) * (0.75 + random / 2);
}

/** Who wants a poll: the alarm, a start of the browser, a page that opens, the popup, the reader's press, new access. */
export type PollReason = 'alarm' | 'start' | 'page' | 'popup' | 'press' | 'granted';

/** What is known of polls so far. */
export interface SoFar {
  /** When the last poll began, whether or not it came to an end. */
  startedAt?: number | undefined;
  nextAt?: number | undefined;
  /** Failures in a row. */
  failures?: number | undefined;
  /** Until then the site asked to be left alone. */
  notBefore?: number | undefined;
}

/** How much earlier than its time an alarm of a backoff may come and still count. */
const ALARM_SLACK_MS = MINUTE_MS;

/**
 * Whether a poll is due. A last attempt in the future means that the clock was moved, and counts as none.
 * A press asks always, but for presses within five seconds of a poll.
 */
export function isDue(reason: PollReason, soFar: SoFar, now: number): boolean {
  const { startedAt, nextAt, notBefore, failures = 0 } = soFar;
  if (startedAt === undefined || startedAt > now) return true;
  const age = now - startedAt;
  if (reason === 'press') return age > SAME_PRESS_MS;
  if (reason === 'granted') return true;
  if (notBefore !== undefined && now < notBefore && notBefore - now <= LONGEST_RETRY_AFTER_MS) return false;
  if (reason === 'popup') return age > FRESH_MS;
  if (reason === 'page') return age > INTERVAL_MS && !waits(nextAt, now);
  // The alarm was set for its time; only one that comes in the midst of a backoff, or twice, is not believed.
  if (reason === 'alarm') return age > SAME_PRESS_MS && (failures === 0 || !waits(nextAt, now));
  return !waits(nextAt, now);
}

function waits(nextAt: number | undefined, now: number): boolean {
  return nextAt !== undefined && now < nextAt - ALARM_SLACK_MS && nextAt - now <= LONGEST_RETRY_AFTER_MS;
}
