// Deeds: what may change what the reader did, each whole or not at all, and whether an order of them explains what
// the store holds. Pure. The rules are written here a second time, so that a fault in lib/store is not
// copied along with them.

import type { Snapshot, StoredUndo } from './snapshot.ts';

/** The store as far as deeds change it. */
export interface Held {
  stories: ReadonlyMap<string, HeldStory>;
  undo: StoredUndo | undefined;
  /** How many stories had arrived, after each arrival that is known. */
  arrivals: readonly number[];
}

export interface HeldStory {
  id: string;
  order: number;
  arrival: number;
  readAt?: number;
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
    stories: new Map(
      stories.map(({ id, order, arrival, readAt }) => [
        id,
        { id, order, arrival, ...(readAt !== undefined && { readAt }) },
      ]),
    ),
    undo,
    arrivals: [counts?.arrivals ?? 0],
  };
}

/**
 * The deeds, in an order, that lead from `before` to what is held `now`; undefined when none do. All that were
 * acknowledged are among them, and stories that are new arrived in whole documents.
 */
export function explain(before: Held, deeds: readonly Deed[], now: Snapshot): Deed[] | undefined {
  const all = [...deeds, ...arrivalsSince(before, now)];
  const observed = heldIn(now);
  return search(before, all, []);

  function search(held: Held, left: readonly Deed[], done: Deed[]): Deed[] | undefined {
    if (!left.some(({ isAcknowledged }) => isAcknowledged) && isLike(held, observed, all)) return done;
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

function tokenOf(all: readonly Deed[], deed: Deed): number {
  return -1 - all.indexOf(deed);
}

/** New stories came with a document, all of one document in one write and at one time. */
function arrivalsSince(before: Held, { stories }: Snapshot): Deed[] {
  const fresh = stories.filter(({ id }) => !before.stories.has(id));
  const times = [...new Set(fresh.map(({ firstSeenAt }) => firstSeenAt))].toSorted((a, b) => a - b);
  const deeds: Deed[] = [];
  for (const time of times) {
    const group = fresh.filter(({ firstSeenAt }) => firstSeenAt === time);
    deeds.push({
      words: `the arrival of ${group.map(({ id }) => id).join(', ')}`,
      beganAt: time,
      isAcknowledged: true,
      after: [...deeds],
      apply: (held) => [
        {
          ...held,
          stories: new Map([
            ...held.stories,
            ...group.map(({ id, order, arrival }) => [id, { id, order, arrival }] as const),
          ]),
          arrivals: [...held.arrivals, Math.max(...group.map(({ arrival }) => arrival))],
        },
      ],
    });
  }
  return deeds;
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
  for (const [id, { readAt }] of observed.stories) {
    const story = model.stories.get(id);
    if (story === undefined || !isSameTime(story.readAt, readAt)) return false;
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
export function differences(before: Held, after: Held): string[] {
  const changes = [...after.stories.values()].flatMap(({ id, readAt }) => {
    const was = before.stories.get(id);
    if (was === undefined) return [`${id} arrived${readAt === undefined ? '' : ', and is read'}`];
    if (was.readAt === readAt) return [];
    return [`${id}: read ${was.readAt ?? 'never'} → ${readAt ?? 'never'}`];
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
