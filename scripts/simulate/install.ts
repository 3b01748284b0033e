// The week of one install: its browser opens and closes, its reader opens tabs and popups, its worker polls.

import { drawPhase, HOUR_MS } from '../../lib/schedule/next-poll.ts';
import { type Chance, waitFor } from './chance.ts';
import { RATES, type Stretch, stretchesOf } from './people.ts';
import { DAY_MS, type SiteWeek, WEEK_AT } from './site.ts';
import type { Tally } from './tally.ts';
import { SimulatedWorker } from './worker.ts';

/** A restart of Firefox loses the alarm, one of Chrome does not. */
const LOSES_ALARM = 0.4;
/** Whether a page is open that hears the network come back. */
const HAS_PAGE = 0.6;

/** Lives the week, and counts into `tally` what it asks of the site. */
export function liveWeek(site: SiteWeek, days: number, chance: Chance, tally: Tally): void {
  let holds: number | undefined;
  const worker = new SimulatedWorker(
    drawPhase(chance()),
    (validators, now) => {
      const answer = site.ask(validators, now);
      const version = site.versionAt(now);
      if (now >= WEEK_AT && now < WEEK_AT + days * DAY_MS)
        tally.count(now, answer.kind, holds === version, validators !== undefined);
      if (answer.kind === 'whole') holds = version;
      return answer;
    },
    chance,
  );
  for (const stretch of stretchesOf(chance, days)) liveStretch(worker, stretch, site, chance);
}

function liveStretch(worker: SimulatedWorker, stretch: Stretch, site: SiteWeek, chance: Chance): void {
  const { from, to, onlineAt, isStart } = stretch;
  if (isStart) {
    if (chance() < LOSES_ALARM) worker.alarmAt = undefined;
    worker.hear('start', from, from >= onlineAt);
    worker.hear('page', from + 1000, from + 1000 >= onlineAt);
  }
  let hearsAt = onlineAt > from && chance() < HAS_PAGE ? onlineAt : Number.POSITIVE_INFINITY;
  let now = from;
  let actsAt = now + nextAct(now, site, chance);
  for (;;) {
    const alarmAt = worker.alarmAt ?? Number.POSITIVE_INFINITY;
    now = Math.max(now, Math.min(alarmAt, actsAt, hearsAt));
    if (now >= to) return;
    const isOnline = now >= onlineAt;
    if (now >= hearsAt) {
      hearsAt = Number.POSITIVE_INFINITY;
      worker.hear('online', now, true);
    } else if (now >= alarmAt) {
      worker.alarm(now, isOnline);
    } else {
      act(worker, now, isOnline, site, chance);
      actsAt = now + nextAct(now, site, chance);
    }
  }
}

/** A new tab or a popup; at times the reader presses the button in it. */
function act(worker: SimulatedWorker, now: number, isOnline: boolean, site: SiteWeek, chance: Chance): void {
  const popups = popupsAt(now, site);
  if (chance() >= popups / (popups + RATES.pages)) {
    worker.hear('page', now, isOnline);
    return;
  }
  worker.hear('popup', now, isOnline);
  if (chance() < RATES.pressesOfPopups) worker.hear('press', now + 10_000, isOnline);
}

function nextAct(now: number, site: SiteWeek, chance: Chance): number {
  return waitFor(chance, RATES.pages + popupsAt(now, site)) * HOUR_MS;
}

function popupsAt(now: number, { burst }: SiteWeek): number {
  return now >= burst.from && now < burst.to ? RATES.popupsInBurst : RATES.popups;
}
