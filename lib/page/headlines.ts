// The model of a page that lists headlines: reads the store, hears changes, offers actions. It knows nothing
// of how it is drawn; whoever draws gets a new state for each change. What writes is loaded after the first
// paint, for no headline waits for it.

import type { Change } from '../changes.ts';
import type { Connection } from '../store/connection.ts';
import { StoreFault } from '../store/open.ts';
import { type Front, readFront, readOlder } from '../store/read.ts';
import type { Database, PollRecord, UndoRecord } from '../store/schema.ts';
import type { Marking } from '../story/marking.ts';
import { type Story, type StoryState, stateOf } from '../story/story.ts';

/** Stories on the first screen, and with each step further: reading fifty costs the same however many are kept. */
export const PAGE_OF_STORIES = 50;
/** A poll ends within 22 s; a worker that was stopped in one never says so. */
const POLL_SILENCE_MS = 30_000;
/** How long a marking can be undone, unless another one takes its place. */
const UNDO_FOR_MS = 24 * 60 * 60 * 1000;

export interface Headlines {
  /** `opening` until the store was first read; `failed` while it can't be: what was read before stays. */
  kind: 'opening' | 'open' | 'failed';
  stories: Story[];
  /** Whether older stories are kept than those in `stories`. */
  hasOlder: boolean;
  /** What counts as unread, as the badge says it. */
  unread: number;
  poll: PollRecord | undefined;
  undo: UndoRecord | undefined;
  fault: StoreFault['why'] | undefined;
  isPolling: boolean;
  isOnline: boolean;
  hasAccess: boolean;
  /** Whether the browser's question for access was answered with no. */
  accessRefused: boolean;
  now: number;
  /** When the store was last read: what arrived later is not in `stories`. */
  readAt: number;
  /** The state in which a story is shown: what was new when the reader came stays new while they look. */
  shownAs(story: Story): StoryState;
}

/** What a page learns beside the store, after its first paint. */
export type Learned = Partial<Pick<Headlines, 'isPolling' | 'hasAccess' | 'accessRefused'>>;

/** The world as the model needs it. */
export interface PageWorld {
  store: Connection;
  now(): number;
  isOnline(): boolean;
  /** Called after each change of this page's own, with what counts as unread now. */
  told(unread: number): Promise<void>;
}

export interface HeadlinesModel {
  /** Reads the store and draws; to be called once, as early as possible, and again after each change. */
  read(): Promise<void>;
  /** Draws again: a minute went by, the day turned, the network came or went, or something was learned. */
  redraw(learned?: Learned): void;
  /** Another context changed something. */
  heard(change: Change): void;
  /** The reader looks away: what was shown as new has been seen. */
  lookAway(): void;
  /** Marks stories, with undo. */
  mark(marking: Marking): Promise<void>;
  undo(): Promise<void>;
  dismissUndo(): Promise<void>;
  /** Keeps that a story is being opened. Rejects when that can't be kept. */
  opened(id: string): Promise<void>;
  /** Keeps that stories were in view. */
  seen(ids: string[]): Promise<void>;
  showOlder(): Promise<void>;
}

export function headlinesModel(world: PageWorld, draw: (headlines: Headlines) => void): HeadlinesModel {
  let front: Front | undefined;
  let stories: Story[] = [];
  let hasOlder = false;
  let fault: StoreFault['why'] | undefined;
  let learned: Required<Learned> = { isPolling: false, hasAccess: true, accessRefused: false };
  let pollingSince = 0;
  let reads = 0;
  let readAt = 0;
  const newWhenSeen = new Set<string>();

  function redraw(more: Learned = {}): void {
    const now = world.now();
    if (more.isPolling && !learned.isPolling) pollingSince = now;
    learned = { ...learned, ...more };
    draw({
      kind: fault !== undefined ? 'failed' : front === undefined ? 'opening' : 'open',
      stories,
      hasOlder,
      unread: front?.counts?.unread ?? 0,
      poll: front?.poll,
      undo: front?.undo !== undefined && now - front.undo.at < UNDO_FOR_MS ? front.undo : undefined,
      fault,
      ...learned,
      isPolling: learned.isPolling && now - pollingSince < POLL_SILENCE_MS,
      isOnline: world.isOnline(),
      now,
      readAt,
      shownAs,
    });
  }

  function shownAs(story: Story): StoryState {
    const state = stateOf(story);
    return state === 'seen' && newWhenSeen.has(story.id) ? 'new' : state;
  }

  /** Reads as many stories as are shown. A failure keeps what is in view, and says so. */
  async function read(): Promise<void> {
    reads += 1;
    const turn = reads;
    const startedAt = world.now();
    try {
      const limit = Math.max(PAGE_OF_STORIES, stories.length);
      const latest = await world.store.use((database) => readFront(database, limit + 1));
      if (turn !== reads) return; // a read that began later knows better
      front = latest;
      readAt = startedAt;
      hasOlder = latest.stories.length > limit;
      stories = latest.stories.slice(0, limit);
      fault = undefined;
    } catch (error) {
      fault = faultOf(error);
    }
    redraw();
  }

  /** An act of the reader's: kept first, told to the badge and the other pages, and shown. */
  async function act(write: (database: Database, acts: Acts) => Promise<number>): Promise<void> {
    try {
      const acts = await loadActs();
      await world.told(await world.store.use((database) => write(database, acts)));
      await read();
    } catch (error) {
      fault = faultOf(error);
      redraw();
    }
  }

  return {
    read,
    redraw,
    lookAway: () => newWhenSeen.clear(),
    heard(change) {
      if (change === 'poll-started') return redraw({ isPolling: true });
      if (change === 'poll-ended') learned = { ...learned, isPolling: false };
      void read();
    },
    mark: (marking) => act((database, { mark }) => mark(database, marking, world.now())),
    undo: () => act((database, { undo }) => undo(database, world.now())),
    dismissUndo: () => act((database, { forgetUndo }) => forgetUndo(database)),
    async opened(id) {
      // The page may be gone once the link is followed: nothing but the mark and the badge is waited for.
      const { markOpened } = await loadActs();
      await world.told(await world.store.use((database) => markOpened(database, id, world.now())));
      void read();
    },
    async seen(ids) {
      for (const id of ids) newWhenSeen.add(id);
      const { markSeen } = await loadActs();
      // A story that could not be noted as seen is shown as new once more, which is no harm.
      await world.store.use((database) => markSeen(database, ids, world.now())).catch(() => undefined);
    },
    async showOlder() {
      const last = stories.at(-1);
      if (last === undefined) return;
      try {
        const older = await world.store.use((database) => readOlder(database, last, PAGE_OF_STORIES + 1));
        hasOlder = older.length > PAGE_OF_STORIES;
        stories = [...stories, ...older.slice(0, PAGE_OF_STORIES)];
      } catch (error) {
        fault = faultOf(error);
      }
      redraw();
    },
  };
}

type Acts = typeof import('../store/mark.ts');

function loadActs(): Promise<Acts> {
  return import('../store/mark.ts');
}

function faultOf(error: unknown): StoreFault['why'] {
  return error instanceof StoreFault ? error.why : 'failed';
}
