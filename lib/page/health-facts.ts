// How it is going in words: the facts of the page and of the text that is copied from it. Pure. Nothing here says
// which stories there are or were read.

import type { Hints } from '../schedule/hints.ts';
import type { Outcome } from '../schedule/outcome.ts';
import type { LogEntry } from '../store/schema.ts';
import { say, written } from '../words/say.ts';
import type { Health } from './health.ts';

/** Facts that belong together, each a name and what holds. */
export interface Facts {
  title: string;
  facts: [name: string, text: string][];
}

/** How a moment is written: as the reader's clock has it, or the same for everyone in a report. */
export type WriteTime = (at: number) => string;

const KIB = 1024;
const MINUTE_MS = 60_000;

/** Everything but hints and the log. */
export function healthFacts(health: Health, at: WriteTime): Facts[] {
  const { store } = health;
  return [
    { title: say('healthVersions'), facts: versions(health) },
    part(say('detailsTitle'), () => asking(health, at)),
    ...(store === undefined ? [] : [part(say('healthKept'), () => kept(store, at))]),
    { title: say('healthBrowser'), facts: fromBrowser(health, at) },
  ];
}

/** A part that is unknown where its records are not what they should be: that hides none of the others. */
function part(title: string, facts: () => Facts['facts']): Facts {
  return { title, facts: orUnknown(facts, [[title, say('unknown')]]) };
}

function orUnknown<T>(make: () => T, unknown: T): T {
  try {
    return make();
  } catch {
    return unknown;
  }
}

/** What stands in the way, or may explain what a reader wonders at; the gravest first. */
export function hints(health: Health): string[] {
  const { fault, hasAccess, isOnline, store, alarms, now } = health;
  const poll = store?.meta.poll;
  const found = [
    fault !== undefined && say(fault === 'newer' ? 'storageNewerTitle' : 'storageTitle'),
    hasAccess === false && say('deniedTitle'),
    !isOnline && say('hintOffline'),
    poll !== undefined && poll.failures > 0 && say('hintFailures', { count: poll.failures }),
    poll?.notBefore !== undefined && poll.notBefore > now && say('hintNotBefore'),
    store !== undefined && poll?.feed === undefined && say('hintNoFeed'),
    alarms !== undefined && !alarms.some(({ name }) => name === 'poll') && say('hintNoAlarm'),
  ];
  return found.filter((hint) => hint !== false);
}

/** A line of the log, column by column (`LOG_COLUMNS`); unknown where a newer version wrote what is not known here. */
export function logRow(entry: LogEntry, write: WriteTime): string[] {
  return orUnknown(
    () => wordsOf(entry, write),
    LOG_COLUMNS.map(() => say('unknown')),
  );
}

function wordsOf({ at, reason, address, outcome, tookMs }: LogEntry, write: WriteTime): string[] {
  const arrived = 'arrived' in outcome ? written(outcome.arrived) : '';
  return [
    write(at),
    say(REASONS[reason]),
    address === undefined ? '' : pathOf(address),
    reason === 'withdrawal' && outcome.kind === 'ok' ? say('outcomeStillThere') : outcomeWords(outcome),
    arrived,
    say('milliseconds', { count: Math.round(tookMs) }),
  ];
}

export const LOG_COLUMNS = ['logAt', 'logWhy', 'logWhere', 'logOutcome', 'logArrived', 'logTook'] as const;

const REASONS = {
  alarm: 'reasonAlarm',
  start: 'reasonStart',
  page: 'reasonPage',
  popup: 'reasonPopup',
  press: 'reasonPress',
  granted: 'reasonGranted',
  online: 'reasonOnline',
  fill: 'reasonFill',
  withdrawal: 'reasonWithdrawal',
} as const satisfies Record<LogEntry['reason'], string>;

/** How a request ended, in a few words. */
export function outcomeWords(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'ok':
      return say(outcome.notModified ? 'outcomeNotModified' : 'outcomeWhole');
    case 'partial':
      return say('outcomePartial');
    case 'offline':
      return say('outcomeOffline');
    case 'unreachable':
      return say(SILENCES[outcome.why]);
    case 'refused':
      return say('outcomeRefused', { status: String(outcome.status) });
    case 'blocked':
      return say('outcomeBlocked');
    case 'no-feed':
      return say('outcomeNoFeed');
    case 'denied':
      return say('outcomeDenied');
  }
}

const SILENCES = {
  network: 'outcomeNoAnswer',
  timeout: 'outcomeTooSlow',
  'too-large': 'outcomeTooLarge',
  elsewhere: 'outcomeElsewhere',
} as const;

function versions({ version, browser, store }: Health): Facts['facts'] {
  return [
    [say('productName'), version],
    [say('healthBrowserName'), browser],
    [say('healthStore'), store === undefined ? say('unknown') : written(store.version)],
  ];
}

