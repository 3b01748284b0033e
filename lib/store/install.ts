// What is drawn once for this install.

import { drawPhase } from '../schedule/next-poll.ts';
import type { InstallRecord } from './schema.ts';
import { read, write } from './transaction.ts';

/** Reads the install's record, made on first use: `die` in [0, 1) becomes its phase of the interval. */
export async function readInstall(database: IDBDatabase, now: number, die: number): Promise<InstallRecord> {
  const known = await read(database, (transaction) => transaction.objectStore('meta').get('install'));
  if (known?.name === 'install') return known;
  const drawn: InstallRecord = { name: 'install', installedAt: now, phaseMs: drawPhase(die) };
  return write(database, 'strict', async (transaction) => {
    const meanwhile = await transaction.objectStore('meta').get('install');
    if (meanwhile?.name === 'install') return meanwhile;
    await transaction.objectStore('meta').put(drawn);
    return drawn;
  });
}
