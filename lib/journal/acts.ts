// What the reader did, as acts, and the state that they make. The order in which acts come, and how often, makes
// no difference: for each field of a story, and for each setting, the latest stands. So copies may be read twice and
// logs put together.

import { isListOf, isNumber, isObject, isOptional, isString } from './shape.ts';

/** Since when a story is read or saved; null: it is not. `story` is what a saved one consists of. */
export type Mark = [id: string, since: number | null, story?: unknown];

/**
 * What the reader did at one moment. A kind never changes its shape: what is to be kept beyond it gets a kind of
 * its own, which an older version leaves where it is.
 */
export type Act = StatesAct | SettingsAct;

interface StatesAct {
  kind: 'states';
  /** When, in ms since 1970 UTC, and later than every act before it (`actAt`). */
  at: number;
  read?: Mark[];
  saved?: Mark[];
}

interface SettingsAct {
  kind: 'settings';
  at: number;
  chosen: Choice[];
}

/** What was chosen for a setting; null: nothing any more. */
export type Choice = [name: string, value: unknown];

/** A choice with the moment at which it was made. */
export type SettingRow = [name: string, at: number, value: unknown];

/** A mark with the moment at which it was set. `since` is left out where it is that moment and nothing follows. */
export type Row = [id: string, at: number, since?: number | null, story?: unknown];

/** Marks of many moments: an act's, or a whole state's. */
export interface Rows {
  read: Row[];
  saved: Row[];
  /** Absent where nothing was chosen. */
  settings?: SettingRow[];
}

/** The latest that was said of a story's field. */
export interface Said {
  at: number;
  since: number | null;
  story?: unknown;
}

/** The latest choice for a setting; null where it was taken back. */
export interface Chosen {
  at: number;
  value: unknown;
}

/** What the reader did, all together. */
export interface ReaderState {
  /** By story. */
  read: ReadonlyMap<string, Said>;
  /** By story, with the snapshots of those that are saved. */
  saved: ReadonlyMap<string, Said>;
  /** By name. */
  settings: ReadonlyMap<string, Chosen>;
  /** When the latest act was; absent where there was none. */
  latestAt?: number;
}

/** The moment of a new act: now, or just after the latest where the clock was set back. */
export function actAt(now: number, latestAt: number | undefined): number {
  return latestAt === undefined ? now : Math.max(now, latestAt + 1);
}

/** The state that all these make, in whatever order and however often each is given. */
export function stateOf(all: Iterable<Rows>): ReaderState {
  const read = new Map<string, Said>();
  const saved = new Map<string, Said>();
  const settings = new Map<string, Chosen>();
  let latestAt = Number.NEGATIVE_INFINITY;
  for (const rows of all) {
    for (const row of rows.read) latestAt = Math.max(latestAt, take(read, row));
    for (const row of rows.saved) latestAt = Math.max(latestAt, take(saved, row));
    for (const row of rows.settings ?? []) latestAt = Math.max(latestAt, choose(settings, row));
  }
  const isAny = read.size + saved.size + settings.size > 0;
  return { read, saved, settings, ...(isAny && { latestAt }) };
}

/** Whether the state knows all that the rows say, or later. */
export function holds(state: ReaderState, { read, saved, settings = [] }: Rows): boolean {
  return (
    read.every((row) => knows(state.read, row)) &&
    saved.every((row) => knows(state.saved, row)) &&
    settings.every((row) => isChosen(state.settings, row))
  );
}

/** The rows that make the state. */
export function rowsOf({ read, saved, settings }: ReaderState): Rows {
  return {
    read: Array.from(read, toRow),
    saved: Array.from(saved, toRow),
    ...(settings.size > 0 && { settings: Array.from(settings, toSettingRow) }),
  };
}

export function rowsOfAct(act: Act): Rows {
  if (act.kind === 'settings') {
    const settings = act.chosen.map(([name, value]): SettingRow => [name, act.at, value]);
    return { read: [], saved: [], settings };
  }
  const { at, read = [], saved = [] } = act;
  const dated = ([id, since, ...story]: Mark): Row => [id, at, since, ...story];
  return { read: read.map(dated), saved: saved.map(dated) };
}

export function isAct(value: unknown): value is Act {
  if (!isObject(value) || !isNumber(value['at'])) return false;
  if (value['kind'] === 'settings') return isListOf(value['chosen'], isChoice);
  return (
    value['kind'] === 'states' && isOptional(value['read'], isMarks) && isOptional(value['saved'], isMarks)
  );
}

export function isRows(value: unknown): value is Rows {
  return (
    isObject(value) &&
    isListOf(value['read'], isRow) &&
    isListOf(value['saved'], isRow) &&
    isOptional(value['settings'], isSettingRows)
  );
}

function isSettingRows(value: unknown): value is SettingRow[] {
  return isListOf(value, isSettingRow);
}

function isSettingRow(value: unknown): value is SettingRow {
  return Array.isArray(value) && value.length === 3 && isString(value[0]) && isNumber(value[1]);
}

function isChoice(value: unknown): value is Choice {
  return Array.isArray(value) && value.length === 2 && isString(value[0]);
}

function isMarks(value: unknown): value is Mark[] {
  return isListOf(value, isMark);
}

function isMark(value: unknown): value is Mark {
  return Array.isArray(value) && isString(value[0]) && isSince(value[1]);
}

function isRow(value: unknown): value is Row {
  return Array.isArray(value) && isString(value[0]) && isNumber(value[1]) && isOptional(value[2], isSince);
}

function isSince(value: unknown): value is number | null {
  return value === null || isNumber(value);
}

function toRow([id, { at, since, story }]: [string, Said]): Row {
  if (story !== undefined) return [id, at, since, story];
  return since === at ? [id, at] : [id, at, since];
}

function toSaid([, at, since = at, story]: Row): Said {
  return { at, since, ...(story !== undefined && { story }) };
}

function toSettingRow([name, { at, value }]: [string, Chosen]): SettingRow {
  return [name, at, value];
}

/** Notes a choice, unless a later one is known; gives when it was made. */
function choose(known: Map<string, Chosen>, row: SettingRow): number {
  const [name, at, value] = row;
  if (!isChosen(known, row)) known.set(name, { at, value });
  return at;
}

/** Whether this choice is known, or a later one. Of two of one moment the one with the later text stands. */
function isChosen(known: ReadonlyMap<string, Chosen>, [name, at, value]: SettingRow): boolean {
  const chosen = known.get(name);
  if (chosen === undefined || chosen.at < at) return false;
  return chosen.at > at || JSON.stringify(chosen.value) >= JSON.stringify(value);
}

/** Notes what a row says, unless the later is known; gives when it was said. */
function take(known: Map<string, Said>, row: Row): number {
  if (!knows(known, row)) known.set(row[0], toSaid(row));
  return row[1];
}

function knows(known: ReadonlyMap<string, Said>, row: Row): boolean {
  const said = known.get(row[0]);
  return said !== undefined && !outranks(toSaid(row), said);
}

/** The later stands. Of two of one moment (two machines, two databases) the one with the later `since`, and so on. */
function outranks(one: Said, other: Said): boolean {
  if (one.at !== other.at) return one.at > other.at;
  if (one.since !== other.since)
    return (one.since ?? Number.NEGATIVE_INFINITY) > (other.since ?? Number.NEGATIVE_INFINITY);
  return textOf(one) > textOf(other);
}

function textOf({ story }: Said): string {
  return story === undefined ? '' : JSON.stringify(story);
}
