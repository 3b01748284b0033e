// What is missing and what is being fetched, in words that are true. Pure.

import { type Archive, type Fill, type Gap, isWelcome } from '../backfill/fill.ts';
import type { PollRecord } from '../store/schema.ts';
import { dateWords, spanWords } from '../words/dates.ts';
import { say } from '../words/say.ts';
import type { TimeWords } from '../words/time.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Choices of how much of the archive is kept, least first. */
const CHOICES: readonly Archive['days'][] = [30, 90, 'all'];

/** What the words follow from: whether the site may be asked for what is old, and the time. */
export interface FillCircumstances {
  poll: PollRecord | undefined;
  isOnline: boolean;
  hasAccess: boolean;
  now: number;
}

/** "Stories from 3–5 May are still missing." */
export function missingWords({ edge, olderAt }: Pick<Gap, 'edge' | 'olderAt'>, now: number): string {
  if (olderAt === undefined) return say('gapBefore', { day: dateWords(edge.at, now) });
  const days = spanWords(Math.min(olderAt, edge.at), edge.at, now);
  return days === undefined ? say('gapDay', { day: dateWords(edge.at, now) }) : say('gapDays', { days });
}

/** What comes next: "Fetching them, page 3." or why not now. */
export function nextPageWords(fill: Fill, circumstances: FillCircumstances, time: TimeWords): string {
  // A page that waits to be joined is the one that is being fetched, also while the one before is read again.
  const page = fill.pending?.edge.page ?? fill.nextPage;
  return waitWords(fill, circumstances, time) || say('fillPage', { page });
}

/** Why the next page is waited for longer than usual; '' when it is not. */
export function waitWords(fill: Fill, circumstances: FillCircumstances, time: TimeWords): string {
  const { poll, isOnline, hasAccess, now } = circumstances;
  if (!isOnline || !hasAccess || !isWelcome(poll, now)) return say('fillWaits');
  const isAgain = fill.failures > 0 && fill.askAt > now;
  return isAgain ? say('tryingAgainAt', { time: time.clock(fill.askAt) }) : '';
}

/** How far the archive was fetched: "Fetching the last 30 days: back to 3 November so far." */
export function archiveWords(archive: Archive, now: number): string {
  const { state, days, edge, until } = archive;
  const day = dateWords(edge.at, now);
  if (state === 'filling') {
    return days === 'all' ? say('archiveFillingAll', { day }) : say('archiveFilling', { count: days, day });
  }
  if (state === 'stopped') return say('archiveStopped', { day });
  return until === undefined ? say('archiveWhole') : say('archiveDone', { day: dateWords(until, now) });
}

/** The part of the wanted time that was fetched, of 1; undefined where everything is wanted, however old it is. */
export function archiveProgress({ days, edge, until }: Archive): number | undefined {
  if (days === 'all' || until === undefined) return undefined;
  const installedAt = until + days * DAY_MS;
  return Math.min(1, Math.max(0, (installedAt - edge.at) / (installedAt - until)));
}

/** The choices that are more than what is kept now. */
export function moreThan(days: Archive['days']): Archive['days'][] {
  return CHOICES.filter((choice) => size(choice) > size(days));
}

function size(days: Archive['days']): number {
  return days === 'all' ? Number.POSITIVE_INFINITY : days;
}
