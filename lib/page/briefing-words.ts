// The briefing in words: its title, its time, and how much it holds. Pure.

import type { BriefingKind } from '../story/briefing.ts';
import { fullDateWords, periodWords } from '../words/dates.ts';
import { type PlainMessage, say } from '../words/say.ts';
import type { Briefing } from './briefing.ts';
import { archiveWords, missingWords } from './fill-words.ts';

const TITLES = {
  day: 'briefingTitle',
  today: 'briefingToday',
  yesterday: 'yesterday',
} as const satisfies Record<BriefingKind, PlainMessage>;

export function titleOf(which: BriefingKind): string {
  return say(TITLES[which]);
}

/** The day that the briefing is of: "Wednesday, 25 November 2026". */
export function dateOf({ which, span }: Pick<Briefing, 'which' | 'span'>): string {
  return fullDateWords(which === 'day' ? span.to : span.from);
}

/** Its hours: "Tue 24 Nov, 07:00 – Wed 25 Nov, 07:00". What is not over yet ends now. */
export function periodOf({ span, now }: Pick<Briefing, 'span' | 'now'>, zone?: 'with zone'): string {
  return periodWords(span.from, Math.max(span.from, Math.min(span.to, now)), zone);
}

/** "12 stories in 5 categories"; where some are left out "9 of 12 stories", or of those `included` alone. */
export function countWords(briefing: Briefing, of: 'all' | 'included' = 'all'): string {
  const { groups, shown, included, isIncluded } = briefing;
  if (of === 'all' && included < shown) return say('briefingOf', { included, count: shown });
  const categories = groups.filter(({ stories }) => stories.some(isIncluded)).length;
  const stories = say('storyCount', { count: included });
  return included === 0 ? stories : say('briefingIn', { stories, count: categories });
}

/** The name of a group. */
export function categoryWords(category: string | undefined): string {
  return category ?? say('briefingOther');
}

/** Why it may not be all, a sentence each; none where it is. */
export function missingFrom(briefing: Briefing, ago: (at: number, now: number) => string): string[] {
  const { isOnline, staleSince, gaps, archive, now } = briefing;
  return [
    ...(isOnline ? [] : [say('briefingOffline')]),
    ...(staleSince === 'never' ? [say('briefingNeverRead')] : []),
    ...(typeof staleSince === 'number' ? [say('briefingStale', { ago: ago(staleSince, now) })] : []),
    ...gaps.map((gap) => missingWords(gap, now)),
    ...(archive === undefined ? [] : [say('briefingMayMiss', { archive: archiveWords(archive, now) })]),
  ];
}
