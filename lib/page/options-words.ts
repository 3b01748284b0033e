// The settings and their choices in words. Pure.

import type { CHOICES, SettingName, Settings } from '../settings.ts';
import type { Preview } from '../store/retention.ts';
import { dateWords, hourWords } from '../words/dates.ts';
import { type PlainMessage, say } from '../words/say.ts';

/** A setting whose choices are a list. */
export type ListedName = keyof typeof CHOICES;

/** The name of each setting. */
export const TITLES = {
  theme: 'settingTheme',
  accent: 'settingAccent',
  density: 'settingDensity',
  textSize: 'settingTextSize',
  images: 'settingImages',
  keys: 'settingKeys',
  interval: 'settingInterval',
  feed: 'settingFeed',
  badge: 'settingBadge',
  unreadDays: 'settingUnreadDays',
  newTab: 'settingNewTab',
  ticker: 'settingTicker',
  tickerSpeed: 'settingTickerSpeed',
  archive: 'settingArchive',
  retention: 'settingRetention',
  briefingHour: 'settingBriefingHour',
} as const satisfies Record<SettingName, PlainMessage>;

/** What is to be known of a setting before it is chosen; most need no word. */
export const HINTS: Partial<Record<SettingName, PlainMessage>> = {
  interval: 'hintInterval',
  badge: 'hintBadge',
  unreadDays: 'hintUnreadDays',
  feed: 'hintFeed',
  archive: 'hintArchive',
  retention: 'hintRetention',
  briefingHour: 'hintBriefingHour',
  images: 'hintImages',
  ticker: 'hintTicker',
  keys: 'hintKeys',
};

/** A choice in words. */
export function choiceWords(name: ListedName, value: Settings[ListedName]): string {
  if (typeof value === 'boolean') return say(value ? 'choiceOn' : 'choiceOff');
  if (typeof value === 'number') return numberWords(name, value);
  return name === 'retention' && value === 'off' ? say('choiceEverything') : say(WORDS[value]);
}

/** What would go, and what of that age would stay. */
export function previewWords({ stories, newestAt, staying }: Preview, now: number): string {
  const going =
    newestAt === undefined
      ? say('retentionNone')
      : say('retentionWouldGo', { count: stories, day: dateWords(newestAt, now) });
  return staying > 0 ? `${going} ${say('retentionStaying', { count: staying })}` : going;
}

/** A number is a count of days, but for the settings that are named. */
function numberWords(name: ListedName, value: number): string {
  if (name === 'briefingHour') return hourWords(value);
  if (name === 'textSize') return say('choicePercent', { percent: value });
  if (name !== 'interval') return say('choiceDays', { count: value });
  return value % 60 === 0
    ? say('choiceHours', { count: value / 60 })
    : say('choiceMinutes', { count: value });
}

const WORDS = {
  'by-hand': 'choiceByHand',
  system: 'choiceSystem',
  light: 'choiceLight',
  dark: 'choiceDark',
  contrast: 'choiceContrast',
  praseodymium: 'choicePraseodymium',
  neodymium: 'choiceNeodymium',
  europium: 'choiceEuropium',
  terbium: 'choiceTerbium',
  erbium: 'choiceErbium',
  compact: 'choiceCompact',
  regular: 'choiceRegular',
  roomy: 'choiceRoomy',
  unread: 'choiceUnread',
  new: 'choiceNew',
  off: 'choiceNothing',
  'front-page': 'choiceFrontPage',
  browser: 'choiceBrowser',
  all: 'choiceAll',
  moving: 'choiceMoving',
  still: 'choiceStill',
  hidden: 'choiceHidden',
  slow: 'choiceSlow',
  usual: 'choiceUsual',
  fast: 'choiceFast',
  '90-days': 'choice90Days',
  '365-days': 'choice365Days',
  '1000-stories': 'choice1000Stories',
  '5000-stories': 'choice5000Stories',
} as const satisfies Record<Extract<Settings[ListedName], string>, PlainMessage>;
