// What a reader does on a page: each deed is kept first, told to the badge and the other pages, and shown. Loaded, with
// all that writes, when the reader reaches for something or was seen to have looked; no page waits for it.

import { askForAccess } from '../access.ts';
import { forgetGreeting } from '../greeting.ts';
import { askToPersist } from '../persist.ts';
import { requestBadge, requestFill, requestRebuild } from '../poll-request.ts';
import { settingsOf } from '../settings.ts';
import type { Headline } from '../story/headline.ts';
import type { Marking } from '../story/marking.ts';
import { say } from '../words/say.ts';
import type { Announcer } from './announce.ts';
import { putBriefingAway } from './briefing-told.ts';
import { archiveWords, missingWords, nextPageWords } from './fill-words.ts';
import type { Live, LiveWorld } from './live.ts';
import type { ArchiveChange } from './page-props.ts';
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
  showWaiting(): Promise<void>;
  grantAccess(): Promise<void>;
  dismissRestored(): Promise<void>;
  dismissGreeting(): Promise<void>;
  dismissBriefing(): void;
  rebuild(): Promise<void>;
  reload(): void;
}

/** The deeds of a living page. */
export function deedsOf(world: LiveWorld, announce: Announcer, poll: Live['poll']): Deeds {
  const { browser, changes, model, root, time, store: connection } = world;
  void askToPersist(navigator.storage, browser.storage.local);
  /** The last act, for an undo that is pressed before the marking is shown. */
  let lastAct: Promise<unknown> | undefined;

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

  async function undo(): Promise<void> {
    if (await act((database) => store.undo(database, Date.now()))) announce.say(say('undone'));
  }

  return {
    async opened(id) {
      await keepOpened(world, id, mayAsk());
      void model.read();
    },
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
      model.letIn();
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
      await model.readOlder();
      announce.say(say('olderShown', { count: (model.latest?.stories.length ?? 0) - shown }));
      root.querySelectorAll<HTMLElement>('[data-title]')[shown]?.focus();
    },
    async showWaiting() {
      await model.showWaiting();
      scrollTo(0, 0); // the page scrolls, or in the popup the list
      root.querySelector('[data-list]')?.scrollTo(0, 0);
      root.querySelector<HTMLElement>('[data-title]')?.focus({ preventScroll: true });
    },
    async grantAccess() {
      const granted = await askForAccess(browser).catch(() => false);
      model.learn({ accessRefused: !granted });
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
  };
}