function asking({ store, hasAccess, isPolling }: Health, at: WriteTime): Facts['facts'] {
  const poll = store?.meta.poll;
  const when = (moment: number | undefined) => (moment === undefined ? say('detailNever') : at(moment));
  const access = hasAccess === undefined ? say('unknown') : say(hasAccess ? 'accessGiven' : 'statusDenied');
  const facts: Facts['facts'] = [[say('healthAccess'), access]];
  if (isPolling) facts.push([say('healthNow'), say('statusChecking')]);
  if (store === undefined) return facts;
  facts.push([say('detailFeed'), poll?.feed ?? say('detailFeedUnknown')]);
  if (poll?.channel !== undefined) facts.push([say('detailChannel'), poll.channel]);
  facts.push(
    [say('detailLastAttempt'), when(poll?.lastAttemptAt)],
    [say('detailAnswer'), poll?.outcome === undefined ? say('detailNever') : outcomeWords(poll.outcome)],
    [say('detailLastSuccess'), when(poll?.lastSuccessAt)],
    [say('healthFailures'), written(poll?.failures ?? 0)],
    [say('detailNext'), when(poll?.nextAt)],
  );
  if (poll?.notBefore !== undefined) facts.push([say('healthNotBefore'), at(poll.notBefore)]);
  if (poll?.hints !== undefined) facts.push([say('healthWishes'), wishes(poll.hints)]);
  return facts;
}

/** What the feed hopes of those who poll it. */
function wishes({ updatePeriodMs, ttlMs, skipHours, skipDays }: Hints): string {
  const minutes = (ms: number) => Math.round(ms / MINUTE_MS);
  const found = [
    updatePeriodMs !== undefined && say('wishPeriod', { count: minutes(updatePeriodMs) }),
    ttlMs !== undefined && say('wishTtl', { count: minutes(ttlMs) }),
    skipHours.length > 0 && say('wishHours', { hours: skipHours.map(written).join(', ') }),
    skipDays.length > 0 && say('wishDays', { days: skipDays.map(written).join(', ') }),
  ].filter((wish) => wish !== false);
  return found.length === 0 ? say('wishNone') : found.join(' ');
}

function kept({ stories, articles, meta }: NonNullable<Health['store']>, at: WriteTime): Facts['facts'] {
  const { counts, gaps, archive, install } = meta;
  const facts: Facts['facts'] = [
    [say('stories'), written(stories)],
    [say('healthUnread'), written(counts?.unread ?? 0)],
    [say('healthArrivals'), written(counts?.arrivals ?? 0)],
    [say('healthArticles'), written(articles)],
    [say('healthGaps'), written(gaps?.gaps.length ?? 0)],
  ];
  for (const { edge, nextPage } of gaps?.gaps ?? [])
    facts.push([say('healthGap'), say('healthFill', { at: at(edge.at), page: nextPage })]);
  if (archive !== undefined) {
    const state = say(ARCHIVE_STATES[archive.state]);
    const days = archive.days === 'all' ? say('healthAll') : say('healthDays', { count: archive.days });
    const reached =
      archive.state === 'done'
        ? say('healthFilled', { at: at(archive.edge.at) })
        : say('healthFill', { at: at(archive.edge.at), page: archive.nextPage });
    facts.push([say('healthArchive'), `${days}, ${state}. ${reached}`]);
  }
  if (install !== undefined) facts.push([say('healthInstalled'), at(install.installedAt)]);
  return facts;
}

const ARCHIVE_STATES = {
  filling: 'archiveIsFilling',
  stopped: 'archiveIsStopped',
  done: 'archiveIsDone',
} as const;

function fromBrowser({ isOnline, isPersisted, usage, quota, alarms }: Health, at: WriteTime): Facts['facts'] {
  const yesNo = (is: boolean | undefined) => (is === undefined ? say('unknown') : say(is ? 'yes' : 'no'));
  return [
    [say('healthOnline'), yesNo(isOnline)],
    [say('healthPersisted'), yesNo(isPersisted)],
    [say('healthUsage'), usage === undefined ? say('unknown') : mebibytes(usage)],
    ...(quota === undefined ? [] : [[say('healthQuota'), mebibytes(quota)] satisfies [string, string]]),
    ...(alarms ?? [])
      .toSorted((one, other) => one.at - other.at)
      .map(({ name, at: due }): [string, string] => [say('healthAlarm', { name }), at(due)]),
  ];
}

function mebibytes(bytes: number): string {
  return say('mebibytes', { size: Math.ceil(bytes / KIB / KIB) });
}

/** The address without its origin, which is always the site's. */
function pathOf(address: string): string {
  const url = URL.parse(address);
  return url === null ? address : url.pathname + url.search;
}
