// Where a poll keeps what it brings: in the database, and while that fails in the spare copy. The site is asked by one
// schedule, whichever it is.

import { beginning } from './schedule/next-poll.ts';
import { countingAt } from './settings.ts';
import type { Spare, SpareCopy } from './spare.ts';
import type { Connection } from './store/connection.ts';
import { beginPoll, type Document, type Kept, keepPoll, type Trace } from './store/keep-poll.ts';
import { StoreFault } from './store/open.ts';
import { type Meta, readMeta } from './store/read.ts';
import type { PollRecord } from './store/schema.ts';
import { readNewest } from './store/seen.ts';
import { matchStories } from './story/match.ts';
import { arrive, merge } from './story/merge.ts';

/** Stories of the copy. */
const ROWS = 50;

export interface PollPlace {
  /** Why the database could not be had; undefined as long as it could. */
  readonly fault: StoreFault | undefined;
  /** What is known of polls so far. */
  before(now: number): Promise<PollRecord | undefined>;
  begin(now: number): Promise<void>;
  keep(document: Document | undefined, toTrace: (arrived: number) => Trace, now: number): Promise<Kept>;
}

/** Without a spare, a database that fails is the end of the poll: everything rejects with StoreFault. */
export function placeOf(store: Connection, spare: Spare | undefined): PollPlace {
  let fault: StoreFault | undefined;

  /** Does it in the database, or else in the spare; once the database has failed, there alone. */
  async function either<T>(
    inStore: (store: Connection) => Promise<T>,
    inSpare: (spare: Spare) => Promise<T>,
  ) {
    if (fault === undefined) {
      try {
        return await inStore(store);
      } catch (error) {
        if (!(error instanceof StoreFault) || spare === undefined) throw error;
        fault = error;
      }
    }
    if (spare === undefined) throw fault;
    return inSpare(spare);
  }

  return {
    get fault() {
      return fault;
    },
    async before(now) {
      const copy = await spare?.read();
      return either(
        async () => {
          const meta = await store.use(readMeta);
          const told = withChoices(copy, meta.poll);
          if (told !== undefined && told !== copy) await spare?.keep(told);
          return later(meta, copy, now);
        },
        async () => copy?.poll,
      );
    },
    begin: (now) =>
      either(
        () => store.use((database) => beginPoll(database, now)),
        async (spare) => {
          const copy = await spare.read();
          const poll = copy?.poll ?? { name: 'poll', validators: {}, failures: 0 };
          await spare.keep({
            stories: [],
            unread: 0,
            at: now,
            ...copy,
            poll: { ...poll, ...beginning(poll, now) },
            isAside: true,
          });
        },
      ),
    keep: (document, toTrace, now) =>
      either(
        async (store) => {
          const kept = await store.use((database) => keepPoll(database, document, toTrace, now));
          const isCopied = document === undefined && (await spare?.read()) !== undefined;
          if (spare !== undefined && !isCopied) {
            const stories = await store.use((database) => readNewest(database, ROWS));
            await spare.keep({ stories, unread: kept.unread, at: now, poll: kept.record });
          }
          return kept;
        },
        async (spare) => {
          const toPoll = (arrived: number) => toTrace(arrived).record;
          const { copy, arrived } = withDocument(await spare.read(), document, toPoll, now);
          await spare.keep(copy);
          return { arrived, met: [], unread: copy.unread, record: copy.poll };
        },
      ),
  };
}

/** The copy going by what the reader chose since it was made; the same object where that is nothing. */
function withChoices(copy: SpareCopy | undefined, poll: PollRecord | undefined): SpareCopy | undefined {
  if (copy?.poll === undefined || poll === undefined) return copy;
  const { interval, feed, isFeedChosen = false, nextAt } = poll;
  const { poll: known } = copy;
  const isSameFeed = isFeedChosen === (known.isFeedChosen ?? false) && (!isFeedChosen || feed === known.feed);
  if (interval === known.interval && isSameFeed) return copy;
  const fed = isSameFeed ? known : { ...known, feed, isFeedChosen, validators: {} };
  return { ...copy, poll: { ...fed, interval, nextAt: copy.isAside ? known.nextAt : nextAt } };
}

/** What the database knows; but polls that it could not be told of count as well. */
function later({ poll, restored }: Meta, copy: SpareCopy | undefined, now: number): PollRecord | undefined {
  const aside = copy?.isAside ? copy.poll : undefined;
  const knownAt = Math.max(poll?.startedAt ?? 0, restored?.at ?? 0);
  if (aside?.startedAt === undefined || aside.startedAt > now || aside.startedAt <= knownAt) return poll;
  const { startedAt, nextAt, notBefore, failures, outcome } = aside;
  return { ...(poll ?? { ...aside, validators: {} }), startedAt, nextAt, notBefore, failures, outcome };
}

/** The copy after a document was read; after none only what is known of polling is newer. */
function withDocument(
  copy: SpareCopy | undefined,
  document: Document | undefined,
  toPoll: (arrived: number) => PollRecord,
  now: number,
): { copy: SpareCopy & { poll: PollRecord }; arrived: number } {
  const { stories, unread } = copy ?? { stories: [], unread: 0 };
  // What the copy has no room for would arrive anew, and count, with each poll.
  const incoming = (document?.incoming ?? []).slice(0, ROWS);
  const known = {
    byId: (id: string) => stories.find((story) => story.id === id),
    byAlias: (alias: string) => stories.filter(({ aliases }) => aliases.includes(alias)),
  };
  const counting = countingAt(now);
  const after = new Map(stories.map((story) => [story.id, story]));
  const numberBefore = Math.max(0, ...stories.map(({ arrival }) => arrival));
  let number = numberBefore;
  for (const [item, before] of matchStories(incoming, known)) {
    if (before === undefined) number += 1;
    const story =
      before === undefined ? arrive(item, { ...counting, number }) : merge(before, item, counting);
    after.set(story.id, story);
  }
  const newest = [...after.values()].sort((one, other) => one.order - other.order).slice(0, ROWS);
  const arrived = newest.filter(({ arrival }) => arrival > numberBefore).length;
  return {
    copy: { stories: newest, unread: unread + arrived, at: now, poll: toPoll(arrived), isAside: true },
    arrived,
  };
}
