// What the reader can choose: the choices, what holds while nothing was chosen, and what an unreadable choice falls
// back to. Pure; where a choice is kept is in store/settings.ts.

import { type Interval, MINUTE_MS } from './schedule/next-poll.ts';
import { isSiteAddress } from './site.ts';
import { USUAL_HOUR } from './story/briefing.ts';
import type { Retention } from './story/retention.ts';
import type { Counting } from './story/unread.ts';

/**
 * Each setting with its choices, in the order in which they are offered. The feed's are addresses, see `isFeed`. For a
 * new one the compiler asks for a default and for words, not for its place on the page (components/OptionsPage.tsx).
 */
export const CHOICES = {
  /** Minutes between two polls, or only when the reader presses. */
  interval: [15, 30, 60, 120, 'by-hand'],
  theme: ['system', 'light', 'dark', 'contrast'],
  /** The colour of what is new, named after the glass and the glow of an element. */
  accent: ['praseodymium', 'neodymium', 'europium', 'terbium', 'erbium'],
  density: ['compact', 'regular', 'roomy'],
  /** Of the browser's own, in percent. */
  textSize: [90, 100, 110, 125, 150],
  /** What the badge counts. `new`: what counts as unread and was not seen yet. */
  badge: ['unread', 'new', 'off'],
  /** Days after which an unread story stops counting. */
  unreadDays: [3, 7, 14, 30],
  /** What a new tab shows: the front page, or what the browser shows by itself. */
  newTab: ['front-page', 'browser'],
  /** The headlines that move by on top of the front page: they do, they stand, or they are not there. */
  ticker: ['moving', 'still', 'hidden'],
  tickerSpeed: ['slow', 'usual', 'fast'],
  /** How far back stories from before installing are fetched, in days. */
  archive: [30, 90, 'all'],
  /** What is kept: everything, what is not older than so many days, or so many stories. */
  retention: ['off', '90-days', '365-days', '1000-stories', '5000-stories'],
  /** The hour from which the daily briefing is ready. */
  briefingHour: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23],
  /** Whether keys of ours do anything. */
  keys: [true, false],
  /** Whether images of stories are loaded. */
  images: [true, false],
} as const;

type Choices = typeof CHOICES;

export type Settings = { readonly [Name in keyof Choices]: Choices[Name][number] } & {
  /** `found`: by itself. Else the address of one of the site's feeds. */
  readonly feed: string;
};

export type SettingName = keyof Settings;

/** What was chosen, by name: outside input, for a disk may have damaged it and another version may have written it. */
export type Chosen = Readonly<Record<string, unknown>>;

export const DEFAULTS: Settings = {
  interval: 30,
  theme: 'system',
  accent: 'praseodymium',
  density: 'regular',
  textSize: 100,
  badge: 'unread',
  unreadDays: 14,
  newTab: 'front-page',
  ticker: 'moving',
  tickerSpeed: 'usual',
  archive: 30,
  retention: 'off',
  briefingHour: USUAL_HOUR,
  keys: true,
  images: false,
  feed: 'found',
};

export const SETTING_NAMES = Object.keys(DEFAULTS).filter(isSettingName);

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(DEFAULTS, name);
}

/** All settings: what was chosen where that is a choice, else the default. Each falls back alone. */
export function settingsOf(chosen: Chosen | undefined): Settings {
  const settings: Record<string, unknown> = { ...DEFAULTS };
  const known = asChosen(chosen);
  for (const name of SETTING_NAMES) {
    const value = Object.hasOwn(known, name) ? known[name] : undefined;
    if (isChoice(name, value)) settings[name] = value;
  }
  return settings as Settings; // each value was checked against its own choices
}

/** Choices as they were read, empty where they are none. */
export function asChosen(value: unknown): Chosen {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Whether a setting may have this value. */
export function isChoice<Name extends SettingName>(name: Name, value: unknown): value is Settings[Name] {
  if (name === 'feed') return isFeed(value);
  const choices: readonly unknown[] = CHOICES[name as keyof Choices];
  return choices.includes(value);
}

function isFeed(value: unknown): value is string {
  return value === 'found' || (typeof value === 'string' && isSiteAddress(value));
}

/** How unread is counted at `now`. */
export function countingAt(now: number, { unreadDays } = DEFAULTS): Counting {
  return { now, unreadForMs: unreadDays * 24 * 60 * 60 * 1000 };
}

/** The interval as polls go by it. */
export function intervalOf({ interval }: Pick<Settings, 'interval'>): Interval {
  return interval === 'by-hand' ? interval : interval * MINUTE_MS;
}

/** What is kept; undefined where everything is. */
export function retentionOf({ retention }: Pick<Settings, 'retention'>): Retention | undefined {
  switch (retention) {
    case 'off':
      return undefined;
    case '90-days':
      return { days: 90 };
    case '365-days':
      return { days: 365 };
    case '1000-stories':
      return { stories: 1000 };
    case '5000-stories':
      return { stories: 5000 };
  }
}
