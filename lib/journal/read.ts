// Reads the journal. All that is undamaged is put together, which gives the whole state as long as no more than
// one record was lost since the last compaction.

import { type Act, type ReaderState, type Rows, rowsOfAct, stateOf } from './acts.ts';
import type { Area } from './area.ts';
import { type Chunk, HEAD, isEntryKey, type Place, PREFIX, placeOf, toAct, toChunk } from './records.ts';
import { unseal } from './seal.ts';

export interface Journal {
  state: ReaderState;
  /** Whether there is any record at all, damaged ones included. */
  isKept: boolean;
  /** How many records are damaged. */
  damaged: number;
  /** How many undamaged records are of a kind or format unknown here: the state lacks what a newer version kept. */
  newer: number;
}

/** The records as they are found, sorted out. */
export interface Records {
  /** By the key of each copy. */
  acts: Map<string, Act>;
  /** By generation. */
  bases: Map<number, Base>;
  /** The highest generation that any key names, understood or not. */
  generation: number;
  /** Keys of what is damaged and no chunk. */
  torn: string[];
  damaged: number;
  newer: number;
}

export interface Base {
  /** Of all its chunks, damaged ones included. */
  keys: string[];
  /** What the undamaged ones say. */
  rows: Rows[];
  isWhole: boolean;
}

/** Reads what the reader did. Rejects when the area can't be read: that is never an empty journal. */
export async function readJournal(area: Area): Promise<Journal> {
  const records = await readRecords(area);
  const { acts, bases, damaged, newer } = records;
  const isKept = acts.size + bases.size + damaged + newer > 0;
  return { state: stateIn(records), isKept, damaged, newer };
}

/** The state that all undamaged records make together. */
export function stateIn({ acts, bases }: Records): ReaderState {
  return stateOf([
    ...[...bases.values()].flatMap(({ rows }) => rows),
    ...Array.from(acts.values(), rowsOfAct),
  ]);
}

export async function readRecords(area: Area): Promise<Records> {
  const records: Records = {
    acts: new Map(),
    bases: new Map(),
    generation: 0,
    torn: [],
    damaged: 0,
    newer: 0,
  };
  for (const [key, record] of Object.entries(await area.get(null)))
    if (key.startsWith(PREFIX) && key !== HEAD) sort(records, key, unseal(record));
  return records;
}

function sort(records: Records, key: string, content: unknown): void {
  const place = placeOf(key);
  const chunk = place && toChunk(content, place);
  const act = isEntryKey(key) ? toAct(content) : undefined;
  const isDamaged = content === undefined;
  if (isDamaged) records.damaged += 1;
  if (place !== undefined) records.generation = Math.max(records.generation, place.generation);

  if (!isDamaged && chunk === undefined && act === undefined) records.newer += 1;
  else if (place !== undefined) addTo(records, place, key, chunk);
  else if (act !== undefined) records.acts.set(key, act);
  else records.torn.push(key);
}

function addTo({ bases }: Records, { generation }: Place, key: string, chunk: Chunk | undefined): void {
  const base = bases.get(generation) ?? { keys: [], rows: [], isWhole: false };
  base.keys.push(key);
  if (chunk !== undefined) base.rows.push(chunk.rows);
  base.isWhole ||= base.rows.length === chunk?.of;
  bases.set(generation, base);
}
