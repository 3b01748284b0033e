// One page of what lies below the window of the feed, from start to end: is one due → ask → read → merge and keep.
// Where fills stand, and when they end, is decided in lib/backfill.

import { type Fill, isWelcome } from './backfill/fill.ts';
import { parseFeed } from './feed/parse.ts';
import type { Outcome } from './schedule/outcome.ts';
import { pageAddress } from './site.ts';
import { type Answer, askSite } from './site-client.ts';
import type { Connection } from './store/connection.ts';
import { type Asked, type FillName, keepPage } from './store/keep-fills.ts';
import { type Meta, readMeta } from './store/read.ts';
import { toStories } from './story/to-story.ts';
import { standOf } from './validators.ts';

/** As a poll's: the browser stops a worker that waits longer. */
const FILL_LIMIT_MS = 22_000;
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

/** All that a fill touches. */
export interface FillWorld {
  fetch: typeof globalThis.fetch;
  store: Connection;
  now(): number;
  isOnline(): boolean;
  hasAccess(): Promise<boolean>;
}

export interface FillReport {
  arrived: number;
  /** When the next page is due; absent when nothing is left to fetch. */
  nextAt: number | undefined;
}

/**
 * Asks for the next page that is due, of the newest gap first, of the archive last; undefined when none is, or the
 * site is not to be asked. To be run under the poll lock. Throws StoreFault.
 */
export async function fill(world: FillWorld): Promise<FillReport | undefined> {
  const meta = await world.store.use(readMeta);
  const due = fillDue(meta, world.now());
  if (due === undefined || !world.isOnline() || !isWelcome(meta.poll, world.now())) return undefined;
  if (!(await world.hasAccess())) return undefined;
  const { nextPage, feed } = due.fill;
  const startedAt = world.now();
  const address = pageAddress(feed, nextPage);
  const answer = await askSite(
    world.fetch,
    { address, deadline: AbortSignal.timeout(FILL_LIMIT_MS) },
    world.now,
  );
  const { asked, outcome } = read(nextPage, answer);
  const now = world.now();
  const toEntry = (arrived: number) => ({
    at: startedAt,
    reason: 'fill' as const,
    address,
    outcome: outcome(arrived),
    tookMs: now - startedAt,
  });
  return world.store.use((database) => keepPage(database, due.name, asked, toEntry, now));
}

/** When the next page of any fill is due; undefined when nothing is left to fetch. */
export function nextFillAt(meta: Meta): number | undefined {
  const times = openFills(meta).map(({ fill: { askAt } }) => askAt);
  return times.length === 0 ? undefined : Math.min(...times);
}

function fillDue(meta: Meta, now: number): { name: FillName; fill: Fill } | undefined {
  // A time a day and more ahead was made by a clock that has been set back since.
  return openFills(meta).find(({ fill: { askAt } }) => askAt <= now || askAt - now > LONGEST_WAIT_MS);
}

function openFills({ gaps, archive }: Meta): { name: FillName; fill: Fill }[] {
  return [
    ...(gaps?.gaps ?? []).map((gap) => ({ name: gap.foundAt, fill: gap })),
    ...(archive?.state === 'filling' ? [{ name: 'archive' as const, fill: archive }] : []),
  ];
}

function read(page: number, answer: Answer): { asked: Asked; outcome: (arrived: number) => Outcome } {
  if (answer.kind === 'unreachable') {
    return {
      asked: { page, incoming: [], end: 'trouble' },
      outcome: () => ({ kind: 'unreachable', why: answer.why }),
    };
  }
  if (answer.kind !== 'document') {
    const status = answer.kind === 'refused' ? answer.status : 304;
    // WordPress gives 404 past the last page, with an empty channel; a 404 that is none is something else.
    const isPastTheEnd = answer.kind === 'refused' && status === 404 && answer.xml;
    const retryAfterMs = answer.kind === 'refused' ? answer.retryAfterMs : undefined;
    return {
      asked: { page, incoming: [], end: isPastTheEnd ? 'end' : 'trouble', retryAfterMs },
      outcome: () => ({ kind: 'refused', status }),
    };
  }
  const feed = parseFeed(answer.bytes, answer.contentType);
  if (feed.kind === 'not-a-feed') {
    return {
      asked: { page, incoming: [], end: 'trouble' },
      outcome: () => ({ kind: 'blocked', status: 200 }),
    };
  }
  const incoming = toStories(feed.items);
  if (!feed.complete) {
    return {
      asked: { page, incoming, end: 'trouble' },
      outcome: (arrived) => ({ kind: 'partial', arrived }),
    };
  }
  return {
    asked: { page, incoming, ...standOf(answer.validators), end: incoming.length === 0 ? 'end' : 'whole' },
    outcome: (arrived) => ({ kind: 'ok', arrived, notModified: false }),
  };
}
