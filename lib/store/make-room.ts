// What is done when there is no room left: the texts of old stories that were read go, and the write is tried once
// more. Saved stories keep theirs, always.

import type { Connection } from './connection.ts';
import { StoreFault } from './open.ts';
import { write } from './transaction.ts';

/** A story that was read and stands this far down is not likely to be read again. */
const OLD_MS = 14 * 24 * 60 * 60 * 1000;
const AT_ONCE = 500;

/** The connection, whose uses are tried a second time once there is more room. */
export function makingRoom(store: Connection, now: () => number): Connection {
  return {
    async use(run) {
      try {
        return await store.use(run);
      } catch (error) {
        if (!(error instanceof StoreFault) || error.why !== 'full') throw error;
        await store.use((database) => dropOldTexts(database, now()));
        return store.use(run);
      }
    },
  };
}

/** Deletes the texts of stories that are old, read and not saved. */
function dropOldTexts(database: IDBDatabase, now: number): Promise<void> {
  return write(database, 'relaxed', async (transaction) => {
    const oldest = transaction.objectStore('stories').index('byOrder');
    let range = IDBKeyRange.lowerBound(OLD_MS - now);
    for (;;) {
      const part = await oldest.getAll(range, AT_ONCE);
      for (const { id, states } of part) {
        if (states.readAt !== undefined && states.savedAt === undefined)
          await transaction.objectStore('articles').delete(id);
      }
      const last = part.at(-1);
      if (last === undefined || part.length < AT_ONCE) return;
      range = IDBKeyRange.lowerBound(last.order, true);
    }
  });
}
