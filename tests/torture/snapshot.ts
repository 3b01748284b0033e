// What the store holds at one moment, read past the extension's own code through one of its pages, and whether
// that is sound in itself.

import type { Surface } from '../support/browser.ts';

export interface StoredStory {
  id: string;
  guid: string;
  aliases: string[];
  firstSeenAt: number;
  arrival: number;
  order: number;
  unread?: number;
  listed?: number;
  readAt?: number;
  seenAt?: number;
  savedAt?: number;
  withdrawnAt?: number;
  isFromArchive?: boolean;
  /** As the feed said it last. */
  publishedAt?: number;
}

/** How far the fetching of older pages came: of a gap, or of the archive. */
export interface StoredFill {
  /** Of a gap alone: when it was noticed. */
  foundAt?: number;
  /** Of the archive alone. */
  state?: string;
  /** Of the archive alone: how far back it is wanted. */
  days?: number | 'all';
  feed: string;
  nextPage: number;
  pages: number;
  edge: { page: number; ids: string[]; at: number };
  until?: number;
}

/** The last marking, as undo would take it back. */
export interface StoredUndo {
  at: number;
  marking: string;
  before: { id: string; readAt?: number }[];
}

export interface Snapshot {
  stories: StoredStory[];
  /** Ids of stories, as each index gives them. */
  byOrder: string[];
  byListed: string[];
  byUnread: string[];
  byAlias: string[];
  /** Ids of those whose full text is kept. */
  articles: string[];
  counts?: { unread: number; arrivals: number };
  undo?: StoredUndo;
  /** ETags of the feed, by address. */
  etags: Record<string, string>;
  installedAt?: number;
  /** Newest first. */
  gaps: StoredFill[];
  /** Absent before the first whole document. */
  archive?: StoredFill;
  /** How many entries the log has. */
  logged: number;
  /** Acts of the reader's on their way to the journal. */
  outbox: unknown[];
  /** Whether the database was ever taken for lost, and what the reader did brought back. */
  isRestored: boolean;
}

/** Reads the store in one transaction. Throws when it does not open; never makes one where there is none. */
export function readSnapshot(page: Surface): Promise<Snapshot> {
  return page.evaluate(snapshotInPage);
}

/** In the page, and nothing outside it is seen. */
async function snapshotInPage(): Promise<Snapshot> {
  const answered = (request: IDBRequest | IDBOpenDBRequest) =>
    new Promise<typeof request.result>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const opening = indexedDB.open('ree-ticker');
  opening.onupgradeneeded = () => opening.transaction?.abort();
  const database: IDBDatabase = await answered(opening);
  try {
    const transaction = database.transaction(['stories', 'articles', 'meta', 'log', 'outbox']);
    const stories = transaction.objectStore('stories');
    const [all, byOrder, byListed, byUnread, byAlias, articles, meta, logged, outbox] = await Promise.all([
      answered(stories.getAll()),
      answered(stories.index('byOrder').getAllKeys()),
      answered(stories.index('byListed').getAllKeys()),
      answered(stories.index('byUnread').getAllKeys()),
      answered(stories.index('byAlias').getAllKeys()),
      answered(transaction.objectStore('articles').getAllKeys()),
      answered(transaction.objectStore('meta').getAll()),
      answered(transaction.objectStore('log').count()),
      answered(transaction.objectStore('outbox').getAll()),
    ]);
    const record = (wanted: string) => meta.find(({ name }: { name: string }) => name === wanted);
    const etags: Record<string, string> = {};
    for (const [address, { etag }] of Object.entries<{ etag?: string }>(record('poll')?.validators ?? {}))
      if (etag !== undefined) etags[address] = etag;
    return {
      stories: all.map(
        ({
          facts: { guid, publishedAt },
          states,
          ...story
        }: {
          facts: { guid: string; publishedAt?: number };
          states: object;
        }) => ({
          ...story,
          ...states,
          guid,
          ...(publishedAt !== undefined && { publishedAt }),
        }),
      ),
      ...{ byOrder, byListed, byUnread, byAlias, articles, etags, logged, outbox },
      isRestored: record('restored') !== undefined,
      ...(record('counts') && { counts: record('counts') }),
      ...(record('undo') && { undo: record('undo') }),
      ...(record('install') && { installedAt: record('install').installedAt }),
      gaps: record('gaps')?.gaps ?? [],
      ...(record('archive') && { archive: record('archive') }),
    };
  } finally {
    database.close();
  }
}

/** As many entries as the log may have. */
const MOST_LOGGED = 50;

