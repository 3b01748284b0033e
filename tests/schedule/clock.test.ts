// Whatever happens to the clock, the network and the site: neither a flood nor silence. A machine with its alarm
// lives through sequences of events; the decisions are the extension's own.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOfSkip, type Hints } from '../../lib/schedule/hints.ts';
import {
  CATCH_UP_MS,
  FRESH_MS,
  HOUR_MS,
  INTERVAL_MS,
  LONGEST_INTERVAL_MS,
  LONGEST_RETRY_AFTER_MS,
  MINUTE_MS,
  type PollReason,
  SAME_PRESS_MS,
} from '../../lib/schedule/next-poll.ts';
import { chanceOf } from '../../scripts/simulate/chance.ts';
import { SimulatedWorker, type SiteAnswer } from '../../scripts/simulate/worker.ts';

const START = Date.UTC(2031, 2, 3, 9, 40);
/** Forty events of 30 hours, with a look every minute. */
const MOST_WAKES = 40 * 30 * 60;
const YEAR_MS = 365 * 24 * HOUR_MS;

interface Asked {
  /** True time, which no clock shows. */
  at: number;
  clock: number;
  isPress: boolean;
  /** How often the clock had been moved by then. */
  jumps: number;
}

class Machine {
  /** True time. */
  now = 0;
  clock = START;
  isOnline = true;
  hints: Hints | undefined;
  site: 'ok' | 'failing' | 'asks for an hour' = 'ok';
  readonly asked: Asked[] = [];
  jumps = 0;
  wakes = 0;
  #reason: PollReason = 'alarm';
  readonly worker: SimulatedWorker;

  constructor(seed: number) {
    const chance = chanceOf(seed, 0);
    this.worker = new SimulatedWorker(Math.floor(chance() * INTERVAL_MS), () => this.#answer(), chance);
  }

  #answer(): SiteAnswer {
    const { now: at, clock, jumps } = this;
    this.asked.push({ at, clock, jumps, isPress: this.#reason === 'press' });
    if (this.site === 'ok')
      return {
        kind: 'whole',
        outcome: { kind: 'ok', arrived: 1, notModified: false },
        hints: this.hints ?? { skipHours: [], skipDays: [] },
      };
    const outcome = { kind: 'refused', status: 503 } as const;
    return { kind: 'failed', outcome, ...(this.site !== 'failing' && { retryAfterMs: HOUR_MS }) };
  }

  hear(reason: PollReason): void {
    this.#reason = reason;
    this.worker.hear(reason, this.clock, this.isOnline);
  }

  jump(ms: number): void {
    this.clock += ms;
    this.jumps += 1;
    this.#ring(); // an alarm that the clock has jumped over
  }

  pass(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const wait = Math.max(0, (this.worker.alarmAt ?? Number.POSITIVE_INFINITY) - this.clock);
      if (this.now + wait > end) break;
      this.#advance(wait);
      this.#ring();
    }
    this.#advance(end - this.now);
  }

  #advance(ms: number): void {
    this.now += ms;
    this.clock += ms;
  }

  #ring(): void {
    const { alarmAt } = this.worker;
    if (alarmAt === undefined || alarmAt > this.clock) return;
    this.wakes += 1;
    if (this.wakes > MOST_WAKES) throw new Error('the alarm goes off without end');
    this.#reason = 'alarm';
    this.worker.alarm(this.clock, this.isOnline);
  }
}

type Event = (machine: Machine) => void;

const span = fc.oneof(
  fc.integer({ min: 0, max: 10_000 }),
  fc.integer({ min: 0, max: HOUR_MS }),
  fc.integer({ min: 0, max: 30 * HOUR_MS }),
);
const jump = fc.oneof(
  fc.integer({ min: -MINUTE_MS, max: MINUTE_MS }),
  fc.integer({ min: -2 * HOUR_MS, max: 2 * HOUR_MS }),
  fc.integer({ min: -12 * HOUR_MS, max: 12 * HOUR_MS }),
  fc.integer({ min: -30, max: 30 }).map((years) => years * YEAR_MS),
);
const HINTS: (Hints | undefined)[] = [
  undefined,
  { ttlMs: 2 * HOUR_MS, skipHours: [], skipDays: [] },
  { updatePeriodMs: 24 * HOUR_MS, skipHours: [], skipDays: [] },
  { skipHours: [2, 3, 4, 10], skipDays: [6] },
];
const common: fc.Arbitrary<Event>[] = [
  span.map((ms) => (machine) => machine.pass(ms)),
  fc
    .constantFrom<PollReason>('popup', 'page', 'press', 'start', 'online', 'alarm')
    .map((reason) => (machine) => machine.hear(reason)),
  fc.boolean().map((isOnline) => (machine) => {
    machine.isOnline = isOnline;
    if (isOnline) machine.hear('online');
  }),
  fc.constantFrom(...(['ok', 'failing', 'asks for an hour'] as const)).map((site) => (machine) => {
    machine.site = site;
  }),
  fc.constantFrom(...HINTS).map((hints) => (machine) => {
    machine.hints = hints;
  }),
  fc.constant((machine) => {
    machine.worker.alarmAt = undefined; // as browsers lose it; whatever wakes the worker next must set it
  }),
];
const jumping = jump.map(
  (ms): Event =>
    (machine) =>
      machine.jump(ms),
);
const seed = fc.integer();
const events = fc.array(fc.oneof(...common, jumping), { maxLength: 40 });

