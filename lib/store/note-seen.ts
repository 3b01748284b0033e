// Notes that stories were in view. By IndexedDB itself, for idb and all that writes come with the first thing that a
// reader does, and most who look do no more (docs/decisions.md, heap).

/**
 * Notes it of those that were not seen before, all or none. Only where no number hangs on it: a badge that counts what
 * was not seen is counted anew by `markSeen`.
 */
export function noteSeen(database: IDBDatabase, ids: readonly string[], now: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction('stories', 'readwrite', { durability: 'relaxed' });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    const stories = transaction.objectStore('stories');
    for (const id of ids) {
      const reading = stories.get(id);
      reading.onsuccess = () => {
        const story = reading.result;
        if (story !== undefined && story.states.seenAt === undefined)
          stories.put({ ...story, states: { ...story.states, seenAt: now } });
      };
    }
  });
}
