// Opens the database, within a bound, and says why when it does not open. By IndexedDB itself: a page's first read
// is three requests, and idb comes with the first write (docs/decisions.md, one module).

import { DATABASE, VERSION } from './schema.ts';

/** Opens that never answer happen in the field; a reader waits no longer than this for an explanation. */
const OPEN_LIMIT_MS = 5_000;

/** The database can't be read or written. A page shows it as a state; nothing is taken for empty. */
export class StoreFault extends Error {
  override readonly name = 'StoreFault';
  /**
   * `newer`: a later version of the extension wrote the database; `silent`: it did not answer in time; `full`: there
   * is no room left.
   */
  readonly why: 'newer' | 'silent' | 'full' | 'failed';

  constructor(why: StoreFault['why'], cause?: unknown) {
    super(why, { cause });
    this.why = why;
  }
}

/** A fault of any read or write, as a StoreFault. */
export function toStoreFault(error: unknown): StoreFault {
  if (error instanceof StoreFault) return error;
  const name = error instanceof Error ? error.name : '';
  return new StoreFault(
    name === 'VersionError' ? 'newer' : name === 'QuotaExceededError' ? 'full' : 'failed',
    error,
  );
}

/** Opens the store, bringing an older database to the present version. Throws StoreFault. */
export async function openStore(): Promise<IDBDatabase> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), OPEN_LIMIT_MS);
  const silence = new Promise<never>((_, reject) => {
    limit.signal.onabort = () => reject(new StoreFault('silent'));
  });
  try {
    return await Promise.race([open(limit.signal), silence]); // whichever step of opening it is that does not answer
  } catch (error) {
    throw toStoreFault(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Opens the present version; what brings an older one to it is loaded where it is needed. */
async function open(limit: AbortSignal): Promise<IDBDatabase> {
  const database =
    (await request(limit)) ?? (await request(limit, (await import('./migrations.ts')).migrate));
  if (database === undefined) throw new Error('a database that was upgraded is older again');
  return database;
}

type Migrate = typeof import('./migrations.ts').migrate;

/**
 * Resolves to undefined, and leaves the database as it is, where it is of an older version and nothing migrates it.
 * One that opens when nobody waits for it any more is closed again.
 */
function request(limit: AbortSignal, migrate?: Migrate): Promise<IDBDatabase | undefined> {
  return new Promise((resolve, reject) => {
    let isOld = false;
    const opening = indexedDB.open(DATABASE, VERSION);
    opening.onerror = () => (isOld ? resolve(undefined) : reject(opening.error));
    opening.onupgradeneeded = ({ oldVersion }) => {
      const { result: database, transaction } = opening;
      if (transaction === null) return; // the standard: never during an upgrade
      isOld = migrate === undefined;
      if (migrate === undefined) transaction.abort();
      else migrate(database, transaction, oldVersion);
    };
    opening.onsuccess = () => {
      const database = opening.result;
      // Another page or a newer version wants the database for itself: a connection held would block it for ever.
      database.onversionchange = () => database.close();
      if (limit.aborted) database.close();
      resolve(database);
    };
  });
}
