// Fetching what the window of the feed no longer holds, a page (`?paged=N`) at a time: where such a fetching stands,
// and where it stands after one more page. Pure; what asks for the page is lib/fill.ts.

/** Stories in a row that were known from before prove that nothing lies between; one proves nothing, for an editor may have moved it. */
const PROOF = 3;
/** Between two pages, in ms: each is made for us alone, by PHP and a database. */
export const PAGE_EVERY_MS = 30_000;
/** A fill that never ends for another reason ends here: at ten stories a page, more than the site has published. */
const MOST_PAGES = 2000;
/** How often a page is tried to be joined to the one before, on a site where everything moves all the time. */
const MOST_TRIES = 6;
/** How often a site may say that nothing lies above what is known, over a day, before it is believed. */
const MOST_DENIALS = 7;
/** How long a page that a cache has kept too long is waited for: as many times, over a day. */
const MOST_STALE = 7;
/** Stories at the end of a page by which its place is found again: one of them may be withdrawn. */
const EDGE = 3;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Pages in a row that may bring nothing before they are asked for ever later: a site may number its pages in vain. */
const MOST_IDLE = 6;
/** A last story this much older than the one above it is misdated: a document reaches no further for it. */
const LEAP_MS = 30 * DAY_MS;
/** How much older than the newest story known below a gap its pages may get: those in between may all be gone. */
const OVERSHOOT_MS = 2 * DAY_MS;

/** Where the fetching of older pages stands. */
export interface Fill {
  /** The address whose pages are read. */
  feed: string;
  /** Number of the next page, 1 being the feed itself. */
  nextPage: number;
  /** Where what was read without a hole ends. */
  edge: Edge;
  /** A page below the edge that is not joined to it yet: the page before it is read again first. */
  pending?: Pending | undefined;
  /** Stories with a higher number of arrival came with this fill or after it: they were not known from before. */
  knownArrivals: number;
  /** Known from before, in a row, at the edge. */
  run: number;
  /** Pages asked for. */
  pages: number;
  /** Stories older than this are not wanted, in ms; absent when all are. */
  until?: number;
  /** Times that a page could not be had, or led no further, since one last did. */
  failures: number;
  /** When the next page is due. */
  askAt: number;
  /** Times that a page was not to be joined, since one last was. */
  tries: number;
  /** The last pages brought neither a story nor an earlier time; absent where the last one did. */
  idle?: Idle | undefined;
}

interface Idle {
  /** How many in a row that reached no further down than those before. */
  pages: number;
  /** The time down to which they reached, in ms; infinite where none of their stories has a date, absent before the first. */
  reach?: number;
  /** The edge above the first of them. */
  edge: Edge;
}

export interface Edge {
  /** Page on which it was met. */
  page: number;
  /** Its last stories, by id. */
  ids: string[];
  /** Every story listed at this time or later has been read; in ms. */
  at: number;
  /** The validator of that page: another one means that the site has changed since. */
  version?: string;
  /** When the site had last changed, as that page said: one below that says an earlier time is an old copy. */
  modifiedAt?: number;
  /** Stories on that page: another number on the next may mean that pages were cut anew, of which no validator tells. */
  size: number;
}

interface Pending {
  edge: Edge;
  /** Its stories, with the dates that it gave them. */
  stories: Dated[];
  run: number;
  isProven: boolean;
  /** Whether a story arrived with it. */
  isNews?: boolean;
  /** The time down to which it reaches, in ms. */
  reach?: number | undefined;
}

/** Stories that lie between two that are kept. */
export interface Gap extends Fill {
  /** When it was noticed; names it. */
  foundAt: number;
  /** When the newest story below it is listed. */
  olderAt?: number;
}

/** The archive: what was published before the first answer, as far back as the reader wants it. */
export interface Archive extends Fill {
  state: 'filling' | 'stopped' | 'done';
  /** How far back, in days before installing. */
  days: number | 'all';
  /** The feed whose pages were last read to the end; absent before any were. A better one may hold more. */
  readOf?: string;
}

interface Dated {
  id: string;
  publishedAt?: number;
}

/** A story of a page, as the store knows it. */
export interface Met extends Dated {
  /** Its number of arrival, where it was kept before this page came. */
  arrival?: number;
  /** What the next number of arrival was when it came with another date than was known: it may have been moved anywhere. */
  moved?: number;
}

