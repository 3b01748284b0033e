// Where the database and what is kept beside it meet: acts go to the journal, the database is compared with what was
// seen of it, and what the reader did comes back where it was lost. Every step can be repeated: killed at any moment,
// the next start finishes it.

import { flush } from './flush.ts';
import type { ReaderState, Said } from './journal/acts.ts';
import type { Area } from './journal/area.ts';
import { compact, isCompactionDue, readHead } from './journal/compact.ts';
import { readJournal } from './journal/read.ts';
import { compareWithWitness, readWitness, type Witness, writeWitness } from './journal/witness.ts';
import type { Connection } from './store/connection.ts';
import { deleteStore } from './store/delete.ts';
import { type Install, readInstall } from './store/install.ts';
import { toStoreFault } from './store/open.ts';
import { restore, tellMarks } from './store/restore.ts';
import { readSeen, type Seen } from './store/seen.ts';
import { turnOver } from './store/turn-over.ts';

/** Rows that a page reads first: a database that can't give them is of no use. */
const ROWS = 50;
const JOURNAL_LOCK = 'ree-ticker journal';

export interface KeepsakeWorld {
  store: Connection;
  area: Area;
  now(): number;
  /** In [0, 1). */
  random(): number;
  /** A name that no other database has. */
  uuid(): string;
  /** Begins when it is called, and ends when others have had enough time to let go of the database. */
  patience(): AbortSignal;
}

export interface Looked {
  install: Install;
  /** Whether what the reader did has just come back. */
  isRestored: boolean;
}

/**
 * Makes sure of the database before anything is written to it: where it was lost, whole or in part, what the reader
 * did comes back. To be run under the poll lock, before each poll and after one that changed something. Throws
 * StoreFault when the database can't be had, or what is to be brought back can't be read.
 */
export async function look(world: KeepsakeWorld): Promise<Looked> {
  const { store, area } = world;
  const install = await store.use((database) =>
    readInstall(database, { now: world.now(), die: world.random(), storeId: world.uuid() }),
  );
  const seen = await store.use((database) => readSeen(database, ROWS));
  const witness = await beside(() => readWitness(area));
  if (witness === UNKNOWN) return { install, isRestored: false };
  const verdict = compareWithWitness(witness, seen);
  // A database that was restored and lost again before anything arrived in it looks as one that never was.
  const journal = verdict === 'first' ? await beside(() => readJournal(area)) : undefined;
  if (journal === UNKNOWN) return { install, isRestored: false };
  const isLost = verdict === 'lost' || verdict === 'partly' || journal?.isKept === true;
  const isRestored = isLost && seen.restoredFrom !== nameOf(witness);
  const current = isRestored ? await bringBack(world, witness, install) : install;
  await beside(async () => {
    await flush(world); // first of all, or a journal that can't be written would fill the outbox
    if (verdict === 'unwitnessed') {
      await store.use((database) => tellMarks(database, world.now()));
      await flush(world);
    }
    await testify(world, current, witness);
  });
  return { install: current, isRestored };
}

/** Compacts the journal where that is due, and nobody else does. */
export async function compactIfDue(
  { store, area }: Pick<KeepsakeWorld, 'store' | 'area'>,
  locks: LockManager,
): Promise<void> {
  const { storeId, acts } = await store.use((database) => readSeen(database, 0));
  if (storeId === undefined) return;
  const through = { storeId, seq: acts };
  if (!isCompactionDue(await readHead(area), through)) return;
  await locks.request(JOURNAL_LOCK, { ifAvailable: true }, async (lock) => {
    if (lock !== null) await compact(area, through);
  });
}

/** What came of a rebuilding. `blocked`: another page holds the database. */
export type Rebuilt = 'rebuilt' | 'blocked' | 'failed';

/**
 * Puts a new database in the place of one that can't be read, and brings back what the reader did. To be run under
 * the poll lock.
 */
export async function rebuild(world: KeepsakeWorld): Promise<Rebuilt> {
  try {
    await readJournal(world.area); // what can't be brought back is not deleted
    await flush(world).catch(() => undefined); // what it still gives
    if (!(await deleteStore(world.patience()))) return 'blocked';
    await look(world);
    return 'rebuilt';
  } catch {
    return 'failed';
  }
}

/** Brings back what the journal holds. Resolves to the install as it is then, its database under a new name. */
async function bringBack(
  world: KeepsakeWorld,
  witness: Witness | 'damaged' | undefined,
  install: Install,
): Promise<Install> {
  const { store, area } = world;
  const now = world.now();
  try {
    await flush(world); // acts that a database which went back in time still holds
    const { state } = await readJournal(area);
    // A database that lost something goes on losing: nothing of it is built upon.
    await deleteStore(world.patience());
    await store.use(turnOver);
    const { storeId } = install;
    const seen = typeof witness === 'object' ? witness : undefined;
    const next: Install = {
      ...install,
      installedAt: seen?.installedAt ?? Math.min(install.installedAt, earliestAct(state)),
      phaseMs: seen?.phaseMs ?? install.phaseMs,
      ...(seen?.archiveDays !== undefined && { archiveDays: seen.archiveDays }),
      storeId: seen?.storeId === storeId ? world.uuid() : storeId,
    };
    const restored = {
      name: 'restored' as const,
      at: now,
      from: nameOf(witness),
      until: seen?.at ?? now,
      read: setIn(state.read),
      saved: setIn(state.saved),
    };
    await store.use((database) => restore(database, state, { install: next, restored }, now));
    return next;
  } catch (error) {
    throw toStoreFault(error);
  }
}

/** Writes what the database is now, where that is news. */
async function testify(
  { store, area, now }: KeepsakeWorld,
  { storeId, installedAt, phaseMs, archiveDays }: Install,
  before: Witness | 'damaged' | undefined,
): Promise<void> {
  const seen: Seen = await store.use((database) => readSeen(database, 0));
  const { arrivals, acts } = seen;
  if (seen.storeId !== storeId) return; // lost meanwhile: the next look finds it out
  const isNews =
    typeof before !== 'object' ||
    before.storeId !== storeId ||
    before.arrivals !== arrivals ||
    before.acts !== acts ||
    before.archiveDays !== archiveDays;
  const wanted = archiveDays !== undefined && { archiveDays };
  if (isNews)
    await writeWitness(area, { storeId, installedAt, phaseMs, arrivals, acts, at: now(), ...wanted });
}

const UNKNOWN = Symbol('unknown');

/** What is kept beside the database; UNKNOWN where that can't be had: the database alone is enough to go on. */
async function beside<T>(run: () => Promise<T>): Promise<T | typeof UNKNOWN> {
  try {
    return await run();
  } catch {
    return UNKNOWN;
  }
}

function nameOf(witness: Witness | 'damaged' | undefined): string {
  return typeof witness === 'object' ? witness.storeId : 'damaged';
}

function setIn(said: ReadonlyMap<string, Said>): number {
  let count = 0;
  for (const { since } of said.values()) if (since !== null) count += 1;
  return count;
}

function earliestAct({ read, saved }: ReaderState): number {
  let earliest = Number.POSITIVE_INFINITY;
  for (const { at } of [...read.values(), ...saved.values()]) earliest = Math.min(earliest, at);
  return earliest;
}
