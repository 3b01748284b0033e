// What of the store a list shows: how far down, and without what waits. Loaded after the first paint; until then the
// newest page is shown, whatever it is.

import { type Front, readFront } from '../store/read.ts';
import type { Filter } from '../story/filter.ts';
import type { Headline } from '../story/headline.ts';
import { withoutWaiting } from '../story/hold.ts';
import { type Headlines, PAGE_OF_STORIES, type ReadList } from './headlines.ts';

/** As long as the worker may take to fetch what the reader asked for. */
const LET_IN_MS = 60_000;

/** The world as a listing needs it. */
export interface ListingWorld {
  now(): number;
  /** Whether the reader can see the page. */
  isInView(): boolean;
  /** Whether the reader has scrolled down the list: then no story that was drawn may go from its end. */
  isFarDown(): boolean;
}

/** What each changes shows with the next read. */
export interface Listing {
  read: ReadList;
  /** To be told of each drawing: what is in view is held in its place. */
  drawn(headlines: Pick<Headlines, 'kind' | 'stories' | 'filter'>): void;
  /** Narrows the list, or shows all again. */
  filterBy(filter: Filter | undefined): void;
  /** Shows older stories as well. */
  goFurther(): void;
  /** Shows what waits. */
  showWaiting(): void;
  /** What comes in within the next minute need not wait: the reader asked for it. */
  letIn(): void;
  /** The reader looks away: nothing that arrives need wait. */
  lookAway(): void;
}

export function listing(world: ListingWorld): Listing {
  let limit = PAGE_OF_STORIES;
  let drawn: readonly Headline[] = [];
  /** What the reader has before them; nothing while they look elsewhere. */
  let inView: readonly Headline[] = [];
  let waiting = 0;
  let shownUpTo = 0;
  /** Until when nothing waits, in ms. */
  let openUntil = 0;
  /** Whether all that is found is shown, until it was drawn. */
  let letsIn = false;
  let letIn: readonly Headline[] | undefined;
  let filter: Filter | undefined;
  /** What was shown since the list was narrowed: it stays, whatever the reader does to it. */
  let shown = new Set<string>();

  async function readAs(database: IDBDatabase, count: number, unfolded: ReadonlySet<string>): Promise<Front> {
    if (filter === undefined) return readFront(database, count, unfolded);
    const { readFiltered } = await import('../store/read-filtered.ts');
    return readFiltered(database, filter, count, PAGE_OF_STORIES, unfolded, shown);
  }

  async function read(database: IDBDatabase, unfolded: ReadonlySet<string>): Promise<Front> {
    const all = letsIn;
    let more = all ? 0 : waiting;
    for (;;) {
      const front = await readAs(database, limit + more, unfolded);
      const stories = all ? front.stories : withoutWaiting(front.stories, inView);
      const held = front.stories.length - stories.length;
      if (front.hasOlder && held > more) {
        more = held; // as many in view as before
      } else if (front.hasOlder && lastOf(stories) < lastOf(drawn) && world.isFarDown()) {
        limit += PAGE_OF_STORIES;
      } else {
        waiting = held;
        if (waiting === 0) shownUpTo = front.counts?.arrivals ?? 0;
        if (all) letIn = stories;
        return { ...front, stories, waiting, shownUpTo };
      }
    }
  }

  return {
    read,
    drawn({ kind, stories, filter: shownBy }) {
      drawn = stories;
      if (stories === letIn) letsIn = false;
      if (filter !== undefined && shownBy === filter) for (const { id } of stories) shown.add(id);
      if (kind === 'open' && world.isInView()) inView = world.now() < openUntil ? [] : stories;
    },
    filterBy(chosen) {
      filter = chosen;
      shown = new Set();
      limit = PAGE_OF_STORIES;
      letsIn = true;
    },
    goFurther() {
      limit += PAGE_OF_STORIES;
    },
    showWaiting() {
      letsIn = true;
    },
    letIn() {
      inView = [];
      openUntil = world.now() + LET_IN_MS;
    },
    lookAway() {
      inView = [];
      letsIn = true;
    },
  };
}

/** The sort key of the last story of a list. */
function lastOf(stories: readonly Headline[]): number {
  return stories.at(-1)?.order ?? Number.NEGATIVE_INFINITY;
}
