// The model of a page that lists headlines: reads the store and hears changes. It knows nothing of how it is
// drawn; whoever draws gets a new state for each change. What a reader does is in deeds.ts.

import { type Change, POLL_SILENCE_MS } from '../changes.ts';
import type { Greeting } from '../greeting.ts';
import type { Connection } from '../store/connection.ts';
import { StoreFault } from '../store/open.ts';
import { type Front, readFront, toHeadlines } from '../store/read.ts';
import type {
  ArchiveRecord,
  GapsRecord,
  PollRecord,
  RestoredRecord,
  SettingsRecord,
  UndoRecord,
} from '../store/schema.ts';
import type { Filter } from '../story/filter.ts';
import type { Headline } from '../story/headline.ts';
import type { StoryState } from '../story/story.ts';
import { type Visit, visitWith } from '../story/visit.ts';
import type { Reading } from './reading.ts';
import type { SpareFront } from './without-store.ts';

/** Stories on the first screen, and with each step further: reading fifty costs the same however many are kept. */
export const PAGE_OF_STORIES = 50;

/** How long a marking can be undone unless another takes its place, and that all settings were taken back. */
export const UNDO_FOR_MS = 24 * 60 * 60 * 1000;

export interface Headlines {
  /** `opening` until the store was first read; `failed` while it can't be: what was read before stays. */
  kind: 'opening' | 'open' | 'failed';
  stories: Headline[];
  /** Whether older stories are kept than those in `stories`. */
  hasOlder: boolean;
  /** What counts as unread, as the badge says it. */
  unread: number;
  poll: PollRecord | undefined;
  undo: UndoRecord | undefined;
  /** Where stories are missing, newest first. */
  gaps: GapsRecord['gaps'];
  /** How far the archive was fetched; absent before the first whole answer. */
  archive: ArchiveRecord | undefined;
  /** Why the store can't be read, or the worker can't write to it. */
  fault: StoreFault['why'] | undefined;
  /** How the rebuilding of the database goes that the reader asked for. */
  rebuilding: 'running' | 'blocked' | 'failed' | undefined;
  /** That what the reader did came back after a loss, until they have put the notice away. */
  restored: RestoredRecord | undefined;
  /** What the reader chose; absent as long as they chose nothing. */
  settings: SettingsRecord | undefined;
  /** Whether older stories are still to be fetched. */
  isFilling: boolean;
  /** `ready`: another version waits to be taken; `ended`: this page's own is no longer there. */
  update: 'ready' | 'ended' | undefined;
  /** What the reader is told once, after installing or an update. */
  greeting: Greeting | undefined;
  /** The story that is open in the reader. */
  reading: Reading | undefined;
  /** The end of the daily briefing that is ready and was neither opened nor put away. */
  briefing: number | undefined;
  isPolling: boolean;
  isOnline: boolean;
  hasAccess: boolean;
  /** Whether the browser's question for access was answered with no. */
  accessRefused: boolean;
  now: number;
  /** How many stories had ever arrived with the last that is shown; what arrived later is not known to the reader. */
  arrivals: number;
  /** What narrows the list; absent where it shows all. */
  filter: Filter | undefined;
  /** The newest page of all, where the list is narrowed. */
  whole: Front['whole'];
  /** How many stories came in since and wait to be shown. */
  waiting: number;
  /** The reader's visit, and where the one before it ended; absent as long as nothing was shown. */
  visit: Visit | undefined;
  /** The state in which a story is shown: what was new when the reader came stays new while they look. */
  shownAs(story: Headline): StoryState;
  /** Whether a story's brief is shown below it. */
  isUnfolded(story: Headline): boolean;
}

/** What a page learns beside the store, after its first paint. */
export type Learned = Partial<
  Pick<
    Headlines,
    | 'isPolling'
    | 'hasAccess'
    | 'accessRefused'
    | 'rebuilding'
    | 'update'
    | 'greeting'
    | 'reading'
    | 'briefing'
  > & {
    /** Why the worker can't keep what it reads. */
    workerFault: StoreFault['why'] | undefined;
  }
>;

/** Reads what a list shows, with the briefs of the first story and of those in `unfolded`. */
export type ReadList = (database: IDBDatabase, unfolded: ReadonlySet<string>) => Promise<Front>;

/** The world as the model needs it. */
export interface PageWorld {
  store: Connection;
  now(): number;
  isOnline(): boolean;
  /** Whether the reader can see the page. */
  isInView(): boolean;
  /** The visit as it was kept last, by whichever surface; undefined where there is none. */
  readVisit(): Visit | undefined;
  /** What stands in for the store while it fails; undefined where there is nothing. */
  readSpare(): Promise<SpareFront | undefined>;
}

export interface HeadlinesModel {
  /** The state that was drawn last. */
  readonly latest: Headlines | undefined;
  /** Reads the store and draws; to be called once, as early as possible, and again after each change. */
  read(): Promise<void>;
  /** From now on reads what this one reads: until then the newest page. */
  readBy(readList: ReadList): void;
  /** Unfolds or folds a story's brief: reads it, and draws. */
  unfold(id: string): Promise<void>;
  /** Draws again: a minute went by, the day turned, the network came or went. */
  redraw(): void;
  /** Something was learned beside the store: draws again where that is news. */
  learn(learned: Learned): void;
  /** Another context changed something. */
  heard(change: Change): void;
  /** The store could not be written: what is in view stays, and the page says so. */
  fail(error: unknown): void;
  /** These stories were looked at: they go on being shown as new while the reader stays. */
  looked(ids: readonly string[]): void;
  /** The reader looks away: what was shown as new has been seen. */
  lookAway(): void;
}

