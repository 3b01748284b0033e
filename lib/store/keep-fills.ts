// Keeps where older stories are missing, and how far the fetching of them came: the gaps and the archive.

import {
  type Archive,
  afterPage,
  afterTrouble,
  archiveLimit,
  type Fill,
  fillBelow,
  type Gap,
  gapLimit,
  leftAlone,
  type Met,
  type PageRead,
  provesWhole,
  spanning,
} from '../backfill/fill.ts';
import { retentionOf, type Settings } from '../settings.ts';
import { isBetterFeed } from '../site.ts';
import { agedFrom } from '../story/retention.ts';
import type { Incoming } from '../story/story.ts';
import type { Stand } from '../validators.ts';
import { keepStories } from './keep-stories.ts';
import { keepLog } from './log.ts';
import type { LogEntry } from './schema.ts';
import { recount, settingsIn, type Writing, write } from './transaction.ts';

/** Gaps kept: each is asked for by itself, also where the site gives no older pages at all. */
const MOST_GAPS = 5;
/** Stories looked through for the newest one known below a gap. */
const LOOK_BELOW = 50;

/** A whole document that a poll read, and its stories as the store knew them before. */
export interface Whole extends Stand {
  feed: string;
  met: readonly Met[];
  /** Whether this database has read none of this feed before. */
  isFirstOfFeed: boolean;
}

/** Which fill a page belongs to: a gap, by when it was noticed, or the archive. */
export type FillName = number | 'archive';

/**
 * Notes what may be missing below a whole document. `settled` is how many stories had arrived with the last one of
 * this feed; undefined means that this is the first of any, and everything below it the archive. Resolves to how many
 * are settled of the feeds whose gaps were moved to this one: it may not hold all that was missing there.
 */
export async function noteBelow(
  transaction: Writing,
  whole: Whole,
  settled: number | undefined,
  now: number,
): Promise<Record<string, number>> {
  const { feed, met, isFirstOfFeed, ...stand } = whole;
  const first = { ...stand, stories: met };
  const before = await gapsOf(transaction);
  const gaps = before.map((gap) => (gap.feed === feed ? gap : moved(gap, first, feed, now)));
  const elsewhere = before.filter((gap) => gap.feed !== feed);
  const archive = await archiveOf(transaction);
  if (archive === undefined || archive.feed !== feed) {
    const install = await transaction.objectStore('meta').get('install');
    const installedAt = install?.name === 'install' ? install.installedAt : now;
    const settings = await settingsIn(transaction);
    const days = archive?.days ?? settings.archive;
    const { readOf } = archive ?? {};
    const isBetter = readOf !== undefined && isBetterFeed(feed, readOf);
    const mayHoldMore = isBetter || (isFirstOfFeed && (await isRestored(transaction)));
    const isAnew = archive?.state === 'done' && mayHoldMore;
    const state = isAnew ? 'filling' : (archive?.state ?? 'filling');
    const until = limitFor(installedAt, days, settings, now);
    const below = fillBelow(first, { feed, knownArrivals: 0, now, ...(until !== undefined && { until }) });
    await keepArchive(transaction, { ...below, state, days, ...(readOf !== undefined && { readOf }) });
  }
  const isNews = met.some(({ arrival }) => arrival === undefined || arrival > (settled ?? 0));
  const isCovered = elsewhere.some(({ knownArrivals }) => knownArrivals <= (settled ?? 0));
  if (settled !== undefined && isNews && !isCovered && !provesWhole(met, settled)) {
    const start = fillBelow(first, { feed, knownArrivals: settled, now });
    const olderAt = await newestBelow(transaction, start.edge.at, settled);
    gaps.unshift({
      ...start,
      foundAt: now,
      ...(olderAt !== undefined && { olderAt, until: gapLimit(olderAt) }),
    });
  }
  await keepGaps(transaction, gaps);
  // Oldest last, which knew of the fewest.
  return Object.fromEntries(elsewhere.map((gap) => [gap.feed, gap.knownArrivals]));
}

/** After a loss nothing tells what a feed held that another did not: it is read down anew. */
async function isRestored(transaction: Writing): Promise<boolean> {
  return (await transaction.objectStore('meta').get('restored')) !== undefined;
}

