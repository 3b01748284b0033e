// Chromium's LevelDB goes on writing to the log that it found, also where that was cut short; and what stands behind
// the cut is lost at the next start, each time anew. It begins another log once there is more than 4 MB in one.

import { write } from './transaction.ts';

/** Below 64 KiB, where Chromium puts values into files of their own; together more than LevelDB keeps in a log. */
const RECORD_BYTES = 32 * 1024;
const RECORDS = 192;
const KEY = 'turn-over/';

/** Makes the browser begin a new log, by writing much and taking it away. For a database that is new and empty. */
export async function turnOver(database: IDBDatabase): Promise<void> {
  await write(database, 'relaxed', async (transaction) => {
    for (let number = 0; number < RECORDS; number += 1)
      await transaction.objectStore('articles').put({ id: `${KEY}${number}`, html: noise(number) });
  });
  await write(database, 'strict', (transaction) =>
    transaction.objectStore('articles').delete(IDBKeyRange.bound(KEY, `${KEY}\uffff`)),
  );
}

/** Text that can't be compressed, by xorshift (Marsaglia 2003): Chromium compresses what it stores. */
function noise(seed: number): string {
  let state = seed + 1;
  const bytes = Array.from({ length: RECORD_BYTES }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  });
  return String.fromCharCode(...bytes);
}
