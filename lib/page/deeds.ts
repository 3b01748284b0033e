// What a reader does on a page: each deed is kept first, told to the badge and the other pages, and shown. Loaded, with
// all that writes, when the reader reaches for something or was seen to have looked; no page waits for it.

import { askForAccess } from '../access.ts';
import { forgetGreeting } from '../greeting.ts';
import { askToPersist } from '../persist.ts';
import { requestBadge, requestFill, requestRebuild } from '../poll-request.ts';
import { type Settings, settingsOf } from '../settings.ts';
import type { Filter } from '../story/filter.ts';
import type { Headline } from '../story/headline.ts';
import type { Marking } from '../story/marking.ts';
import { say } from '../words/say.ts';
import type { Announcer } from './announce.ts';
import { putBriefingAway } from './briefing-told.ts';
import { archiveWords, missingWords, nextPageWords } from './fill-words.ts';
import type { Listing } from './listing.ts';
import type { Live, LiveWorld } from './live.ts';
import type { ArchiveChange } from './page-props.ts';
import type { Reader } from './reading.ts';
import { keepOpened, keepSeen, tellAct } from './tell-act.ts';
import * as store from './writes.ts';

export interface Deeds {
  /** Keeps that a story is being opened; resolves when it is kept and the badge says so. */
  opened(id: string): Promise<void>;
  /** Notes that stories were looked at, where the badge counts those that were not. Rejects when it can't be kept. */
  seen(ids: readonly string[]): Promise<void>;
  mark(marking: Marking): Promise<void>;
  undo(): Promise<void>;
  /** Takes the last marking back, also one that is still being kept; where there is none it says nothing. */
  undoByKey(): Promise<void>;
  dismissUndo(): Promise<unknown>;
  save(story: Headline): Promise<void>;
  fillGaps(): Promise<void>;
  setArchive(change: ArchiveChange): Promise<void>;
  showOlder(): Promise<void>;
  filterBy(filter: Filter | undefined): Promise<void>;
  focusFilter(): void;
  setTicker(ticker: Settings['ticker']): Promise<void>;
  showWaiting(): Promise<void>;
  grantAccess(): Promise<void>;
  dismissRestored(): Promise<void>;
  dismissGreeting(): Promise<void>;
  dismissBriefing(): void;
  rebuild(): Promise<void>;
  reload(): void;
  /** Opens a story in the reader; that it was opened is kept. */
  openReader(story: Headline): Promise<void>;
  /** Opens again what was open before, so far down. */
  reopenReader(id: string, top: number): Promise<void>;
  closeReader(): Promise<void>;
  readNext(): Promise<void>;
  readPrevious(): Promise<void>;
  togglePictures(): Promise<void>;
  swapText(): Promise<void>;
  reread(): Promise<void>;
  /** To be called after each drawing. */
  drawn(): void;
}

