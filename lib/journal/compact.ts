// Folds entries into a base, so that the journal grows with what the reader marked and not with how often.
//
// Two whole bases are kept, each under keys of its own, and every entry until the older of the two holds what it
// says. So whichever single record is lost, another base or the entries say the same; and whenever this is
// stopped, what was there before is still there.

import { type Act, holds, type Rows, rowsOf, rowsOfAct, stateOf } from './acts.ts';
import type { Area } from './area.ts';
import { type Records, readRecords, stateIn } from './read.ts';
import { chunkKey, fromChunk, HEAD } from './records.ts';
import { seal, unseal } from './seal.ts';
import { isNumber, isObject, isString } from './shape.ts';

/** What a chunk holds at most, in characters, unless it is one saved story that is longer. */
const CHUNK_LENGTH = 128 * 1024;

/** What compacting may cost per act, in characters of the base that is written anew. */
const COST_PER_ACT = 2048;

/** Fewer acts than this are not worth it. */
const FEWEST_ACTS = 100;

/** Up to which act of which database. */
export interface Through {
  storeId: string;
  seq: number;
}

/** What is known of the last base without reading it. Decides when to compact, and nothing else. */
export interface Head extends Through {
  /** Length of the base in characters. */
  length: number;
}

/**
 * Whether there are as many acts since the last base as pay for the next: in proportion to its size, so that an
 * act costs the same with few marks kept and with many, and entries never outgrow the bases. `through` is the
 * last act that was appended.
 */
export function isCompactionDue(head: Head | undefined, { storeId, seq }: Through): boolean {
  const since = head?.storeId === storeId ? seq - head.seq : seq;
  return since >= Math.max(FEWEST_ACTS, (head?.length ?? 0) / COST_PER_ACT);
}

/** Reads the one small record; undefined where there is none that can be read. Rejects when the area can't be read. */
export async function readHead(area: Area): Promise<Head | undefined> {
  const head = unseal((await area.get(HEAD))[HEAD]);
  return isHead(head) ? head : undefined;
}

/**
 * Writes a new base of all that is kept and removes what it makes superfluous. Only ever one at a time: the caller
 * holds a lock. Others may append meanwhile. Rejects when the area can't be read or written; nothing is lost then.
 */
export async function compact(area: Area, through: Through, chunkLength = CHUNK_LENGTH): Promise<void> {
  const before = await readRecords(area);
  const generation = before.generation + 1;
  const chunks = cut(rowsOf(stateIn(before)), chunkLength);
  let length = 0;
  for (const [index, rows] of chunks.entries()) {
    const place = { generation, index };
    const record = seal(fromChunk({ of: chunks.length, rows }, place));
    await area.set({ [chunkKey(place)]: record });
    length += record.length;
  }
  const head: Head = { ...through, length };
  await area.set({ [HEAD]: seal(head) });
  // Read again: only what can be read makes anything superfluous.
  const spare = superfluous(await readRecords(area));
  if (spare.length > 0) await area.remove(spare);
}

/** Keys of what the two latest whole bases both say; none as long as there are not two. */
function superfluous({ acts, bases, torn }: Records): string[] {
  const newestFirst = [...bases].toSorted(([one], [other]) => other - one).map(([, base]) => base);
  const [latest, previous] = newestFirst.filter(({ isWhole }) => isWhole);
  if (latest === undefined || previous === undefined) return [];
  const states = [stateOf(latest.rows), stateOf(previous.rows)];
  const isInBoth = (act: Act) => states.every((state) => holds(state, rowsOfAct(act)));
  return [
    ...newestFirst.filter((base) => base !== latest && base !== previous).flatMap(({ keys }) => keys),
    ...[...acts].filter(([, act]) => isInBoth(act)).map(([key]) => key),
    ...torn,
  ];
}

/** The rows in parts of at most so many characters, and at least one part. */
function cut(rows: Rows, chunkLength: number): Rows[] {
  let part: Rows = { read: [], saved: [], ...(rows.settings !== undefined && { settings: rows.settings }) };
  let length = 0;
  const parts = [part];
  for (const field of ['read', 'saved'] as const) {
    for (const row of rows[field]) {
      const added = JSON.stringify(row).length + 1;
      if (length > 0 && length + added > chunkLength) {
        part = { read: [], saved: [] };
        parts.push(part);
        length = 0;
      }
      part[field].push(row);
      length += added;
    }
  }
  return parts;
}

function isHead(value: unknown): value is Head {
  return isObject(value) && isString(value['storeId']) && isNumber(value['seq']) && isNumber(value['length']);
}
