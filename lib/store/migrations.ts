// How each version of the database comes from the one before. Loaded where there is an older one, or none.

/** `MIGRATIONS[n]` brings a database of version n to version n + 1. Never changed once released. */
export const MIGRATIONS: readonly ((database: IDBDatabase, upgrade: IDBTransaction) => void)[] = [
  (database) => {
    const stories = database.createObjectStore('stories', { keyPath: 'id' });
    stories.createIndex('byOrder', 'order');
    stories.createIndex('byUnread', 'unread');
    stories.createIndex('byAlias', 'aliases', { multiEntry: true });
    database.createObjectStore('articles', { keyPath: 'id' });
    database.createObjectStore('meta', { keyPath: 'name' });
  },
  (database, upgrade) => {
    database.createObjectStore('log', { autoIncrement: true });
    database.createObjectStore('outbox', { autoIncrement: true });
    database
      .createObjectStore('remnants', { keyPath: 'id' })
      .createIndex('byAlias', 'aliases', { multiEntry: true });
    const stories = upgrade.objectStore('stories');
    stories.createIndex('byListed', 'listed');
    // What was stored so far was listed, all of it.
    stories.openCursor().onsuccess = ({ target }) => {
      if (!(target instanceof IDBRequest) || !(target.result instanceof IDBCursorWithValue)) return;
      const { value } = target.result;
      target.result.update({ ...value, listed: value.order });
      target.result.continue();
    };
  },
  (_database, upgrade) => {
    upgrade.objectStore('stories').createIndex('bySaved', 'states.savedAt');
  },
];

/** Brings a database of a version, 0 for a new one, to the present one, within its upgrade. */
export function migrate(database: IDBDatabase, upgrade: IDBTransaction, from: number): void {
  for (const step of MIGRATIONS.slice(from)) step(database, upgrade);
}