/** The deeds of a living page. */
export function deedsOf(world: LiveWorld, listed: Listing, announce: Announcer, poll: Live['poll']): Deeds {
  const { browser, changes, model, root, time, store: connection } = world;
  void askToPersist(navigator.storage, browser.storage.local);
  /** The last act, for an undo that is pressed before the marking is shown. */
  let lastAct: Promise<unknown> | undefined;
  let loadingReader: Promise<Reader> | undefined;

  const settings = () => settingsOf(model.latest?.settings?.chosen);

  /** An act of the reader's: kept first, told to the badge and the other pages, and shown. Whether it was kept. */
  function act(write: (database: IDBDatabase) => Promise<unknown>): Promise<boolean> {
    const acting = keep(write);
    lastAct = acting;
    return acting;
  }

  async function keep(write: (database: IDBDatabase) => Promise<unknown>): Promise<boolean> {
    try {
      const writing = store.write(connection, write);
      void requestBadge(browser);
      await writing;
      await tellAct(world, mayAsk());
      await model.read();
      return true;
    } catch (error) {
      model.fail(error);
      announce.answer(model.latest); // nothing was done: the status says why
      return false;
    }
  }

  const mayAsk = () => model.latest?.hasAccess ?? true;

  function goFurther(): Promise<void> {
    listed.goFurther();
    return model.read();
  }

  function toTop(): void {
    scrollTo(0, 0); // the page scrolls, or in the popup the list
    root.querySelector('[data-list]')?.scrollTo(0, 0);
  }

  async function opened(id: string): Promise<void> {
    await keepOpened(world, id, mayAsk());
    void model.read();
  }

  function reader(): Promise<Reader> {
    loadingReader ??= import('./reading.ts').then(({ readerOf }) =>
      readerOf({ store: connection, model, root, announce, goFurther, opened }),
    );
    return loadingReader;
  }

  async function undo(): Promise<void> {
    if (await act((database) => store.undo(database, Date.now()))) announce.say(say('undone'));
  }

  return {
    opened,
    async seen(ids) {
      await keepSeen(world, ids, mayAsk());
    },
    async mark(marking) {
      const before = model.latest;
      if (await act((database) => store.mark(database, marking, Date.now())))
        announce.marked(before, model.latest);
    },
    undo,
    async undoByKey() {
      if (!settings().keys) return;
      await lastAct;
      if (model.latest?.undo !== undefined) await undo();
    },
    dismissUndo: () => act((database) => store.forgetUndo(database)),
    async save({ id, isSaved = false }) {
      const now = Date.now();
      if (await act((database) => store.save(database, id, isSaved ? undefined : now, now)))
        announce.say(say(isSaved ? 'didUnsave' : 'didSave'));
    },
    async fillGaps() {
      if (!(await act((database) => store.hastenGaps(database, Date.now())))) return;
      listed.letIn();
      void requestFill(browser).catch(() => undefined); // a worker that can't be reached: its alarm asks
      const gap = model.latest?.gaps[0];
      if (gap === undefined || model.latest === undefined) return;
      announce.say(`${missingWords(gap, model.latest.now)} ${nextPageWords(gap, model.latest, time)}`);
    },
    async setArchive(change) {
      const isKept = await act((database) =>
        'days' in change
          ? store.choose(database, { archive: change.days }, Date.now())
          : store.setArchive(database, change.state, Date.now()),
      );
      if (!isKept) return;
      void requestFill(browser).catch(() => undefined);
      const { archive, now = 0 } = model.latest ?? {};
      if (archive !== undefined) announce.say(archiveWords(archive, now));
      document.getElementById('archive')?.focus({ preventScroll: true });
    },
    async showOlder() {
      const shown = model.latest?.stories.length ?? 0;
      await goFurther();
      announce.say(say('olderShown', { count: (model.latest?.stories.length ?? 0) - shown }));
      root.querySelectorAll<HTMLElement>('[data-title]')[shown]?.focus();
    },
    async filterBy(filter) {
      listed.filterBy(filter);
      await model.read();
      toTop();
      const { stories = [], hasOlder = false } = model.latest ?? {};
      announce.say(say(hasOlder ? 'shownAtLeast' : 'shown', { count: stories.length }));
    },
    focusFilter() {
      const field = () => root.querySelector<HTMLElement>('[data-filter]');
      if (field() === null) root.querySelector<HTMLElement>('[data-action="filter-words"]')?.click();
      field()?.focus();
    },
    async setTicker(ticker) {
      const hadFocus = document.activeElement?.closest('.ticker') !== null;
      if (!(await act((database) => store.choose(database, { ticker }, Date.now())))) return;
      if (ticker === 'hidden') announce.say(say('didHideTicker'));
      else announce.say(say(ticker === 'still' ? 'didPauseTicker' : 'didMoveTicker'));
      if (hadFocus && ticker === 'hidden')
        root.querySelector<HTMLElement>('[data-list]')?.focus({ preventScroll: true });
    },
    async showWaiting() {
      listed.showWaiting();
      await model.read();
      toTop();
      root.querySelector<HTMLElement>('[data-title]')?.focus({ preventScroll: true });
    },
    async grantAccess() {
      const granted = await askForAccess(browser).catch(() => false);
      model.learn({ accessRefused: !granted });
      listed.letIn();
      await poll('page');
    },
    async dismissRestored() {
      try {
        await store.write(connection, (database) => store.dismissRestored(database, Date.now()));
        changes.tell('store');
        await model.read();
      } catch (error) {
        model.fail(error);
      }
    },
    async dismissGreeting() {
      model.learn({ greeting: undefined });
      await forgetGreeting(browser.storage.local).catch(() => undefined);
    },
    dismissBriefing() {
      putBriefingAway(localStorage, model.latest?.briefing ?? 0);
      model.learn({ briefing: undefined });
    },
    async rebuild() {
      model.learn({ rebuilding: 'running' });
      announce.begun(say('rebuilding'));
      const outcome = await requestRebuild(browser).catch(() => 'failed' as const);
      model.learn({ rebuilding: outcome === 'rebuilt' ? undefined : outcome });
      if (outcome !== 'rebuilt')
        return announce.answer(model.latest, say(outcome === 'blocked' ? 'rebuildBlocked' : 'rebuildFailed'));
      await poll('page');
      await model.read();
      announce.answer(model.latest);
    },
    reload() {
      try {
        if (model.latest?.update === 'ready') return browser.runtime.reload();
      } catch {
        // this page's extension was replaced already: then the page alone is reloaded
      }
      location.reload();
    },
    openReader: async (story) => (await reader()).open(story),
    reopenReader: async (id, top) => (await reader()).reopen(id, top),
    closeReader: async () => (await reader()).close(),
    readNext: async () => (await reader()).next(),
    readPrevious: async () => (await reader()).previous(),
    togglePictures: async () => (await reader()).togglePictures(),
    swapText: async () => (await reader()).swapText(),
    reread: async () => (await reader()).reread(),
    drawn: () => void loadingReader?.then(({ follow }) => follow()),
  };
}
