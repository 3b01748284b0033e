// Deletes a database that can't be read, so that a new one can take its place.

import { StoreFault } from './open.ts';
import { DATABASE } from './schema.ts';

/**
 * Deletes the database. Resolves to false when `patience` ends first: a page that does not let go of the database stands
 * in the way, and it is deleted as soon as that page is closed. Throws StoreFault when the browser can't delete it.
 */
export function deleteStore(patience: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase(DATABASE);
    patience.addEventListener('abort', () => resolve(false));
    deleting.onsuccess = () => resolve(true);
    deleting.onerror = () => reject(new StoreFault('failed', deleting.error));
  });
}
