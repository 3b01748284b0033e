// Deeds: what may change what the reader did, each whole or not at all, and whether an order of them explains what
// the store holds. Pure. The rules are written here a second time, so that a fault in lib/store is not
// copied along with them.

import { type Snapshot, type StoredStory, type StoredUndo, shouldCount } from './snapshot.ts';

/** The store as far as deeds change it. */
export interface Held {
  stories: ReadonlyMap<string, HeldStory>;
  undo: StoredUndo | undefined;
  /** How many stories had arrived, after each arrival that is known. */
  arrivals: readonly number[];
}

export interface HeldStory extends Pick<StoredStory, 'id' | 'order' | 'arrival'> {
  readAt?: number;
  savedAt?: number;
  /** It came with the archive, and never counts. */
  isFromArchive: boolean;
  /** The site took it back: it does not count. */
  isWithdrawn: boolean;
}

/** One change of the store. */
export interface Deed {
  words: string;
  beganAt: number;
  /** Whether a page showed it as done: then it must be there, and stay. Otherwise it may be. */
  isAcknowledged: boolean;
  /** Deeds that were acknowledged, or known to be over, before this one began. */
  after: readonly Deed[];
  /**
   * The store after the deed; several where what it met is not known from outside. When it was done is not known
   * either: `at` stands for that, a number below 0 that no other deed has.
   */
  apply(held: Held, at: number): Held[];
}

/** Node's clock and a page's are one, but a page's may be rounded. */
const CLOCK_SLACK_MS = 20;

export function heldIn({ stories, undo, counts }: Snapshot): Held {
  return {
    stories: new Map(stories.map((story) => [story.id, held(story)])),
    undo,
    arrivals: [counts?.arrivals ?? 0],
  };
}

function held({ id, order, arrival, readAt, savedAt, isFromArchive, withdrawnAt }: StoredStory): HeldStory {
  return {
    ...{ id, order, arrival, isFromArchive: isFromArchive === true, isWithdrawn: withdrawnAt !== undefined },
    ...(readAt !== undefined && { readAt }),
    ...(savedAt !== undefined && { savedAt }),
  };
}

/** Whether a story counts as unread. */
export function counts({ readAt, isFromArchive, isWithdrawn }: HeldStory): boolean {
  return !isWithdrawn && shouldCount({ isFromArchive, ...(readAt !== undefined && { readAt }) });
}

/**
 * The deeds, in an order, that lead from `before` to what is held `now`; undefined when none do. All that were
 * acknowledged are among them, and what the site did: stories that arrived, in whole documents, were withdrawn, or
 * are back.
 */
