// What follows once an act of the reader's was kept: the other pages, the badge and the journal are told.

import type { Browser } from 'webextension-polyfill';
import { hasAccess } from '../access.ts';
import type { Changes } from '../changes.ts';
import { requestBadge } from '../poll-request.ts';
import type { Connection } from '../store/connection.ts';
import { tellBadge } from '../tell-badge.ts';
import { flush, markOpened, markSeen, write } from './writes.ts';

export interface ActWorld {
  browser: Browser;
  changes: Changes;
  store: Connection;
}

/** Tells them. `believed`: whether the site may be reached, where the browser does not say. */
export async function tellAct({ browser, changes, store }: ActWorld, believed: boolean): Promise<void> {
  changes.tell('store');
  // Asked anew: a page that has just been opened has yet to learn it, and would put a count in the sign's place.
  const isGiven = await hasAccess(browser).catch(() => believed);
  await tellBadge(browser, store, isGiven);
  // What does not reach the journal now the worker brings there.
  await flush({ store, area: browser.storage.local }).catch(() => undefined);
}

/** Keeps that a story is being opened; resolves when it is kept and the badge says so. */
export async function keepOpened(world: ActWorld, id: string, believed: boolean): Promise<void> {
  // The page may be gone once the link is followed: nothing but the mark and the badge is waited for.
  const writing = write(world.store, (database) => markOpened(database, id, Date.now()));
  void requestBadge(world.browser);
  await writing;
  await tellAct(world, believed);
}

/** Keeps that stories were looked at, and has the badge say so. Rejects when it can't be kept. */
export async function keepSeen(world: ActWorld, ids: readonly string[], believed: boolean): Promise<void> {
  await write(world.store, (database) => markSeen(database, ids, Date.now()));
  await tellBadge(world.browser, world.store, believed);
}