function lived(dice: number, happened: readonly Event[]): Machine {
  const machine = new Machine(dice);
  machine.hear('start');
  for (const event of happened) event(machine);
  return machine;
}

describe('over any sequence of events', () => {
  test('the site is not asked more often than the rules allow, and once more for each jump of the clock', () => {
    fc.assert(
      fc.property(seed, events, (dice, happened) => {
        const { asked } = lived(dice, happened);
        for (const [index, one] of asked.entries()) {
          const before = asked[index - 1];
          if (before === undefined || before.jumps !== one.jumps) continue;
          // An alarm may come a minute before its time.
          const least = one.isPress ? SAME_PRESS_MS : FRESH_MS - MINUTE_MS;
          expect(one.at - before.at).toBeGreaterThanOrEqual(least);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('nothing but a press asks in skipped times, or before a Retry-After is over', () => {
    fc.assert(
      fc.property(seed, events, (dice, happened) => {
        const machine = new Machine(dice);
        for (const event of [(one: Machine) => one.hear('start'), ...happened]) {
          const { hints } = machine.worker.soFar;
          const count = machine.asked.length;
          event(machine);
          const first = machine.asked[count]; // later ones may follow other hints
          if (first !== undefined && !first.isPress) expect(endOfSkip(first.clock, hints)).toBe(first.clock);
        }
        const quiet = new Machine(dice);
        quiet.site = 'asks for an hour';
        quiet.hear('start');
        for (let minute = 0; minute < 59; minute += 1) {
          quiet.pass(MINUTE_MS);
          for (const reason of ['popup', 'page', 'start', 'online', 'alarm'] as const) quiet.hear(reason);
        }
        expect(quiet.asked).toHaveLength(1);
      }),
      { numRuns: 1000 },
    );
  });

  test('a poll follows within its time once a page wakes the worker, whatever the clock was set to', () => {
    fc.assert(
      fc.property(seed, events, (dice, happened) => {
        const machine = lived(dice, happened);
        machine.isOnline = true;
        machine.hear('page');
        const { outcome, failures = 0, notBefore, hints } = machine.worker.soFar;
        const asked = machine.asked.length;
        const hoped =
          hints?.ttlMs !== undefined || hints?.updatePeriodMs !== undefined ? LONGEST_INTERVAL_MS : 0;
        const limit =
          (outcome?.kind === 'offline' ? CATCH_UP_MS : failures > 0 ? LONGEST_INTERVAL_MS : hoped) +
          (notBefore === undefined ? 0 : LONGEST_RETRY_AFTER_MS) +
          (hints !== undefined && hints.skipHours.length > 0 ? 29 * HOUR_MS : 0) +
          INTERVAL_MS +
          FRESH_MS +
          2 * MINUTE_MS;
        machine.pass(limit);
        expect(machine.asked.length).toBeGreaterThan(asked);
      }),
      { numRuns: 2000 },
    );
  });

  test('back online, the site is asked within two minutes, at no moment that all share', () => {
    const waits = Array.from({ length: 300 }, (_, dice) => {
      const machine = new Machine(dice);
      machine.hear('start');
      machine.isOnline = false;
      machine.pass(2 * HOUR_MS + dice * 1000);
      const asked = machine.asked.length;
      machine.isOnline = true;
      machine.hear('online');
      const backAt = machine.now;
      machine.pass(CATCH_UP_MS);
      expect(machine.asked).toHaveLength(asked + 1);
      return (machine.asked.at(-1)?.at ?? 0) - backAt;
    });
    const quarters = [0, 1, 2, 3].map(
      (quarter) => waits.filter((wait) => Math.floor((4 * wait) / CATCH_UP_MS) === quarter).length,
    );
    expect(Math.min(...quarters.slice(0, 3))).toBeGreaterThan(60); // the last 30 s are for those who just looked
  });

  test('the alarm wakes no worker more than once a minute for nothing', () => {
    fc.assert(
      fc.property(seed, events, (dice, happened) => {
        const machine = lived(dice, happened);
        const { wakes, now, asked } = machine;
        expect(wakes - asked.length).toBeLessThanOrEqual(2 * happened.length + now / MINUTE_MS);
      }),
    );
  });
});