export function explain(before: Snapshot, deeds: readonly Deed[], now: Snapshot): Deed[] | undefined {
  const all = [...deeds, ...deedsOfSite(before, now)];
  const observed = heldIn(now);
  const inVain = new Set<string>();
  return search(heldIn(before), all, []);

  function search(held: Held, left: readonly Deed[], done: Deed[]): Deed[] | undefined {
    if (!left.some(({ isAcknowledged }) => isAcknowledged) && isLike(held, observed, all)) return done;
    const place = inShort(held, left, all);
    if (inVain.has(place)) return undefined;
    inVain.add(place);
    for (const deed of left) {
      if (deed.after.some((earlier) => earlier.isAcknowledged && left.includes(earlier))) continue;
      for (const next of deed.apply(held, tokenOf(all, deed))) {
        const found = search(
          next,
          left.filter((other) => other !== deed),
          [...done, deed],
        );
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }
}

/** Two orders of the same deeds that led to the same go on alike. */
function inShort({ stories, undo, arrivals }: Held, left: readonly Deed[], all: readonly Deed[]): string {
  const changed = [...stories.values()].map(({ id, readAt, savedAt, isWithdrawn }) => [
    id,
    readAt,
    savedAt,
    isWithdrawn,
  ]);
  return JSON.stringify([left.map((deed) => all.indexOf(deed)), changed, undo, arrivals]);
}

function tokenOf(all: readonly Deed[], deed: Deed): number {
  return -1 - all.indexOf(deed);
}

/** What the site did, as far as it tells: in the order of the times that were kept. */
function deedsOfSite(before: Snapshot, now: Snapshot): Deed[] {
  const known = new Map(before.stories.map((story) => [story.id, story]));
  const fresh = now.stories.filter(({ id }) => !known.has(id));
  const arrivals = [...new Set(fresh.map(({ firstSeenAt }) => firstSeenAt))].map((time) =>
    arrival(
      time,
      fresh.filter(({ firstSeenAt }) => firstSeenAt === time),
    ),
  );
  const returns: Deed[] = [];
  const withdrawals: Deed[] = [];
  for (const { id, withdrawnAt } of now.stories) {
    const earlier = known.get(id)?.withdrawnAt;
    if (earlier === withdrawnAt) continue;
    const isBack =
      earlier !== undefined && ofSite(`the return of ${id}`, 0, (held) => moved(held, id, false));
    if (isBack) returns.push(isBack);
    if (withdrawnAt === undefined) continue;
    const gone = ofSite(`the withdrawal of ${id}`, withdrawnAt, (held) => moved(held, id, true));
    withdrawals.push({ ...gone, after: isBack ? [isBack] : [] });
  }
  const inOrder = [...arrivals, ...withdrawals].toSorted((a, b) => a.beganAt - b.beganAt);
  const chained: Deed[] = [];
  for (const deed of inOrder) chained.push({ ...deed, after: [...deed.after, ...chained.slice(-1)] });
  return [...returns, ...chained];
}

/** New stories came with a document, all of one document in one write and at one time. */
function arrival(time: number, stories: readonly StoredStory[]): Deed {
  const numbers = stories.map((story) => story.arrival);
  return ofSite(`the arrival of ${stories.map(({ id }) => id).join(', ')}`, time, (before) => ({
    ...before,
    stories: new Map([...before.stories, ...stories.map((story) => [story.id, asArrived(story)] as const)]),
    arrivals: [...before.arrivals, Math.max(...numbers)],
  }));
}

function asArrived(story: StoredStory): HeldStory {
  const { readAt: _, savedAt: __, ...untouched } = held(story);
  return { ...untouched, isWithdrawn: false };
}

function moved(before: Held, id: string, isWithdrawn: boolean): Held {
  const story = before.stories.get(id);
  if (story === undefined) return before;
  return { ...before, stories: new Map([...before.stories, [id, { ...story, isWithdrawn }]]) };
}

function ofSite(words: string, beganAt: number, apply: (held: Held) => Held): Deed {
  return { words, beganAt, isAcknowledged: true, after: [], apply: (held) => [apply(held)] };
}

/** Whether the model is what was observed; the times that deeds stand for become known on the way. */
function isLike(model: Held, observed: Held, deeds: readonly Deed[]): boolean {
  const times = new Map<number, number>();
  const isSameTime = (time: number | undefined, seen: number | undefined): boolean => {
    if (time === undefined || time >= 0 || seen === undefined) return time === seen;
    const known = times.get(time) ?? seen;
    times.set(time, known);
    return known === seen && seen >= (deeds[-1 - time]?.beganAt ?? 0) - CLOCK_SLACK_MS;
  };
  if (model.stories.size !== observed.stories.size) return false;
  for (const [id, { readAt, savedAt }] of observed.stories) {
    const story = model.stories.get(id);
    if (story === undefined || !isSameTime(story.readAt, readAt)) return false;
    if (!isSameTime(story.savedAt, savedAt)) return false;
  }
  const { undo } = model;
  if (undo === undefined || observed.undo === undefined) return undo === observed.undo;
  const { at, marking, before } = observed.undo;
  return (
    undo.marking === marking &&
    isSameTime(undo.at, at) &&
    undo.before.length === before.length &&
    before.every(({ id, readAt }) =>
      undo.before.some((entry) => entry.id === id && isSameTime(entry.readAt, readAt)),
    )
  );
}

/** What differs between two times, for a message. */
export function differences(earlier: Snapshot, later: Snapshot): string[] {
  const [before, after] = [heldIn(earlier), heldIn(later)];
  const changes = [...after.stories.values()].flatMap(({ id, readAt, savedAt }) => {
    const was = before.stories.get(id);
    return [
      ...(was === undefined ? [`${id} arrived`] : []),
      ...(was?.readAt === readAt ? [] : [`${id}: read ${was?.readAt ?? 'never'} → ${readAt ?? 'never'}`]),
      ...(was?.savedAt === savedAt
        ? []
        : [`${id}: saved ${was?.savedAt ?? 'never'} → ${savedAt ?? 'never'}`]),
    ];
  });
  const lost = [...before.stories.keys()].filter((id) => !after.stories.has(id)).map((id) => `${id} is gone`);
  const [undoBefore, undoAfter] = [undoWords(before.undo), undoWords(after.undo)];
  return [...changes, ...lost, ...(undoBefore === undoAfter ? [] : [`undo: ${undoBefore} → ${undoAfter}`])];
}

function undoWords(undo: StoredUndo | undefined): string {
  return undo === undefined
    ? 'none'
    : `${undo.marking} at ${undo.at} of ${undo.before.map(({ id }) => id).join(' ')}`;
}
