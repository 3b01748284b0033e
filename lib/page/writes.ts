// All that a page writes, for deeds.ts: one name for it, and loaded with it.

import type { Connection } from '../store/connection.ts';
import { makingRoom } from '../store/make-room.ts';

export { flush } from '../flush.ts';
export { hastenGaps, setArchive } from '../store/keep-fills.ts';
export { forgetUndo, mark, markOpened, markSeen, save, undo } from '../store/mark.ts';
export { dismissRestored } from '../store/restore.ts';
export { choose } from '../store/settings.ts';

/** Runs a write; where there is no room some is made, and it runs once more. Rejects with a StoreFault. */
export function write<T>(store: Connection, run: (database: IDBDatabase) => Promise<T>): Promise<T> {
  return makingRoom(store, Date.now).use(run);
}
