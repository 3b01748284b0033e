// The model of the options page: reads the settings, keeps what is chosen, and has every other surface go by it at
// once. It knows nothing of how it is drawn.

import type { Browser } from 'webextension-polyfill';
import type { Changes } from '../changes.ts';
import { flush } from '../flush.ts';
import { lookOf } from '../keep-look.ts';
import type { Look } from '../look.ts';
import { requestSettings } from '../poll-request.ts';
import { retentionOf, type SettingName, type Settings } from '../settings.ts';
import type { Connection } from '../store/connection.ts';
import { type StoreFault, toStoreFault } from '../store/open.ts';
import { readOptions, type StoredOptions } from '../store/read-options.ts';
import { applyRetention, previewRetention } from '../store/retention.ts';
import { choose, takeBack, undoTakeBack } from '../store/settings.ts';
import { say } from '../words/say.ts';
import { type Options, toOptions, type Wanted } from './options.ts';
import { previewWords } from './options-words.ts';

/** The world as the model needs it. */
export interface OptionsWorld {
  browser: Browser;
  store: Connection;
  changes: Changes;
  now(): number;
  draw(options: Options): void;
  /** Gives this page and those that open next their look. */
  putOn(look: Look): void;
  /** Tells screen readers. */
  tell(text: string): void;
}

/** Everything that a reader can do on the page. Each resolves when it is done and shown, and never rejects. */
export interface OptionsActs {
  choose(choices: Partial<Settings>): Promise<void>;
  /** Takes one choice back, or all of them. */
  takeBack(name: SettingName | 'all'): Promise<void>;
  undo(): Promise<void>;
  /** Shows what would go. */
  previewRetention(choice: Settings['retention']): Promise<void>;
  /** Chooses what was shown, and lets it go. */
  applyRetention(): Promise<void>;
  cancelRetention(): void;
}

export interface OptionsModel {
  acts: OptionsActs;
  /** Reads the store and draws; to be called once, and again after each change. Never rejects. */
  refresh(): Promise<void>;
}

export function optionsModel({ browser, store, changes, ...world }: OptionsWorld): OptionsModel {
  let stored: StoredOptions | undefined;
  let fault: StoreFault['why'] | undefined;
  let wanted: Wanted | undefined;
  let turns = 0;

  async function refresh(): Promise<void> {
    turns += 1;
    const turn = turns;
    try {
      const read = await store.use(readOptions);
      if (turn !== turns) return; // one that began later knows better
      stored = read;
      fault = undefined;
    } catch (error) {
      fault = toStoreFault(error).why;
    }
    draw();
  }

  function draw(): void {
    const options = toOptions(stored, fault, wanted, world.now());
    // What could not be read is no reason to look as in the beginning.
    if (stored !== undefined) world.putOn(lookOf(stored.settings?.chosen));
    world.draw(options);
  }

  /** Keeps what was chosen, shows it, and has the worker and the other pages go by it. Whether it was kept. */
  async function keep(write: (database: IDBDatabase) => Promise<unknown>): Promise<boolean> {
    try {
      await store.use(write);
    } catch (error) {
      fail(error);
      world.tell(say('optionsNotKept'));
      return false;
    }
    await refresh();
    changes.tell('store');
    void requestSettings(browser);
    await flush({ store, area: browser.storage.local }).catch(() => undefined); // the worker brings it there later
    return true;
  }

  function fail(error: unknown): void {
    fault = toStoreFault(error).why;
    draw();
  }

  return {
    refresh,
    acts: {
      async choose(choices) {
        const isKept = await keep((database) => choose(database, choices, world.now()));
        // Taken by a button, where other choices are radio buttons, which speak for themselves.
        if (isKept && choices.feed !== undefined) world.tell(say('optionsFeed'));
      },
      async takeBack(name) {
        wanted = undefined;
        const isKept = await keep((database) => takeBack(database, name, world.now()));
        if (isKept) world.tell(say(name === 'all' ? 'optionsResetAll' : 'optionsReset'));
      },
      async undo() {
        if (await keep((database) => undoTakeBack(database, world.now()))) world.tell(say('undone'));
      },
      async previewRetention(choice) {
        const retention = retentionOf({ retention: choice });
        if (retention === undefined) {
          wanted = undefined;
          await keep((database) => choose(database, { retention: choice }, world.now()));
          return;
        }
        try {
          const preview = await store.use((database) => previewRetention(database, retention, world.now()));
          wanted = { choice, preview };
          draw();
          world.tell(previewWords(preview, world.now()));
        } catch (error) {
          fail(error);
        }
      },
      async applyRetention() {
        const choice = wanted?.choice;
        const retention = choice === undefined ? undefined : retentionOf({ retention: choice });
        if (choice === undefined || retention === undefined) return;
        wanted = undefined;
        let gone = 0;
        const isKept = await keep(async (database) => {
          await choose(database, { retention: choice }, world.now());
          gone = await applyRetention(database, retention, world.now());
        });
        if (isKept) world.tell(gone > 0 ? say('retentionDone', { count: gone }) : say('retentionNoneGone'));
      },
      cancelRetention() {
        wanted = undefined;
        draw();
      },
    },
  };
}
