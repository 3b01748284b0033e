// One poll from start to end, readable top to bottom: is it due → may we → ask → read → merge and keep.
// What it decides is pure and stands elsewhere; what it touches comes in as `world`.

import { parseFeed } from './feed/parse.ts';
import { carriesStories, findFeed, type Reading, type Search, type Unread } from './find-feed.ts';
import { checkMissing } from './missing.ts';
import {
  FULL_EVERY_MS,
  INTERVAL_MS,
  isDue,
  LONGEST_RETRY_AFTER_MS,
  nextPollAt,
  type PollReason,
} from './schedule/next-poll.ts';
import { isFailure, isSuccess, type Outcome } from './schedule/outcome.ts';
import { FEED_CANDIDATES } from './site.ts';
import { type Answer, askSite } from './site-client.ts';
import type { Connection } from './store/connection.ts';
import { beginPoll, type Document, keepPoll } from './store/keep-poll.ts';
import { type Meta, readMeta } from './store/read.ts';
import type { InstallRecord, LogEntry, PollRecord } from './store/schema.ts';
import { toStories } from './story/to-story.ts';
import { type Validators, versionOf } from './validators.ts';

/** A poll ends within this time, whatever the server does: the browser stops a worker that waits longer. */
const POLL_LIMIT_MS = 22_000;
/** After so many blocked polls in a row the feed is looked for anew: it may have moved behind the block. */
const BLOCKED_UNTIL_SEARCH = 3;

/** A feed that is not the first candidate is questioned once in this time. */
const SEARCH_EVERY_MS = FULL_EVERY_MS;

/** All that a poll touches. */
export interface PollWorld {
  fetch: typeof globalThis.fetch;
  store: Connection;
  now(): number;
  /** In [0, 1). */
  random(): number;
  /** Whether the browser knows of a network. */
  isOnline(): boolean;
  /** Whether the site may be reached. */
  hasAccess(): Promise<boolean>;
  install: InstallRecord;
  /** Called when the poll is due and begins, before anything is asked. */
  onStart(): void;
}

export interface PollReport {
  outcome: Outcome;
  arrived: number;
  unread: number;
  nextAt: number;
}

/** What the site said: how it ended, what to keep of it, and from where. */
interface Said {
  outcome: (arrived: number) => Outcome;
  reading?: Reading;
  /** Where the feed stands, when that was found out or held good. */
  feed?: string;
  /** The one address that was asked; absent where none was, or several. */
  asked?: string;
  retryAfterMs?: number | undefined;
  /** Whether the candidates were tried. */
  searched?: boolean;
}

/**
 * Polls the site if that is due for `reason`; undefined when it was not. To be run under the poll lock.
 * Throws StoreFault when the store can't be read or written, before anything is asked where possible.
 */
export async function poll(world: PollWorld, reason: PollReason): Promise<PollReport | undefined> {
  const { poll: before } = await world.store.use(readMeta);
  if (!isDue(reason, before ?? {}, world.now())) return undefined;
  world.onStart();
  const startedAt = world.now();
  await world.store.use((database) => beginPoll(database, startedAt));
  const deadline = AbortSignal.timeout(POLL_LIMIT_MS);
  const said = await askForStories(world, before, reason, deadline);
  const now = world.now();
  let record: PollRecord | undefined;
  const document = said.reading === undefined ? undefined : toDocument(said.reading);
  const { arrived, unread, met } = await world.store.use((database) =>
    keepPoll(
      database,
      document,
      (arrived) => {
        record = toRecord(world, before, said, arrived, now);
        return { record, entry: toEntry(said, reason, arrived, startedAt, now) };
      },
      now,
    ),
  );
  if (document?.isWhole) await checkMissing(world, met, deadline);
  return { outcome: said.outcome(arrived), arrived, unread, nextAt: record?.nextAt ?? now + INTERVAL_MS };
}

function toDocument({ address, feed, validators }: Reading): Document {
  return {
    incoming: toStories(feed.items),
    isWhole: feed.complete,
    feed: address,
    version: versionOf(validators),
  };
}

function toEntry(said: Said, reason: PollReason, arrived: number, startedAt: number, now: number): LogEntry {
  const address = said.reading?.address ?? said.feed ?? said.asked;
  return {
    at: startedAt,
    reason,
    ...(address !== undefined && { address }),
    outcome: said.outcome(arrived),
    tookMs: now - startedAt,
  };
}

async function askForStories(
  world: PollWorld,
  before: Meta['poll'],
  reason: PollReason,
  deadline: AbortSignal,
): Promise<Said> {
  if (!(await world.hasAccess())) return ended({ kind: 'denied' });
  // A browser may be wrong about the network: a press is worth a try.
  if (!world.isOnline() && reason !== 'press') return ended({ kind: 'offline' });
  const ask = (address: string, validators?: Validators) =>
    askSite(world.fetch, { address, validators, deadline }, world.now);
  if (before?.feed === undefined || isLost(before)) return search(ask);
  const searches = isSearchDue(before, world.now());
  const found = searches ? await findFeed((address) => ask(address)) : undefined;
  if (found?.kind === 'found') return { ...read(found.reading), searched: true };
  const said = await askFeed(ask, before.feed, validatorsFor(before, world.now()));
  return said === undefined ? search(ask, before.feed) : { ...said, searched: searches, asked: before.feed };
}