/** A page that was asked for, and what it gave: its stories, whether it is past the end, or neither. */
export interface Asked extends Stand {
  page: number;
  incoming: readonly Incoming[];
  /** `whole`: it was read to its end. `end`: there is no such page. `trouble`: it is to be asked for again. */
  end: 'whole' | 'end' | 'trouble';
  retryAfterMs?: number | undefined;
}

/**
 * Keeps a page of a fill, and where the fill stands after it, in one transaction. Resolves to how many stories
 * arrived and count as unread, and when the next page of any fill is due.
 */
export function keepPage(
  database: IDBDatabase,
  name: FillName,
  asked: Asked,
  entry: (arrived: number) => LogEntry,
  now: number,
): Promise<{ arrived: number; unread: number; nextAt: number | undefined }> {
  return write(database, 'relaxed', async (transaction) => {
    const install = await transaction.objectStore('meta').get('install');
    const installedAt = install?.name === 'install' ? install.installedAt : now;
    // A gap is read down to what was known: its last page may hold what was published before installing, as the archive.
    const { arrived, met } = await keepStories(transaction, asked.incoming, now, installedAt);
    if (name === 'archive') await moveArchive(transaction, asked, met, now);
    else await moveGap(transaction, name, asked, met, now);
    if (asked.retryAfterMs !== undefined) await leaveAlone(transaction, asked.retryAfterMs, now);
    await keepLog(transaction, entry(arrived));
    const unread = await recount(transaction, arrived);
    const fills = await openFills(transaction);
    return {
      arrived,
      unread,
      nextAt: fills.length === 0 ? undefined : Math.min(...fills.map(({ askAt }) => askAt)),
    };
  });
}

/** The reader stops the fetching of the archive, or goes on with it. */
export function setArchive(database: IDBDatabase, state: 'filling' | 'stopped', now: number): Promise<void> {
  return write(database, 'strict', async (transaction) => {
    const archive = await archiveOf(transaction);
    if (archive !== undefined) await keepArchive(transaction, { ...archive, state, askAt: now, failures: 0 });
  });
}

/** The reader wants the archive so far back: more is fetched where there is more, within a write. */
export async function wantArchive(
  transaction: Writing,
  { days }: Pick<Archive, 'days'>,
  now: number,
): Promise<void> {
  const reach = await reachOf(transaction, now, days);
  if (reach === undefined) return;
  const state = reach.isThere ? 'done' : 'filling';
  await keepArchive(transaction, { ...reach.after, state, askAt: now, failures: 0 });
}

/** What is kept is another than it was: the archive reaches as far, within a write. One that was stopped stays so. */
export async function limitArchive(transaction: Writing, now: number): Promise<void> {
  const reach = await reachOf(transaction, now);
  if (reach === undefined) return;
  const { before, after, isThere } = reach;
  const isWider = limitIn(after) < limitIn(before);
  if (before.state === 'done' && isWider && !isThere)
    await keepArchive(transaction, { ...after, state: 'filling', askAt: now, failures: 0 });
  else if (before.state === 'filling' && isThere) await keepArchive(transaction, { ...after, state: 'done' });
  else await keepArchive(transaction, after);
}

/** The reader wants the stories of gaps now. */
export function hastenGaps(database: IDBDatabase, now: number): Promise<void> {
  return write(database, 'relaxed', async (transaction) => {
    const gaps = await gapsOf(transaction);
    await keepGaps(
      transaction,
      gaps.map((gap) => ({ ...gap, askAt: now, failures: 0 })),
    );
  });
}

/** The archive as it was and as far back as it is to reach now, and whether it is there; undefined before there is one. */
async function reachOf(
  transaction: Writing,
  now: number,
  wanted?: Archive['days'],
): Promise<{ before: Archive; after: Archive; isThere: boolean } | undefined> {
  const before = await archiveOf(transaction);
  const install = await transaction.objectStore('meta').get('install');
  if (before === undefined || install?.name !== 'install') return undefined;
  const { until: _, ...rest } = before;
  const days = wanted ?? before.days;
  const until = limitFor(install.installedAt, days, await settingsIn(transaction), now);
  const after: Archive = { ...rest, days, ...(until !== undefined && { until }) };
  return { before, after, isThere: before.edge.at < limitIn(after) };
}

function limitIn({ until = Number.NEGATIVE_INFINITY }: Archive): number {
  return until;
}

async function keepArchive(transaction: Writing, archive: Archive): Promise<void> {
  await transaction.objectStore('meta').put({ ...archive, name: 'archive' });
}