export function headlinesModel(world: PageWorld, draw: (headlines: Headlines) => void): HeadlinesModel {
  let front: Front | undefined;
  /** Whether that is what stands in for the store. */
  let isSpare = false;
  let latest: Headlines | undefined;
  let readList: ReadList = (database, briefs) => readFront(database, PAGE_OF_STORIES, briefs);
  let fault: StoreFault['why'] | undefined;
  let learned: Required<Learned> = {
    isPolling: false,
    hasAccess: true,
    accessRefused: false,
    rebuilding: undefined,
    update: undefined,
    greeting: undefined,
    reading: undefined,
    briefing: undefined,
    workerFault: undefined,
  };
  let pollingSince = 0;
  let reads = 0;
  const newWhenSeen = new Set<string>();
  const unfolded = new Set<string>();
  let visit: Visit | undefined;

  /** Draws again where something was learned that was not known. */
  function learn(more: Learned): void {
    const isNews = Object.entries(more).some(([key, value]) => Reflect.get(learned, key) !== value);
    if (isNews) redraw(more);
    if (isNews && more.workerFault !== undefined) void showSpare();
  }

  function redraw(more: Learned = {}): void {
    const now = world.now();
    if (more.isPolling && !learned.isPolling) pollingSince = now;
    learned = { ...learned, ...more };
    const arrivals = front?.shownUpTo ?? front?.counts?.arrivals ?? 0;
    if (front !== undefined && !isSpare && world.isInView())
      visit = visitWith(world.readVisit() ?? visit, arrivals, now);
    const { workerFault, ...shown } = learned;
    const { restored, archive } = front ?? {};
    const trouble = fault ?? workerFault;
    latest = {
      kind: trouble !== undefined ? 'failed' : front === undefined ? 'opening' : 'open',
      stories: front?.stories ?? [],
      hasOlder: front?.hasOlder ?? false,
      unread: front?.counts?.unread ?? 0,
      poll: front?.poll,
      undo: front?.undo !== undefined && now - front.undo.at < UNDO_FOR_MS ? front.undo : undefined,
      gaps: front?.gaps?.gaps ?? [],
      archive,
      fault: trouble,
      restored: restored?.dismissedAt === undefined ? restored : undefined,
      settings: front?.settings,
      isFilling: archive === undefined || archive.state === 'filling',
      ...shown,
      isPolling: learned.isPolling && now - pollingSince < POLL_SILENCE_MS,
      isOnline: world.isOnline(),
      now,
      arrivals,
      filter: front?.filter,
      whole: front?.whole,
      waiting: front?.waiting ?? 0,
      visit,
      shownAs,
      isUnfolded: ({ id }) => unfolded.has(id),
    };
    draw(latest);
  }

  function shownAs({ id, state }: Headline): StoryState {
    return state === 'seen' && newWhenSeen.has(id) ? 'new' : state;
  }

  async function read(): Promise<void> {
    reads += 1;
    const turn = reads;
    try {
      const lead = front?.stories[0]?.id ?? '';
      const next = await world.store.use((database) => readList(database, new Set(unfolded).add(lead)));
      if (turn !== reads) return; // a read that began later knows better
      front = next;
      // A page that is open for days forgets what it no longer lists.
      for (const id of newWhenSeen)
        if (!next.stories.some((story) => story.id === id)) newWhenSeen.delete(id);
      isSpare = false;
      fault = undefined;
      redraw();
      if (learned.workerFault !== undefined) void showSpare();
    } catch (error) {
      if (turn === reads) fail(error);
    }
  }

  function fail(error: unknown): void {
    fault = error instanceof StoreFault ? error.why : 'failed';
    redraw();
    void showSpare();
  }

  /** Shows the spare copy, where the store gave nothing or the worker has asked the site since. */
  async function showSpare(): Promise<void> {
    const copy = await world.readSpare().catch(() => undefined);
    if (copy === undefined || (fault ?? learned.workerFault) === undefined) return;
    const isNewer = (copy.poll?.lastAttemptAt ?? 0) > (front?.poll?.lastAttemptAt ?? 0);
    if (front !== undefined && !isNewer && !isSpare) return;
    front = { ...copy, stories: toHeadlines(copy.stories, unfolded, false) };
    isSpare = true;
    redraw();
  }

  return {
    get latest() {
      return latest;
    },
    read,
    readBy(chosen) {
      readList = chosen;
    },
    unfold(id) {
      if (!unfolded.delete(id)) unfolded.add(id);
      return read();
    },
    redraw: () => redraw(),
    learn,
    heard(change) {
      if (change === 'poll-started') return learn({ isPolling: true });
      if (change === 'poll-ended') learned = { ...learned, isPolling: false };
      void read();
    },
    fail,
    looked(ids) {
      for (const id of ids) newWhenSeen.add(id);
    },
    lookAway() {
      newWhenSeen.clear();
    },
  };
}
