// The witness outside the database. A corrupted database opens without an error as a new, empty one, or with a
// part of what it held: only somebody else can tell that from a first start.

import type { Area } from './area.ts';
import { seal, unseal } from './seal.ts';
import { isNumber, isObject, isOptional, isString } from './shape.ts';

const KEYS = ['witness.one', 'witness.two'];

/** What was seen of the database. May lag behind it, never run ahead: written after what it tells of. */
export interface Witness {
  /** Drawn by each database for itself. */
  storeId: string;
  installedAt: number;
  /** Where in the polling interval this install asks, in ms. */
  phaseMs: number;
  /** How many stories had arrived. */
  arrivals: number;
  /** The highest number of an act that was appended to the journal. */
  acts: number;
  /** When it was written. */
  at: number;
  /** How far back the reader wanted the archive, in days before installing; absent where they never said. */
  archiveDays?: number | 'all';
}

/** What a database says of itself. */
export interface StoreSeen {
  /** Absent where it has drawn none yet. */
  storeId?: string;
  arrivals: number;
  /** The highest number that an act got in it; absent where that is not known. */
  acts?: number;
}

/**
 * `first`: nothing was ever there. `unwitnessed`: the database holds something, and nobody saw it before: the
 * journal may lack what the reader did. `lost`: another database, or none, where one was. `partly`: the database
 * went back in time; as it will give numbers of acts for the second time, it needs another `storeId`.
 */
export type Verdict = 'sound' | 'first' | 'unwitnessed' | 'lost' | 'partly';

/** Compares the database with what was seen of it. A damaged witness proves that there was something to be seen. */
export function compareWithWitness(witness: Witness | 'damaged' | undefined, store: StoreSeen): Verdict {
  const isEmpty = store.arrivals === 0;
  if (witness === undefined) return isEmpty ? 'first' : 'unwitnessed';
  if (witness === 'damaged') return isEmpty ? 'lost' : 'unwitnessed';
  if (store.storeId !== witness.storeId)
    return isEmpty && witness.arrivals === 0 && witness.acts === 0 ? 'first' : 'lost';
  const acts = store.acts ?? witness.acts;
  return store.arrivals < witness.arrivals || acts < witness.acts ? 'partly' : 'sound';
}

/** The later of the two copies that can be read; undefined where there is none. Rejects when the area can't be read. */
export async function readWitness(area: Area): Promise<Witness | 'damaged' | undefined> {
  const records = Object.values(await area.get(KEYS));
  if (records.length === 0) return undefined;
  const copies = records.map(unseal).filter(isWitness);
  return copies.toSorted((one, other) => other.at - one.at)[0] ?? 'damaged';
}

export async function writeWitness(area: Area, witness: Witness): Promise<void> {
  const record = seal(witness);
  await area.set(Object.fromEntries(KEYS.map((key) => [key, record])));
}

function isWitness(value: unknown): value is Witness {
  return (
    isObject(value) &&
    isString(value['storeId']) &&
    ['installedAt', 'phaseMs', 'arrivals', 'acts', 'at'].every((field) => isNumber(value[field])) &&
    isOptional(value['archiveDays'], (days) => days === 'all' || isNumber(days))
  );
}
