// How the records of the journal are called and what is in them. Two kinds: an *entry*, one act under two keys;
// and a *chunk*, a part of a *base*, which is the whole state as of one moment. No record is ever rewritten with
// something else, so whoever reads while another writes sees the old or the new, never a mixture.

import { type Act, isAct, isRows, type Rows } from './acts.ts';
import { isNumber } from './shape.ts';

/** Stands first in each record. A record that an older version must not touch gets a higher one. */
const FORMAT = 1;

export const PREFIX = 'journal.';

/** What is known of the last base without reading it. It decides when to compact and nothing else. */
export const HEAD = 'journal.head';

/** An act with the number under which its database kept it. */
export interface Entry {
  /** Counted up by the database, never twice the same. */
  seq: number;
  act: Act;
}

/**
 * The keys of both copies of an entry. `at` is among them because a database that went back in time may give a
 * number for the second time.
 */
export function entryKeys(storeId: string, { seq, act }: Entry): [string, string] {
  const name = `${storeId}.${seq}.${act.at}`;
  return [`journal.one.${name}`, `journal.two.${name}`];
}

/** Where a chunk belongs: to which base, and as which part of it, counted from 0. */
export interface Place {
  generation: number;
  index: number;
}

/** A part of a base, and of how many. */
export interface Chunk {
  of: number;
  rows: Rows;
}

export function chunkKey({ generation, index }: Place): string {
  return `journal.base.${generation}.${index}`;
}

/** The place of a chunk by its key; undefined for what is no chunk's, such as numbers that can't be counted on from. */
export function placeOf(key: string): Place | undefined {
  const found = /^journal\.base\.(\d{1,15})\.(\d{1,15})$/.exec(key);
  return found === null ? undefined : { generation: Number(found[1]), index: Number(found[2]) };
}

export function isEntryKey(key: string): boolean {
  return /^journal\.(one|two)\./.test(key);
}

/** What is sealed of an entry. */
export function fromAct(act: Act): object {
  return [FORMAT, act];
}

/** The act of an entry; undefined for what is of another format or kind. */
export function toAct(content: unknown): Act | undefined {
  if (!Array.isArray(content) || content[0] !== FORMAT) return undefined;
  const act: unknown = content[1];
  return isAct(act) ? act : undefined;
}

/** What is sealed of a chunk: with its place, so that it counts nowhere else. */
export function fromChunk({ of, rows }: Chunk, { generation, index }: Place): object {
  return [FORMAT, generation, index, of, rows];
}

/** The chunk at its place; undefined for what is of another format. */
export function toChunk(content: unknown, { generation, index }: Place): Chunk | undefined {
  if (!Array.isArray(content) || content[0] !== FORMAT) return undefined;
  if (content[1] !== generation || content[2] !== index) return undefined;
  const [of, rows]: unknown[] = content.slice(3);
  return isNumber(of) && isRows(rows) ? { of, rows } : undefined;
}
