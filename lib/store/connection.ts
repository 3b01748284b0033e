// One connection to the database for a context: opened on first use, opened anew when it was lost.

import { openStore, toStoreFault } from './open.ts';
/** Runs a read or a write against the database. Every failure comes out as StoreFault. */
export interface Connection {
  use<T>(run: (database: IDBDatabase) => Promise<T>): Promise<T>;
}

/** A connection that begins to open at once, so that a page can read as early as possible. */
export function connect(open: () => Promise<IDBDatabase> = openStore): Connection {
  let opening: Promise<IDBDatabase> | undefined = open();
  opening.catch(() => undefined); // whoever uses the connection first hears of it

  async function use<T>(run: (database: IDBDatabase) => Promise<T>): Promise<T> {
    opening ??= open();
    try {
      return await run(await opening);
    } catch (error) {
      opening = undefined; // the next use opens again
      throw error;
    }
  }

  return {
    async use(run) {
      try {
        return await use(run);
      } catch (error) {
        // Closed under us, by a newer version or by the browser: the data is fine, the connection is not.
        if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw toStoreFault(error);
      }
      return use(run).catch((error) => {
        throw toStoreFault(error);
      });
    },
  };
}
