// What the reader did, kept a second time (docs/decisions.md, journal): whether the journal in the extension's
// storage, with the acts that are still on their way to it, says what the store says. The journal is read by the
// extension's own code, the store's states are not.

import type { Browser as ExtensionApi } from 'webextension-polyfill';
import { isAct, type ReaderState, rowsOf, rowsOfAct, stateOf } from '../../lib/journal/acts.ts';
import type { Area } from '../../lib/journal/area.ts';
import { readJournal } from '../../lib/journal/read.ts';
import { fromSnapshot } from '../../lib/journal/snapshot.ts';
import type { Surface } from '../support/browser.ts';
import type { Snapshot } from './snapshot.ts';

/** What the functions that run in the page find there. */
declare const browser: ExtensionApi;

/** What `storage.local` holds. */
export function readStorage(page: Surface): Promise<Record<string, unknown>> {
  return page.evaluate(() => browser.storage.local.get(null));
}

/**
 * Where journal and store say different things, in words. To be read after the snapshot: an act leaves its outbox
 * when the journal has it.
 */
export async function faultsOfJournal(
  storage: Readonly<Record<string, unknown>>,
  snapshot: Snapshot,
): Promise<string[]> {
  const { state, damaged, newer } = await readJournal(areaOf(storage));
  const acts = snapshot.outbox.filter(isAct);
  const { read, saved } = stateOf([rowsOf(state), ...acts.map(rowsOfAct)]);
  const broken = damaged + newer + snapshot.outbox.length - acts.length;
  return [
    ...(broken === 0 ? [] : [`${broken} records of the journal can’t be read`]),
    ...snapshot.stories.flatMap(({ id, readAt, savedAt }) => [
      ...unlike(`${id} read`, sinceOf(read, id), readAt),
      ...unlike(`${id} saved`, sinceOf(saved, id), savedAt),
      ...(savedAt === undefined || keeps(saved, id) ? [] : [`the journal keeps nothing of the saved ${id}`]),
    ]),
  ];
}

function sinceOf(said: ReaderState['read'], id: string): number | undefined {
  return said.get(id)?.since ?? undefined;
}

function keeps(saved: ReaderState['saved'], id: string): boolean {
  return fromSnapshot(saved.get(id)?.story)?.story.id === id;
}

function unlike(what: string, journal: number | undefined, store: number | undefined): string[] {
  return journal === store
    ? []
    : [`${what}: the journal says ${journal ?? 'no'}, the store ${store ?? 'no'}`];
}

function areaOf(storage: Readonly<Record<string, unknown>>): Area {
  const refuse = () => Promise.reject(new Error('it is only read'));
  return { get: () => Promise.resolve({ ...storage }), set: refuse, remove: refuse };
}
