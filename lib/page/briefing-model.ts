// The model of the daily briefing: reads the stories of its time, keeps what the reader takes along, and hears changes.
// It knows nothing of how it is drawn.

import type { Settings } from '../settings.ts';
import type { Connection } from '../store/connection.ts';
import { type StoreFault, toStoreFault } from '../store/open.ts';
import { readBriefing, type StoredBriefing } from '../store/read-briefing.ts';
import { choose } from '../store/settings.ts';
import { type BriefingKind, spanOf, turnOf, USUAL_HOUR } from '../story/briefing.ts';
import { say } from '../words/say.ts';
import {
  type Briefing,
  EVERYTHING,
  type Form,
  NOTHING,
  PAGE_OF_BRIEFING,
  type Selection,
  toBriefing,
  toggled,
} from './briefing.ts';
import { textOf } from './briefing-text.ts';
import { countWords, titleOf } from './briefing-words.ts';

/** What came of copying last. */
export type Copied = { form: Form; refused?: string } | undefined;

/** The world as the model needs it. */
export interface BriefingWorld {
  store: Connection;
  now(): number;
  isOnline(): boolean;
  draw(briefing: Briefing, copied: Copied): void;
  /** Tells screen readers. */
  tell(text: string): void;
  /** Puts a text on the clipboard. Rejects where the browser does not let it. */
  copy(text: string): Promise<void>;
  print(): void;
  /** The briefing that ends then is before the reader. */
  wasOpened(to: number): void;
  /** Something was chosen: the other pages and the journal are to be told. Never rejects. */
  wasChosen(): Promise<void>;
}

/** Everything that a reader can do with the stories of the page, beside opening one. */
export interface BriefingActs {
  show(which: BriefingKind): Promise<void>;
  /** Includes a story that was left out, or leaves it out. */
  toggle(id: string): void;
  includeAll(): void;
  includeNone(): void;
  /** Copies what is included; within a press of the reader's, or the browser refuses. */
  copyAs(form: Form): Promise<void>;
  print(): void;
  chooseHour(hour: Settings['briefingHour']): Promise<void>;
  showMore(): Promise<void>;
  retry(): Promise<void>;
}

export interface BriefingModel {
  acts: BriefingActs;
  /** Reads the store and draws; to be called once, and again after each change. Never rejects. */
  refresh(): Promise<void>;
  /** When the page is about another time than now. */
  turnsAt(): number;
  /** These stories were looked at: they go on being shown as new. */
  looked(ids: readonly string[]): void;
  /** What was pressed for could not be kept. */
  fail(error: unknown): void;
}

export function briefingModel({ store, ...world }: BriefingWorld): BriefingModel {
  let stored: StoredBriefing | undefined;
  let fault: StoreFault['why'] | undefined;
  let which: BriefingKind = 'day';
  let selection: Selection = EVERYTHING;
  let limit = PAGE_OF_BRIEFING;
  let copied: Copied;
  let turns = 0;
  const newWhenSeen = new Set<string>();

  async function refresh(): Promise<void> {
    turns += 1;
    const turn = turns;
    const kind = which;
    const now = world.now();
    try {
      const read = await store.use((database) =>
        readBriefing(database, (hour) => spanOf(kind, now, hour), limit),
      );
      if (turn !== turns) return; // one that began later knows better
      stored = read;
      fault = undefined;
      if (kind === 'day') world.wasOpened(read.span.to);
    } catch (error) {
      if (turn !== turns) return;
      fault = toStoreFault(error).why;
    }
    draw();
  }

  function latest(): Briefing {
    const now = world.now();
    return toBriefing(stored, { which, selection, newWhenSeen, isOnline: world.isOnline(), fault, now });
  }

  function draw(): void {
    world.draw(latest(), copied);
  }

  /** Another selection: what was copied is no longer what is shown. */
  function select(next: Selection): void {
    selection = next;
    copied = undefined;
    draw();
  }

  function fail(error: unknown): void {
    fault = toStoreFault(error).why;
    draw();
  }

  /** Reads again, and says how much there is now. */
  async function turnTo(change: () => void): Promise<void> {
    change();
    copied = undefined;
    await refresh();
    if (fault === undefined) world.tell(`${titleOf(which)}: ${countWords(latest())}.`);
  }

  return {
    refresh,
    turnsAt: () => turnOf(which, world.now(), stored?.hour ?? USUAL_HOUR),
    looked(ids) {
      for (const id of ids) newWhenSeen.add(id);
    },
    fail,
    acts: {
      show: (next) =>
        turnTo(() => {
          which = next;
          limit = PAGE_OF_BRIEFING;
          stored = undefined;
          newWhenSeen.clear();
        }),
      toggle: (id) => select(toggled(selection, id)),
      includeAll() {
        select(EVERYTHING);
        world.tell(`${countWords(latest())}.`);
      },
      includeNone() {
        select(NOTHING);
        world.tell(`${countWords(latest())}.`);
      },
      async copyAs(form) {
        const briefing = latest();
        if (briefing.included === 0) return world.tell(say('briefingNothing'));
        const text = textOf(form, briefing);
        try {
          await world.copy(text);
          copied = { form };
          draw();
          world.tell(say(form === 'markdown' ? 'copiedMarkdown' : 'copiedText'));
        } catch {
          copied = { form, refused: text };
          draw();
        }
      },
      print() {
        if (latest().included === 0) world.tell(say('briefingNothing'));
        else world.print();
      },
      async chooseHour(hour) {
        try {
          await store.use((database) => choose(database, { briefingHour: hour }, world.now()));
        } catch (error) {
          fail(error);
          world.tell(say('optionsNotKept'));
          return;
        }
        await Promise.all([turnTo(() => undefined), world.wasChosen()]);
      },
      showMore: () =>
        turnTo(() => {
          limit += PAGE_OF_BRIEFING;
        }),
      retry: () => turnTo(() => undefined),
    },
  };
}
