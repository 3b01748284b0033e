// What is drawn once for this install, and once for each database of it.

import { drawPhase } from '../schedule/next-poll.ts';
import type { InstallRecord } from './schema.ts';
import { read, write } from './transaction.ts';

/** What is drawn where nothing was yet. */
export interface Draw {
  now: number;
  /** In [0, 1): becomes the install's phase of the interval. */
  die: number;
  storeId: string;
}

/** An install's record that names its database. */
export type Install = InstallRecord & { storeId: string };

/** Reads the install's record; what is missing in it is drawn, and kept at once. */
export async function readInstall(database: IDBDatabase, draw: Draw): Promise<Install> {
  const known = await read(database, (transaction) => transaction.objectStore('meta').get('install'));
  const complete = completed(known, draw);
  if (complete === known) return complete;
  return write(database, 'strict', async (transaction) => {
    const meanwhile = await transaction.objectStore('meta').get('install');
    const install = completed(meanwhile, draw);
    await transaction.objectStore('meta').put(install);
    return install;
  });
}

function completed(known: { name: string } | undefined, { now, die, storeId }: Draw): Install {
  const drawn: Install = {
    name: 'install',
    installedAt: now,
    phaseMs: drawPhase(die),
    storeId,
  };
  if (!isInstall(known)) return drawn;
  return hasStoreId(known) ? known : { ...known, storeId };
}

function isInstall(record: { name: string } | undefined): record is InstallRecord {
  return record?.name === 'install';
}

function hasStoreId(install: InstallRecord): install is Install {
  return install.storeId !== undefined;
}