/** A page that was read to its end. */
export interface PageRead {
  page: number;
  /** In the order of the document; none where there is no such page. */
  stories: readonly Met[];
  version?: string;
  /** Last-Modified, in ms. */
  modifiedAt?: number;
}

/** Where a fill begins: below the first page, which a poll has just read. */
export function fillBelow(
  first: Omit<PageRead, 'page'>,
  start: Pick<Fill, 'feed' | 'knownArrivals' | 'until'> & { now: number },
): Fill {
  const { feed, knownArrivals, until, now } = start;
  return {
    feed,
    nextPage: 2,
    edge: edgeOf({ ...first, page: 1 }, now),
    knownArrivals,
    run: runsIn(first.stories, knownArrivals, 0).end,
    pages: 0,
    ...(until !== undefined && { until }),
    failures: 0,
    askAt: now + PAGE_EVERY_MS,
    tries: 0,
  };
}

/** Whether stories in a row that were known from before stand anywhere in a document: then nothing lies below it. */
export function provesWhole(stories: readonly Met[], knownArrivals: number): boolean {
  return runsIn(stories, knownArrivals, 0).longest >= PROOF;
}

/**
 * The fill after a page; undefined when nothing is left to fetch: stories known from before in a row were met, or
 * the limit.
 *
 * Stories that are withdrawn between two requests move others up, past the edge: nothing in the second page tells.
 * So with `isCareful` the page before is read once more, behind each new one: it then holds what moved up. A site
 * that published meanwhile tells so by its validators, and both are read again. Without, a page counts as joined
 * when neither the validators nor the number of its stories have changed. That a page does not exist is not believed
 * before the one above it was read once more: pages of more stories are fewer.
 */
export function afterPage<Kind extends Fill>(
  fill: Kind,
  read: PageRead,
  now: number,
  isCareful: boolean,
): Kind | undefined {
  const { pending } = fill;
  const asked: Kind = {
    ...fill,
    pending: undefined,
    pages: fill.pages + 1,
    askAt: now + PAGE_EVERY_MS,
  };
  const isBelow = read.page > fill.edge.page;
  const isPastEnd = read.stories.length === 0;
  const holdsEdge = read.stories.some((story) => isOfEdge(story, fill.edge));
  const isSameVersion = read.version === undefined || read.version === fill.edge.version;
  const isAsBefore = isSameVersion && read.stories.length === fill.edge.size;
  const givesUp = fill.tries >= MOST_TRIES;
  if (isBelow) {
    const found = pendingOf(read, fill, now);
    if (isPastEnd) return { ...asked, pending: found, nextPage: fill.edge.page };
    if (holdsEdge || (!isCareful && isAsBefore)) return joined(asked, found, now);
    if (givesUp) return joinedUnproven(asked, found, isOlder(read, fill.edge), now);
    return { ...asked, pending: found, nextPage: fill.edge.page, tries: fill.tries + 1 };
  }
  const isDown = (reachOf(read.stories) ?? 0) > fill.edge.at;
  if (pending?.stories.length === 0) {
    const isLast = read.stories.at(-1)?.id === fill.edge.ids.at(-1);
    if ((isLast && !isPastEnd) || (isDown && !holdsEdge)) return ended(asked, now, isCareful);
  } else if (holdsEdge && pending !== undefined && joins(read, pending, fill.edge)) {
    return joined(asked, pending, now);
  } else if (givesUp && pending !== undefined && isOlder(read, pending.edge))
    return joinedUnproven(asked, pending, true, now);
  if (holdsEdge) return { ...asked, edge: edgeOf(read, fill.edge.at), nextPage: read.page + 1 };
  // The edge has moved: down, where newer stories alone are here, else up.
  const page = isDown ? read.page + 1 : Math.max(1, read.page - 1);
  const { modifiedAt } = isOlder(fill.edge, read) ? read : fill.edge;
  const edge = { ...fill.edge, page: page - 1, ...(modifiedAt !== undefined && { modifiedAt }) };
  return { ...asked, edge, nextPage: page, tries: fill.tries + 1 };
}

