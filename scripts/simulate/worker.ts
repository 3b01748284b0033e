// The worker of one install: what lib/worker.ts, lib/alarms.ts and lib/poll.ts do with the schedule, without store,
// lock and stories. It decides nothing: all that does is lib/schedule, called as they call it.

import { isInTime } from '../../lib/alarms.ts';
import {
  afterPoll,
  INTERVAL_MS,
  isDayOver,
  isDue,
  type PollReason,
  type Result,
  type SoFar,
  wakeAt,
} from '../../lib/schedule/next-poll.ts';
import { keepDateAlone, type Validators } from '../../lib/validators.ts';

/** An answer of the site, as far as the schedule minds; `validators` are there only with a whole document. */
export interface SiteAnswer extends Result {
  kind: 'whole' | 'not-modified' | 'failed';
  validators?: Validators | undefined;
}

export type AskSite = (validators: Validators | undefined, now: number) => SiteAnswer;

export class SimulatedWorker {
  readonly #phaseMs: number;
  readonly #ask: AskSite;
  readonly #random: () => number;
  /** The alarm of the browser; undefined where the browser lost it. */
  alarmAt: number | undefined;
  soFar: SoFar = {};
  #validators: Validators | undefined;
  #lastFullAt: number | undefined;

  constructor(phaseMs: number, ask: AskSite, random: () => number) {
    this.#phaseMs = phaseMs;
    this.#ask = ask;
    this.#random = random;
  }

  /** The alarm went off; it repeats. */
  alarm(now: number, isOnline: boolean): void {
    this.alarmAt = now + INTERVAL_MS;
    this.hear('alarm', now, isOnline);
  }

  hear(reason: PollReason, now: number, isOnline: boolean): void {
    if (isDue(reason, this.soFar, now, isOnline)) this.#poll(reason, now, isOnline);
    else this.#keepAlarm(now);
  }

  #poll(reason: PollReason, now: number, isOnline: boolean): void {
    const result: SiteAnswer =
      isOnline || reason === 'press'
        ? this.#ask(isDayOver(this.#lastFullAt, this.#phaseMs, now) ? undefined : this.#validators, now)
        : { kind: 'failed', outcome: { kind: 'offline' } };
    if (result.kind === 'whole') {
      this.#lastFullAt = now;
      this.#validators = keepDateAlone(result.validators, this.#validators);
    }
    const hints = result.hints ?? this.soFar.hints;
    const { outcome } = result;
    const times = afterPoll(this.soFar, { ...result, hints }, this.#phaseMs, now, this.#random());
    this.soFar = { ...times, outcome, hints, startedAt: now };
    this.alarmAt = times.nextAt;
  }

  #keepAlarm(now: number): void {
    const at = wakeAt(this.soFar, this.#phaseMs, now, this.#random());
    if (!isInTime(this.alarmAt, at)) this.alarmAt = at;
  }
}
