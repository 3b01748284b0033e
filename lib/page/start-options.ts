// Starts the options page: reads the settings, keeps what is chosen, and has every other surface go by it at once.

import { type ComponentType, h, render } from 'preact';
import { browser } from '../browser.ts';
import { openChanges } from '../changes.ts';
import { flush } from '../flush.ts';
import { lookOf, putOn } from '../look.ts';
import { requestSettings } from '../poll-request.ts';
import { retentionOf, type SettingName, type Settings } from '../settings.ts';
import { connect } from '../store/connection.ts';
import { makingRoom } from '../store/make-room.ts';
import { type StoreFault, toStoreFault } from '../store/open.ts';
import { readOptions, type StoredOptions } from '../store/read-options.ts';
import { applyRetention, previewRetention } from '../store/retention.ts';
import { choose, takeBack, undoTakeBack } from '../store/settings.ts';
import { say, useWords } from '../words/say.ts';
import { browserWords } from '../words/source.ts';
import { type Options, toOptions, type Wanted } from './options.ts';

export interface OptionsProps {
  options: Options;
  acts: OptionsActs;
}

/** Everything that a reader can do on the page. */
export interface OptionsActs {
  choose(choices: Partial<Settings>): void;
  /** Takes one choice back, or all of them. */
  takeBack(name: SettingName | 'all'): void;
  undo(): void;
  /** Shows what would go. */
  previewRetention(choice: Settings['retention']): void;
  /** Chooses what was shown, and lets it go. */
  applyRetention(): void;
  cancelRetention(): void;
}

export function startOptions(view: ComponentType<OptionsProps>): void {
  const store = makingRoom(connect(), () => Date.now());
  const changes = openChanges();
  useWords(browserWords(browser, navigator.language));
  document.title = `${say('optionsTitle')} – ${say('productName')}`;
  const root = byId('page');
  const announcements = byId('announcements');
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
    const options = toOptions(stored, fault, wanted, Date.now());
    // What could not be read is no reason to look as in the beginning.
    if (stored !== undefined) putOn(document.documentElement, localStorage, lookOf(options.settings));
    render(h(view, { options, acts }), root);
  }

  /** Keeps what was chosen, shows it, and has the worker and the other pages go by it. Whether it was kept. */
  async function keep(write: (database: IDBDatabase) => Promise<unknown>): Promise<boolean> {
    try {
      await store.use(write);
      await refresh();
      changes.tell('store');
      void requestSettings(browser);
      await flush({ store, area: browser.storage.local }).catch(() => undefined); // the worker brings it there later
      return true;
    } catch (error) {
      fault = toStoreFault(error).why;
      draw();
      tell(say('optionsNotKept'));
      return false;
    }
  }

  async function preview(choice: Settings['retention']): Promise<void> {
    const retention = retentionOf({ retention: choice });
    if (retention === undefined) {
      wanted = undefined;
      await keep((database) => choose(database, { retention: choice }, Date.now()));
      return;
    }
    try {
      const found = await store.use((database) => previewRetention(database, retention, Date.now()));
      wanted = { choice, preview: found };
      draw();
    } catch (error) {
      fault = toStoreFault(error).why;
      draw();
    }
  }

  async function applyWanted(): Promise<void> {
    const choice = wanted?.choice;
    const retention = choice === undefined ? undefined : retentionOf({ retention: choice });
    if (choice === undefined || retention === undefined) return;
    wanted = undefined;
    let gone = 0;
    const isKept = await keep(async (database) => {
      gone = await applyRetention(database, retention, Date.now());
      await choose(database, { retention: choice }, Date.now());
    });
    if (isKept) tell(say('retentionDone', { count: gone }));
  }

  const acts: OptionsActs = {
    choose: (choices) => void keep((database) => choose(database, choices, Date.now())),
    async takeBack(name) {
      wanted = undefined;
      const isKept = await keep((database) => takeBack(database, name, Date.now()));
      if (isKept) tell(say(name === 'all' ? 'optionsResetAll' : 'optionsReset'));
    },
    async undo() {
      if (await keep((database) => undoTakeBack(database, Date.now()))) tell(say('undone'));
    },
    previewRetention: (choice) => void preview(choice),
    applyRetention: () => void applyWanted(),
    cancelRetention() {
      wanted = undefined;
      draw();
    },
  };

  function tell(text: string): void {
    // The same text twice is no change to a live region; a space at its end is.
    announcements.textContent = text === announcements.textContent ? `${text}\u00a0` : text;
  }

  changes.listen((change) => {
    if (change === 'store' || change === 'storage') void refresh();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void refresh();
  });
  void refresh();
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`no #${id}`);
  return element;
}