/**
 * The fill after a page that could not be had, or broke off: it is asked for again later, and ever later. A wait that
 * the site asks for is kept up to a day.
 */
export function afterTrouble<Kind extends Fill>(fill: Kind, now: number, retryAfterMs = 0): Kind {
  return { ...later(fill, now, retryAfterMs), pages: fill.pages + 1 };
}

function later<Kind extends Fill>(fill: Kind, now: number, atLeastMs = 0): Kind {
  const failures = fill.failures + 1;
  return { ...fill, failures, askAt: now + Math.max(waitMs(failures), Math.min(atLeastMs, DAY_MS)) };
}

/** The fill while a site that answered for another page asks to be left alone. */
export function leftAlone<Kind extends Fill>(fill: Kind, now: number, retryAfterMs: number): Kind {
  return { ...fill, askAt: Math.max(fill.askAt, now + Math.min(retryAfterMs, DAY_MS)) };
}

/** One gap for two: what lies between them is read once more. */
export function spanning(upper: Gap, lower: Gap): Gap {
  const { until: _, olderAt: __, pending: ___, ...rest } = upper;
  const { knownArrivals, until, olderAt } = lower;
  return {
    ...rest,
    knownArrivals,
    run: 0,
    ...(until !== undefined && { until }),
    ...(olderAt !== undefined && { olderAt }),
  };
}

/** The time down to which a document reaches, in ms: when the last of its stories that has a date was published. */
export function reachOf(stories: readonly Met[]): number | undefined {
  const [last, above] = stories
    .map(({ publishedAt }) => publishedAt)
    .filter((at) => at !== undefined)
    .slice(-2)
    .reverse();
  return last !== undefined && above !== undefined && above - last > LEAP_MS ? above : last;
}

/** Whether a site may be asked for what is old: not while it is in trouble, or asked to be left alone. */
export function isWelcome(
  poll: { failures: number; notBefore?: number | undefined } | undefined,
  now: number,
): boolean {
  if (poll === undefined || poll.failures > 0) return false;
  return poll.notBefore === undefined || poll.notBefore <= now;
}

/** How old stories may get that are fetched for a gap above a story listed at `olderAt`. */
export function gapLimit(olderAt: number): number {
  return olderAt - OVERSHOOT_MS;
}

/** The oldest story that is wanted when `days` before installing are; undefined when all are. */
export function archiveLimit(installedAt: number, days: number | 'all'): number | undefined {
  return days === 'all' ? undefined : installedAt - days * DAY_MS;
}

/** The fill below a page. */
function joined<Kind extends Fill>(
  fill: Kind,
  { edge, run, isProven, isNews, reach }: Pending,
  now: number,
): Kind | undefined {
  const isPastLimit = fill.until !== undefined && edge.at < fill.until;
  if (isProven || isPastLimit || fill.pages >= MOST_PAGES) return undefined;
  const next = { ...fill, edge, run, nextPage: edge.page + 1, tries: 0 };
  const isSame = edge.ids.at(-1) === fill.edge.ids.at(-1);
  if (!isSame && (isNews || edge.at < fill.edge.at)) return { ...next, failures: 0, idle: undefined };
  // Where much was published since the last page, those above the edge are gone through once more, further down each.
  const idle = idleAfter(fill.idle ?? { pages: 0, edge: fill.edge }, reach);
  if (idle.pages <= MOST_IDLE) return { ...next, idle };
  // Back to where something was last found, and from there two pages at a time, but for what leads further down: whoever
  // numbered the pages in vain may have come to their senses, and the place may have been shifted by many pages.
  const { edge: last } = idle;
  const again = { pages: MOST_IDLE - 1, edge: last };
  return later({ ...next, idle: again, edge: last, nextPage: last.page + 1 }, now);
}

function idleAfter({ pages, reach: before, edge }: Idle, reach = Number.POSITIVE_INFINITY): Idle {
  const isFurther = before !== undefined && reach < before;
  return { pages: isFurther ? 0 : pages + 1, reach: Math.min(reach, before ?? reach), edge };
}

function waitMs(failures: number): number {
  return Math.min(PAGE_EVERY_MS * 4 ** failures, DAY_MS / 4);
}