/** What is not sound in a snapshot, in words; empty when all is well. */
export function faultsIn(snapshot: Snapshot): string[] {
  const { stories, counts, byOrder, byListed, byUnread, byAlias, articles, installedAt, logged } = snapshot;
  const ids = stories.map(({ id }) => id);
  const unread = stories.filter((story) => story.unread !== undefined);
  const listed = stories.filter((story) => story.listed !== undefined);
  const aliases = stories.flatMap(({ id, aliases }) => aliases.map((alias) => ({ id, alias })));
  const arrivals = stories.map(({ arrival }) => arrival).toSorted((a, b) => a - b);
  const news = stories.filter(({ isFromArchive, publishedAt = 0 }) =>
    isFromArchive ? publishedAt >= (installedAt ?? 0) : false,
  );
  return [
    ...twice(ids, 'the id'),
    ...twice(
      stories.map(({ guid }) => guid),
      'the guid',
    ),
    ...twice(
      aliases.map(({ alias }) => alias),
      'the alias',
    ),
    ...stories
      .filter(({ id, aliases }) => !aliases.includes(id))
      .map(({ id }) => `${id} is not among its own aliases`),
    ...stories.flatMap(wrongKeys),
    ...news.map(({ id }) => `${id} was published after installing and came with the archive`),
    ...unlike('index byOrder', byOrder, sortedBy(stories, 'order')),
    ...unlike('index byListed', byListed, sortedBy(listed, 'listed')),
    ...unlike('index byUnread', byUnread, sortedBy(unread, 'unread')),
    ...unlike(
      'index byAlias',
      byAlias,
      aliases.toSorted((a, b) => compare(a.alias, b.alias)).map(({ id }) => id),
    ),
    ...unlike('the articles', articles, ids),
    ...(counts?.unread === unread.length
      ? []
      : [`the counts say ${counts?.unread} unread, and ${unread.length} are`]),
    ...(counts?.arrivals === stories.length
      ? []
      : [`the counts say that ${counts?.arrivals} arrived, and ${stories.length} are kept`]),
    ...(arrivals.every((arrival, index) => arrival === index + 1)
      ? []
      : [`the numbers of arrival are ${arrivals.join(' ')}`]),
    ...(logged <= MOST_LOGGED ? [] : [`the log has ${logged} entries`]),
    ...(snapshot.isRestored ? ['the database was taken for lost'] : []),
    ...faultsOfFills(snapshot),
  ];
}

/** Whether a story counts as unread: neither read nor withdrawn, and no story from before installing. */
export function shouldCount({ readAt, withdrawnAt, isFromArchive }: Partial<StoredStory>): boolean {
  return readAt === undefined && withdrawnAt === undefined && !isFromArchive;
}

/** By its keys a story stands in the indexes of what counts and of what is listed. */
function wrongKeys(story: StoredStory): string[] {
  const { id, order, unread, listed, withdrawnAt, savedAt } = story;
  const isListed = withdrawnAt === undefined || savedAt !== undefined;
  return [
    ...(unread === (shouldCount(story) ? order : undefined)
      ? []
      : [`${id} ${unread === undefined ? 'does not count as unread' : `counts as unread by ${unread}`}`]),
    ...(listed === (isListed ? order : undefined)
      ? []
      : [`${id} ${listed === undefined ? 'is not listed' : `is listed by ${listed}`}`]),
  ];
}

/** Gaps and the archive: each stands where something was read, and each gap is there once. */
function faultsOfFills({ gaps, archive, stories }: Snapshot): string[] {
  const ids = new Set(stories.map(({ id }) => id));
  const times = gaps.map(({ foundAt }) => foundAt ?? 0);
  return [
    ...twice(times.map(String), 'a gap found at'),
    ...(times.toSorted((a, b) => b - a).join() === times.join() ? [] : [`the gaps stand as ${times.join()}`]),
    ...[...gaps, ...(archive === undefined ? [] : [archive])].flatMap((fill) =>
      isSoundFill(fill, ids) ? [] : [`a fill is not sound: ${JSON.stringify(fill)}`],
    ),
  ];
}

function isSoundFill(fill: StoredFill, ids: ReadonlySet<string>): boolean {
  const { nextPage, pages, edge, foundAt, state } = fill;
  const isNamed = state === undefined ? foundAt !== undefined : /^(filling|stopped|done)$/.test(state);
  const isSomewhere = Number.isInteger(nextPage) && nextPage >= 1 && edge.page >= 1 && pages >= 0;
  return isNamed && isSomewhere && edge.ids.length > 0 && edge.ids.every((id) => ids.has(id)) && edge.at > 0;
}

/** Whether a fill is to go on. */
export function isOpen({ state }: StoredFill): boolean {
  return state === undefined || state === 'filling';
}

/** The ids in the order of an index: by its key, and where that is the same by id. */
export function sortedBy(stories: readonly StoredStory[], key: 'order' | 'unread' | 'listed'): string[] {
  return stories.toSorted((a, b) => (a[key] ?? 0) - (b[key] ?? 0) || compare(a.id, b.id)).map(({ id }) => id);
}

function twice(values: readonly string[], what: string): string[] {
  const repeated = new Set(values.filter((value, index) => values.indexOf(value) !== index));
  return [...repeated].map((value) => `${what} ${value} is there more than once`);
}

function unlike(what: string, found: readonly string[], expected: readonly string[]): string[] {
  if (JSON.stringify(found) === JSON.stringify(expected)) return [];
  return [`${what} holds ${found.join(' ')} instead of ${expected.join(' ')}`];
}

/** As IndexedDB compares text: by code unit. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
