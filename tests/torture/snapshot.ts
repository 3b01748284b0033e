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
  readAt?: number;
  seenAt?: number;
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
  byUnread: string[];
  byAlias: string[];
  /** Ids of those whose full text is kept. */
  articles: string[];
  counts?: { unread: number; arrivals: number };
  undo?: StoredUndo;
  /** ETags of the feed, by address. */
  etags: Record<string, string>;
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
    const transaction = database.transaction(['stories', 'articles', 'meta']);
    const stories = transaction.objectStore('stories');
    const [all, byOrder, byUnread, byAlias, articles, meta] = await Promise.all([
      answered(stories.getAll()),
      answered(stories.index('byOrder').getAllKeys()),
      answered(stories.index('byUnread').getAllKeys()),
      answered(stories.index('byAlias').getAllKeys()),
      answered(transaction.objectStore('articles').getAllKeys()),
      answered(transaction.objectStore('meta').getAll()),
    ]);
    const record = (wanted: string) => meta.find(({ name }: { name: string }) => name === wanted);
    const etags: Record<string, string> = {};
    for (const [address, { etag }] of Object.entries<{ etag?: string }>(record('poll')?.validators ?? {}))
      if (etag !== undefined) etags[address] = etag;
    return {
      stories: all.map(
        ({ facts, states, ...story }: { facts: { guid: string }; states: object; html?: string }) => ({
          ...story,
          ...states,
          guid: facts.guid,
        }),
      ),
      ...{ byOrder, byUnread, byAlias, articles, etags },
      ...(record('counts') && { counts: record('counts') }),
      ...(record('undo') && { undo: record('undo') }),
    };
  } finally {
    database.close();
  }
}

/** What is not sound in a snapshot, in words; empty when all is well. */
export function faultsIn(snapshot: Snapshot): string[] {
  const { stories, counts, byOrder, byUnread, byAlias, articles } = snapshot;
  const ids = stories.map(({ id }) => id);
  const unread = stories.filter((story) => story.unread !== undefined);
  const aliases = stories.flatMap(({ id, aliases }) => aliases.map((alias) => ({ id, alias })));
  const arrivals = stories.map(({ arrival }) => arrival).toSorted((a, b) => a - b);
  const wrongUnread = stories.filter(({ unread, readAt, order }) =>
    readAt === undefined ? unread !== order : unread !== undefined,
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
    ...wrongUnread.map(({ id, readAt }) =>
      readAt === undefined ? `${id} is unread and does not count` : `${id} is read and counts as unread`,
    ),
    ...unlike('index byOrder', byOrder, sortedBy(stories, 'order')),
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
  ];
}

/** The ids in the order of an index: by its key, and where that is the same by id. */
export function sortedBy(stories: readonly StoredStory[], key: 'order' | 'unread'): string[] {
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