/**
 * The fill below a page that could not be joined, as if it had been; but where one of the two pages is older than what
 * was answered before it, a cache has kept it, and what lies between may be in neither: they are asked for again, ever
 * later, for a day. Of the page above that shows when it is read again; of the one below only when it is asked for
 * right after that, for a site may have changed between the two.
 */
function joinedUnproven<Kind extends Fill>(
  fill: Kind,
  pending: Pending,
  isStale: boolean,
  now: number,
): Kind | undefined {
  if (!isStale || fill.failures >= MOST_STALE) return joined(fill, pending, now);
  return { ...later(fill, now), nextPage: fill.edge.page + 1, tries: MOST_TRIES - 1 };
}

/** Whether an answer is of an earlier state of the site than one that came before it, as far as both tell. */
function isOlder(answer: Pick<PageRead, 'modifiedAt'>, before: Pick<PageRead, 'modifiedAt'>): boolean {
  return (answer.modifiedAt ?? Number.POSITIVE_INFINITY) < (before.modifiedAt ?? Number.NEGATIVE_INFINITY);
}

/**
 * Nothing lies below. A site that says so while stories known from before stand below a gap is not believed at once:
 * an answer without stories comes of a database in trouble as well.
 */
function ended<Kind extends Fill>(fill: Kind, now: number, isCareful: boolean): Kind | undefined {
  const { until, edge, failures } = fill;
  const isAboveKnown = isCareful && until !== undefined && edge.at > until + OVERSHOOT_MS;
  if (!isAboveKnown || failures >= MOST_DENIALS) return undefined;
  return { ...later(fill, now), nextPage: edge.page + 1 };
}

/**
 * Whether the page before, read again, leaves no room between itself and the page that waits: both are of one state of
 * the site, or a story stands in both, below the edge. One that the two date otherwise was moved, and may stand
 * anywhere; one above the edge says nothing of what is below.
 */
function joins({ stories, version }: PageRead, pending: Pending, edge: Edge): boolean {
  if (version === undefined || version === pending.edge.version) return true;
  return belowEdge(stories, edge).some(({ id, publishedAt }) =>
    pending.stories.some((story) => story.id === id && story.publishedAt === publishedAt),
  );
}

function pendingOf(read: PageRead, fill: Fill, now: number): Pending {
  const { end, longest } = runsIn(belowEdge(read.stories, fill.edge), fill.knownArrivals, fill.run);
  return {
    edge: edgeOf(read, Math.min(fill.edge.at, now)),
    stories: read.stories.map(({ id, publishedAt }) => ({
      id,
      ...(publishedAt !== undefined && { publishedAt }),
    })),
    run: end,
    isProven: longest >= PROOF,
    isNews: read.stories.some(({ arrival }) => arrival === undefined),
    reach: reachOf(read.stories),
  };
}

/** The end of a page; `above` is the time down to which everything had been read before it. */
function edgeOf({ page, stories, version, modifiedAt }: PageRead, above: number): Edge {
  return {
    page,
    ids: stories.slice(-EDGE).map(({ id }) => id),
    size: stories.length,
    at: Math.min(above, reachOf(stories) ?? above),
    ...(version !== undefined && { version }),
    ...(modifiedAt !== undefined && { modifiedAt }),
  };
}

/** Whether a story marks the edge: one that an editor has given an older date since stands further down. */
function isOfEdge({ id, publishedAt }: Met, { ids, at }: Edge): boolean {
  return ids.includes(id) && (publishedAt ?? at) >= at;
}

/** The stories of a page that stand below the edge: all where it does not hold the edge. */
function belowEdge(stories: readonly Met[], edge: Edge): readonly Met[] {
  return stories.slice(stories.findLastIndex((story) => isOfEdge(story, edge)) + 1);
}

/** Stories known from before in a row: how many end the list, `before` having ended what stands above, and the most anywhere. */
function runsIn(
  stories: readonly Met[],
  knownArrivals: number,
  before: number,
): { end: number; longest: number } {
  let end = before;
  let longest = before;
  for (const { arrival, moved = 0 } of stories) {
    // One that came with this very fill is met again, or was moved since: it says neither that something is missing nor
    // that nothing is.
    if (arrival === undefined) end = 0;
    else if (Math.max(arrival, moved) <= knownArrivals) end += 1;
    longest = Math.max(longest, end);
  }
  return { end, longest };
}
