// One poll from start to end, readable top to bottom: is it due → may we → ask → read → merge and keep.
// What it decides is pure and stands elsewhere; what it touches comes in as `world`.

import { parseFeed } from './feed/parse.ts';
import { carriesStories, findFeed, type Reading, type Search, type Unread } from './find-feed.ts';
import { checkMissing } from './missing.ts';
import { placeOf } from './poll-place.ts';
import { hintsOf } from './schedule/hints.ts';
import { afterPoll, type Interval, isDayOver, isDue, type PollReason } from './schedule/next-poll.ts';
import { isSuccess, type Outcome } from './schedule/outcome.ts';
import { FEED_CANDIDATES } from './site.ts';
import { type Answer, askSite } from './site-client.ts';
import type { Spare } from './spare.ts';
import type { Connection } from './store/connection.ts';
import type { Document } from './store/keep-poll.ts';
import type { StoreFault } from './store/open.ts';
import type { Meta } from './store/read.ts';
import type { InstallRecord, LogEntry, PollRecord } from './store/schema.ts';
import { toStories } from './story/to-story.ts';
import { keepDateAlone, standOf, type Validators } from './validators.ts';

/** A poll ends within this time, whatever the server does: the browser stops a worker that waits longer. */
const POLL_LIMIT_MS = 22_000;
/** After so many blocked polls in a row the feed is looked for anew: it may have moved behind the block. */
const BLOCKED_UNTIL_SEARCH = 3;
/** Of a channel's title, in UTF-16 units: every page reads the record that it is kept in. */
const LONGEST_TITLE = 200;

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
  /** Where stories are kept while the store fails; without one a store that fails ends the poll. */
  spare?: Spare;
  /** Called when the poll is due and begins, before anything is asked. */
  onStart(): void;
}

export interface PollReport {
  outcome: Outcome;
  arrived: number;
  unread: number;
  /** Undefined where only the reader asks. */
  nextAt: number | undefined;
  interval: Interval | undefined;
  /** Why the store could not be had; absent when it could. */
  fault?: StoreFault;
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
 * Throws StoreFault when the store can't be read or written and there is no spare, before anything is asked where
 * possible.
 */
export async function poll(world: PollWorld, reason: PollReason): Promise<PollReport | undefined> {
  const place = placeOf(world.store, world.spare);
  const before = await place.before(world.now());
  if (!isDue(reason, before ?? {}, world.now(), world.isOnline())) return undefined;
  world.onStart();
  const startedAt = world.now();
  await place.begin(startedAt);
  const deadline = AbortSignal.timeout(POLL_LIMIT_MS);
  const said = offlineIfSo(await askForStories(world, before, reason, deadline), world.isOnline());
  const now = world.now();
  const document = said.reading === undefined ? undefined : toDocument(said.reading);
  const { arrived, unread, met, record } = await place.keep(
    document,
    (arrived) => ({
      record: toRecord(world, before, said, arrived, now),
      entry: toEntry(said, reason, arrived, startedAt, now),
    }),
    now,
  );
  const { fault } = place;
  if (document?.isWhole && fault === undefined) await checkMissing(world, met, deadline);
  return {
    outcome: said.outcome(arrived),
    arrived,
    unread,
    nextAt: record.nextAt,
    interval: record.interval,
    ...(fault !== undefined && { fault }),
  };
}

function toDocument({ address, feed, validators }: Reading): Document {
  return {
    incoming: toStories(feed.items),
    isWhole: feed.complete,
    feed: address,
    ...standOf(validators),
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
  if (before?.feed !== undefined && before.isFeedChosen) return askChosen(ask, before, world);
  if (before?.feed === undefined || isLost(before)) return search(ask);
  const { phaseMs } = world.install;
  const searches = isSearchDue(before, phaseMs, world.now());
  const found = searches ? await findFeed((address) => ask(address)) : undefined;
  if (found?.kind === 'found') return { ...read(found.reading), searched: true };
  const said = await askFeed(ask, before.feed, validatorsFor(before, phaseMs, world.now()));
  return said === undefined ? search(ask, before.feed) : { ...said, searched: searches, asked: before.feed };
}

/** The feed that the reader chose: where it is gone or holds no stories, they are told, and no other is taken. */
async function askChosen(
  ask: Asking,
  { feed = '', ...before }: PollRecord,
  { install, now }: PollWorld,
): Promise<Said> {
  const said = await askFeed(ask, feed, validatorsFor({ ...before, feed }, install.phaseMs, now()));
  return { ...(said ?? ended({ kind: 'no-feed' })), feed, asked: feed };
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
  if (!carriesStories(feed)) return feed.complete ? undefined : ended({ kind: 'partial', arrived: 0 });
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
  if (result.brokeOff) return ended({ kind: 'partial', arrived: 0 });
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

/** No answer while the browser knows of no network is no fault of the site's. */
function offlineIfSo(said: Said, isOnline: boolean): Said {
  const outcome = said.outcome(0);
  const isBroken = outcome.kind === 'unreachable' && outcome.why === 'network';
  return isBroken && !isOnline ? ended({ kind: 'offline' }) : said;
}

function isGone(answer: Answer): boolean {
  return answer.kind === 'refused' && (answer.status === 404 || answer.status === 410);
}

function isLost({ outcome, failures }: PollRecord): boolean {
  return outcome?.kind === 'blocked' && failures > 0 && failures % BLOCKED_UNTIL_SEARCH === 0;
}

function validatorsFor(
  { feed, validators, lastFullAt }: PollRecord,
  phaseMs: number,
  now: number,
): Validators | undefined {
  return feed === undefined || isDayOver(lastFullAt, phaseMs, now) ? undefined : validators[feed];
}

/** Whether a better feed may be back: one that was taken while an earlier candidate was away is not for good. */
function isSearchDue({ feed, searchedAt }: PollRecord, phaseMs: number, now: number): boolean {
  return feed !== FEED_CANDIDATES.early[0] && isDayOver(searchedAt, phaseMs, now);
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
  const feed = said.feed ?? before?.feed;
  const whole = said.reading?.feed.complete ? said.reading : undefined;
  const hints = whole === undefined ? before?.hints : hintsOf(whole.feed.channel);
  const result = { outcome, retryAfterMs: said.retryAfterMs, hints };
  return {
    name: 'poll',
    interval: before?.interval,
    feed,
    isFeedChosen: before?.isFeedChosen,
    searchedAt: said.searched ? now : before?.searchedAt,
    validators: whole === undefined ? (before?.validators ?? {}) : validatorsAfter(whole, before),
    channel: whole?.feed.channel.title?.slice(0, LONGEST_TITLE) ?? before?.channel,
    lastAttemptAt: now,
    lastSuccessAt: isSuccess(outcome) ? now : before?.lastSuccessAt,
    lastFullAt: whole === undefined ? before?.lastFullAt : now,
    outcome,
    hints,
    ...afterPoll(before ?? {}, result, world.install.phaseMs, now, world.random()),
    startedAt: now,
  };
}

function validatorsAfter({ address, validators }: Reading, before: Meta['poll']): Record<string, Validators> {
  const kept = keepDateAlone(validators, before?.validators[address]);
  return kept === undefined ? {} : { [address]: kept };
}
