// Opens the database, within a bound, and says why when it does not open.

import { openDB } from 'idb';
import { DATABASE, type Database, MIGRATIONS, type Schema, VERSION } from './schema.ts';

/** Opens that never answer happen in the field; a reader waits no longer than this for an explanation. */
const OPEN_LIMIT_MS = 5_000;

/** The database can't be read or written. A page shows it as a state; nothing is taken for empty. */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
  /** `newer`: a later version of the extension wrote the database; `silent`: it did not answer in time. */
  readonly why: 'newer' | 'silent' | 'failed';

  constructor(why: StoreFault['why'], cause?: unknown) {
    super(why, { cause });
    this.why = why;
  }
}

/** A fault of any read or write, as a StoreFault. */
export function toStoreFault(error: unknown): StoreFault {
  if (error instanceof StoreFault) return error;
  return new StoreFault(error instanceof Error && error.name === 'VersionError' ? 'newer' : 'failed', error);
}

/** Opens the store, bringing an older database to the present version. Throws StoreFault. */
export async function openStore(): Promise<Database> {
  let late = false;
  const opening = openDB<Schema>(DATABASE, VERSION, {
    upgrade(database, from, _to, transaction) {
      for (const migrate of MIGRATIONS.slice(from)) migrate(database, transaction);
    },
    // Another page or a newer version wants the database for itself: a connection held would block it for ever.
    blocking(_current, _blocked, event) {
      if (event.target instanceof IDBDatabase) event.target.close();
    },
  });
  const limit = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => {
      late = true;
      reject(new StoreFault('silent'));
    }, OPEN_LIMIT_MS);
    opening.then(
      () => clearTimeout(timer),
      () => clearTimeout(timer),
    );
  });
  opening.then(
    (database) => late && database.close(),
    () => undefined,
  );
  try {
    return await Promise.race([opening, limit]);
  } catch (error) {
    throw toStoreFault(error);
  }
}