/** Undefined when the address answered soundly and no longer carries stories: then it is looked for anew. */
async function askFeed(
  ask: Asking,
  address: string,
  validators: Validators | undefined,
): Promise<Said | undefined> {
  const answer = await ask(address, validators);
  if (answer.kind === 'not-modified') {
    // A server that says so without having been asked says nothing.
    if (validators === undefined) return ended({ kind: 'refused', status: 304 });
    return { outcome: (arrived) => ({ kind: 'ok', arrived, notModified: true }), feed: address };
  }
  if (answer.kind !== 'document') return isGone(answer) ? undefined : notRead(answer);
  const feed = parseFeed(answer.bytes, answer.contentType);
  if (feed.kind === 'not-a-feed') {
    return ended(
      feed.looksLike === 'empty' ? { kind: 'partial', arrived: 0 } : { kind: 'blocked', status: 200 },
    );
  }
  if (feed.complete && !carriesStories(feed)) return undefined;
  return read({ address, feed, validators: answer.validators });
}

type Asking = (address: string, validators?: Validators) => Promise<Answer>;

async function search(ask: Asking, lost?: string): Promise<Said> {
  return { ...toSaid(await findFeed((address) => ask(address), lost), lost), searched: true };
}

function toSaid(result: Search, lost: string | undefined): Said {
  if (result.kind === 'found' || result.kind === 'cut-short') return read(result.reading);
  if (result.kind === 'trouble') return notRead(result.answer);
  if (result.blockedBy !== undefined) return ended({ kind: 'blocked', status: result.blockedBy });
  return { ...ended({ kind: 'no-feed' }), ...(lost !== undefined && { feed: lost }) };
}

function read(reading: Reading): Said {
  if (!reading.feed.complete) return { outcome: (arrived) => ({ kind: 'partial', arrived }), reading };
  return {
    outcome: (arrived) => ({ kind: 'ok', arrived, notModified: false }),
    reading,
    feed: reading.address,
  };
}

function notRead(answer: Unread): Said {
  if (answer.kind === 'unreachable') return ended({ kind: 'unreachable', why: answer.why });
  const { status, html, retryAfterMs } = answer;
  return {
    ...ended(html && status === 403 ? { kind: 'blocked', status } : { kind: 'refused', status }),
    retryAfterMs,
  };
}

function ended(outcome: Outcome): Said {
  return { outcome: () => outcome };
}

function isGone(answer: Answer): boolean {
  return answer.kind === 'refused' && (answer.status === 404 || answer.status === 410);
}

function isLost({ outcome, failures }: PollRecord): boolean {
  return outcome?.kind === 'blocked' && failures > 0 && failures % BLOCKED_UNTIL_SEARCH === 0;
}

function validatorsFor({ feed, validators, lastFullAt }: PollRecord, now: number): Validators | undefined {
  return feed === undefined || isFullDue({ lastFullAt }, now) ? undefined : validators[feed];
}

/** Whether a better feed may be back: one that was taken while an earlier candidate was away is not for good. */
function isSearchDue({ feed, searchedAt }: PollRecord, now: number): boolean {
  if (feed === FEED_CANDIDATES.early[0]) return false;
  return searchedAt === undefined || now - searchedAt >= SEARCH_EVERY_MS || searchedAt > now;
}

function isFullDue({ lastFullAt }: Pick<PollRecord, 'lastFullAt'>, now: number): boolean {
  return lastFullAt === undefined || now - lastFullAt >= FULL_EVERY_MS || lastFullAt > now;
}

/** The poll's record after what was said; validators only of a document that reached its end. */
function toRecord(
  world: PollWorld,
  before: Meta['poll'],
  said: Said,
  arrived: number,
  now: number,
): PollRecord {
  const outcome = said.outcome(arrived);
  const failures = isFailure(outcome)
    ? (before?.failures ?? 0) + 1
    : isSuccess(outcome)
      ? 0
      : (before?.failures ?? 0);
  const feed = said.feed ?? before?.feed;
  const whole = said.reading?.feed.complete ? said.reading : undefined;
  const { phaseMs } = world.install;
  const slowed = isFailure(outcome) ? failures : 0;
  return {
    name: 'poll',
    feed,
    searchedAt: said.searched ? now : before?.searchedAt,
    validators: whole === undefined ? (before?.validators ?? {}) : validatorsAfter(whole),
    channel: whole?.feed.channel.title ?? before?.channel,
    lastAttemptAt: now,
    lastSuccessAt: isSuccess(outcome) ? now : before?.lastSuccessAt,
    lastFullAt: whole === undefined ? before?.lastFullAt : now,
    outcome,
    failures,
    nextAt: nextPollAt(now, { phaseMs, failures: slowed, retryAfterMs: said.retryAfterMs }, world.random()),
    notBefore:
      said.retryAfterMs === undefined ? undefined : now + Math.min(said.retryAfterMs, LONGEST_RETRY_AFTER_MS),
    startedAt: now,
  };
}

function validatorsAfter({ address, validators }: Reading): Record<string, Validators> {
  return validators === undefined ? {} : { [address]: validators };
}
