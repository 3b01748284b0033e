// The alarms that wake the worker: for a poll, and for a page of older stories.

import type { Browser } from 'webextension-polyfill';
import { INTERVAL_MS, type Interval, LONGEST_INTERVAL_MS, MINUTE_MS } from './schedule/next-poll.ts';

const POLL_ALARM = 'poll';
/** Browsers round, and put off an alarm that is less than half a minute away. */
const ROUNDING_MS = 1000;

/** Calls `run` when the alarm goes off. To be registered at once when the worker starts. */
export function onPollAlarm(browser: Browser, run: () => void): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === POLL_ALARM) run();
  });
}

/** When the alarm is to go off. */
export interface Wake {
  at: number;
  /** Absent: INTERVAL_MS. */
  interval?: Interval | undefined;
}

/** Sets the alarm for the next poll. It repeats, so that a poll that dies before setting it anew is not the last. */
export async function setPollAlarm(browser: Browser, { at, interval }: Wake): Promise<void> {
  await browser.alarms.create(POLL_ALARM, { when: at, periodInMinutes: periodOf(interval) });
}

/** In minutes. */
function periodOf(interval: Interval = INTERVAL_MS): number {
  return (interval === 'by-hand' ? LONGEST_INTERVAL_MS : interval) / MINUTE_MS;
}

/**
 * Sets the alarm only where it is missing or comes too late: browsers lose alarms on updates and restarts, a clock
 * that is set back moves them years away, and one made anew at each start of the worker would never go off.
 */
export async function keepPollAlarm(browser: Browser, wake: Wake): Promise<void> {
  const alarm = await browser.alarms.get(POLL_ALARM);
  const isSound =
    isInTime(alarm?.scheduledTime, wake.at) && alarm?.periodInMinutes === periodOf(wake.interval);
  if (!isSound) await setPollAlarm(browser, wake);
}

/** Sets the alarm only where there is none at all: for a worker that may be ended before it knows when to poll. */
export async function keepAnyPollAlarm(browser: Browser, at: number): Promise<void> {
  if ((await browser.alarms.get(POLL_ALARM)) === undefined) await setPollAlarm(browser, { at });
}

/** Whether an alarm wakes the worker when it should; undefined is none. */
export function isInTime(scheduledAt: number | undefined, wakeAt: number): boolean {
  return scheduledAt !== undefined && scheduledAt <= wakeAt + ROUNDING_MS;
}

const FILL_ALARM = 'fill';
/** Browsers put off an alarm that is less than half a minute away. */
const SOONEST_MS = 30_000;

/** Calls `run` when a page of older stories is due. To be registered at once when the worker starts. */
export function onFillAlarm(browser: Browser, run: () => void): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === FILL_ALARM) run();
  });
}

/** Sets the alarm for the next page of older stories, or takes it away where none is due. */
export async function setFillAlarm(browser: Browser, nextAt: number | undefined, now: number): Promise<void> {
  if (nextAt === undefined) await browser.alarms.clear(FILL_ALARM);
  else await browser.alarms.create(FILL_ALARM, { when: Math.max(nextAt, now + SOONEST_MS) });
}

/** Sets that alarm only where it is missing or comes too late: one made anew at each start would never go off. */
export async function keepFillAlarm(
  browser: Browser,
  nextAt: number | undefined,
  now: number,
): Promise<void> {
  const alarm = await browser.alarms.get(FILL_ALARM);
  const isSound = nextAt !== undefined && isInTime(alarm?.scheduledTime, Math.max(nextAt, now + SOONEST_MS));
  if (!isSound) await setFillAlarm(browser, nextAt, now);
}