/** The oldest story that is wanted of the archive: what would not be kept is not fetched. */
function limitFor(
  installedAt: number,
  days: Archive['days'],
  settings: Settings,
  now: number,
): number | undefined {
  const limit = archiveLimit(installedAt, days);
  const retention = retentionOf(settings);
  if (retention === undefined || !('days' in retention)) return limit;
  return Math.max(limit ?? Number.NEGATIVE_INFINITY, -agedFrom(retention.days, now));
}

async function moveGap(
  transaction: Writing,
  foundAt: number,
  asked: Asked,
  met: readonly Met[],
  now: number,
): Promise<void> {
  const gaps = await gapsOf(transaction);
  await keepGaps(
    transaction,
    gaps.flatMap((gap) => (gap.foundAt === foundAt ? (after(gap, asked, met, now, true) ?? []) : gap)),
  );
}

async function moveArchive(
  transaction: Writing,
  asked: Asked,
  met: readonly Met[],
  now: number,
): Promise<void> {
  const archive = await archiveOf(transaction);
  if (archive === undefined) return;
  const next = after(archive, asked, met, now, false);
  // Where it ends it stays: a reader who wants more begins there.
  const nextPage = Math.max(archive.nextPage, asked.page);
  const done: Archive = { ...archive, state: 'done', nextPage, readOf: archive.feed };
  await keepArchive(transaction, next ?? done);
}

/** A site that asks to be left alone is asked for no page of another fill either. */
async function leaveAlone(transaction: Writing, retryAfterMs: number, now: number): Promise<void> {
  const gaps = await gapsOf(transaction);
  await keepGaps(
    transaction,
    gaps.map((gap) => leftAlone(gap, now, retryAfterMs)),
  );
  const archive = await archiveOf(transaction);
  if (archive !== undefined) await keepArchive(transaction, leftAlone(archive, now, retryAfterMs));
}

function after<Kind extends Fill>(
  fill: Kind,
  { end, retryAfterMs, incoming: _, ...asked }: Asked,
  met: readonly Met[],
  now: number,
  isCareful: boolean,
): Kind | undefined {
  if (end === 'trouble') return afterTrouble(fill, now, retryAfterMs);
  return afterPage(fill, { ...asked, stories: met }, now, isCareful);
}

/** The same gap over another feed of the site: its pages are others, and are read from the first. */
function moved(gap: Gap, first: Omit<PageRead, 'page'>, feed: string, now: number): Gap {
  const { knownArrivals, until, foundAt, olderAt } = gap;
  return {
    ...fillBelow(first, { feed, knownArrivals, now, ...(until !== undefined && { until }) }),
    foundAt,
    ...(olderAt !== undefined && { olderAt }),
  };
}

/** When the newest story is listed that was known from before and stands below `at`. */
async function newestBelow(
  transaction: Writing,
  at: number,
  knownArrivals: number,
): Promise<number | undefined> {
  const index = transaction.objectStore('stories').index('byOrder');
  const below = await index.getAll(IDBKeyRange.lowerBound(-at), LOOK_BELOW);
  const story = below.find(({ arrival }) => arrival <= knownArrivals);
  return story === undefined ? undefined : -story.order;
}

async function openFills(transaction: Writing): Promise<Fill[]> {
  const archive = await archiveOf(transaction);
  return [...(await gapsOf(transaction)), ...(archive?.state === 'filling' ? [archive] : [])];
}

async function gapsOf(transaction: Writing): Promise<Gap[]> {
  const record = await transaction.objectStore('meta').get('gaps');
  return record?.name === 'gaps' ? record.gaps : [];
}

async function archiveOf(transaction: Writing): Promise<Archive | undefined> {
  const record = await transaction.objectStore('meta').get('archive');
  return record?.name === 'archive' ? record : undefined;
}

/** Keeps gaps, newest first; of more than a few the oldest become one. */
async function keepGaps(transaction: Writing, gaps: Gap[]): Promise<void> {
  const [upper, ...lower] = gaps.slice(MOST_GAPS - 1);
  const kept = [
    ...gaps.slice(0, MOST_GAPS - 1),
    ...(upper === undefined ? [] : [lower.reduce(spanning, upper)]),
  ];
  if (kept.length > 0) await transaction.objectStore('meta').put({ name: 'gaps', gaps: kept });
  else await transaction.objectStore('meta').delete('gaps');
}
