// When people's computers run and what they do with the extension: a model, with its figures in one place.

import { HOUR_MS, MINUTE_MS } from '../../lib/schedule/next-poll.ts';
import { around, type Chance, choose } from './chance.ts';
import { DAY_MS, type Span, WARM_UP_DAYS, WEEK_AT } from './site.ts';

/** A time in which the browser runs on a computer that is awake. */
export interface Stretch extends Span {
  /** The browser was started, rather than the computer woken. */
  isStart: boolean;
  /** There is no network before. */
  onlineAt: number;
}

/** Hours from GMT. */
const ZONES = [
  [0.35, -5],
  [0.12, -6],
  [0.13, -8],
  [0.12, 0],
  [0.13, 1],
  [0.04, 5.5],
  [0.06, 8],
  [0.05, 10],
] as const;

const HABITS = [
  [0.4, 'office'],
  [0.35, 'laptop'],
  [0.15, 'home'],
  [0.1, 'always'],
] as const;

/** For each hour in which the browser runs. */
export const RATES = { pages: 3, popups: 0.4, popupsInBurst: 1.2, pressesOfPopups: 0.15 };

export const ASSUMED = [
  'Time zones: New York 35 %, Los Angeles 13 %, central Europe 13 %, Chicago 12 %, London 12 %, China and Perth 6 %, Sydney 5 %, India 4 %.',
  'Computers: 40 % run in the office (Monday to Friday, about 9:00 to 17:30); 35 % are laptops, awake two to four times a working day, on six evenings and weekend days of ten; 15 % run at home in the evening and at the weekend; 10 % always.',
  'Two of five laptops wake before their network does (3 to 20 s); one of twenty has none until it sleeps again.',
  `In each hour in which the browser runs: ${RATES.pages} new tabs and ${RATES.popups} popups (${RATES.popupsInBurst} during the burst of news); one popup in seven ends in a press of the button.`,
];

/** The stretches of one computer, in order and without overlap, from the warm-up on. */
export function stretchesOf(chance: Chance, days: number): Stretch[] {
  const offsetMs = choose(chance, ZONES) * HOUR_MS;
  const habit = choose(chance, HABITS);
  const endAt = WEEK_AT + days * DAY_MS;
  const firstAt = WEEK_AT - WARM_UP_DAYS * DAY_MS;
  if (habit === 'always') {
    const from = firstAt + chance() * DAY_MS;
    return [{ from, to: endAt, isStart: true, onlineAt: from }];
  }
  const stretches: Stretch[] = [];
  for (let day = -WARM_UP_DAYS; day <= days; day += 1) {
    const midnight = WEEK_AT + day * DAY_MS - offsetMs;
    const isWeekend = (day + 7) % 7 >= 5;
    for (const [from, to] of hoursOf(habit, isWeekend, chance)) {
      const begins = Math.max(midnight + from * HOUR_MS, (stretches.at(-1)?.to ?? firstAt) + MINUTE_MS);
      const ends = Math.min(midnight + to * HOUR_MS, endAt);
      if (ends > begins) stretches.push(stretch(begins, ends, habit, chance));
    }
  }
  return stretches;
}

/** From, to: hours of the local day. */
type Hours = [number, number];

function hoursOf(habit: 'office' | 'laptop' | 'home', isWeekend: boolean, chance: Chance): Hours[] {
  const evening = (): Hours => [around(chance, 19.5, 1), around(chance, 22.5, 1)];
  if (habit === 'office') return isWeekend ? [] : [[around(chance, 9, 0.75), around(chance, 17.5, 1)]];
  if (habit === 'home')
    return isWeekend ? [[around(chance, 10, 2), around(chance, 13, 2)], evening()] : [evening()];
  if (isWeekend) return chance() < 0.6 ? [[around(chance, 11, 2), around(chance, 12.5, 1.5)], evening()] : [];
  const pauses = 1 + Math.floor(chance() * 3);
  const hours: Hours[] = [];
  let from = around(chance, 8.75, 0.75);
  for (let pause = 1; pause <= pauses; pause += 1) {
    const to = around(chance, 9 + (pause * 8) / pauses, 0.5);
    hours.push([from, to]);
    from = to + 0.25 + chance();
  }
  if (chance() < 0.6) hours.push(evening());
  return hours;
}

function stretch(from: number, to: number, habit: 'office' | 'laptop' | 'home', chance: Chance): Stretch {
  if (habit !== 'laptop') return { from, to, isStart: chance() < 0.7, onlineAt: from };
  const die = chance();
  const onlineAt = die < 0.05 ? to : die < 0.4 ? from + 3000 + chance() * 17_000 : from;
  return { from, to, isStart: chance() < 0.2, onlineAt };
}
