// How long pages take until their first row is painted: ours and the vanilla page, turn about, in one browser.

import { VANILLA_PAGE } from './floors/floors.ts';
import { type Finding, GOALS, measured } from './goals.ts';
import type { Opening } from './in-page.ts';
import type { LoadedExtension } from './loaded-extension.ts';
import { median, ratios } from './statistics.ts';

/** The pages that list headlines, by what they are called. */
export const PAGES = { 'new tab': 'newtab.html', popup: 'popup.html' } as const;

/** An extension with so many stories in its store. */
export interface Stored {
  count: number;
  extension: LoadedExtension;
}

/** The first opens compile scripts and fill caches; they are not counted. */
const WARM_UP = 3;

/** Openings by page, in the order of the rounds. */
type Openings = Map<string, Opening[]>;

/** Opens each page of each extension `rounds` times, in turns. */
export async function openInTurns(extensions: readonly Stored[], rounds: number): Promise<Openings[]> {
  const openings = extensions.map((): Openings => new Map());
  const paths = [VANILLA_PAGE, ...Object.values(PAGES)];
  for (let round = -WARM_UP; round < rounds; round += 1) {
    for (const { extension } of extensions) await extension.notePoll();
    // Each round begins with another page and another extension: none stands always behind the same one.
    for (const path of turned(paths, round)) {
      for (const index of turned([...extensions.keys()], round)) {
        const opening = await extensions[index]?.extension.openInTab(path);
        if (round < 0 || opening === undefined) continue;
        const known = openings[index]?.get(path) ?? [];
        openings[index]?.set(path, [...known, opening]);
      }
    }
  }
  return openings;
}

/** Each page × the vanilla page over the same store. */
export function compareWithVanilla({ count }: Stored, openings: Openings): Finding[] {
  const vanilla = openings.get(VANILLA_PAGE) ?? [];
  return Object.entries(PAGES).map(([name, path]) => {
    const ours = openings.get(path) ?? [];
    const note =
      `${ms(ours.map(rowsAt))} against ${ms(vanilla.map(rowsAt))} ms; ` +
      `first paint ${ratio(ours.map(paintedAt), vanilla.map(paintedAt))} ×`;
    const of = `${name}, ${words(count)} stored`;
    return measured(GOALS.opening, of, ratios(ours.map(rowsAt), vanilla.map(rowsAt)), note);
  });
}

/** Each page over the larger store × the same page over the smaller one. */
export function compareStores(few: Stored, ofFew: Openings, many: Stored, ofMany: Openings): Finding[] {
  return Object.entries(PAGES).map(([name, path]) => {
    const above = (ofMany.get(path) ?? []).map(rowsAt);
    const below = (ofFew.get(path) ?? []).map(rowsAt);
    const vanilla = ratio(
      (ofMany.get(VANILLA_PAGE) ?? []).map(rowsAt),
      (ofFew.get(VANILLA_PAGE) ?? []).map(rowsAt),
    );
    const of = `${name}, ${words(many.count)} × ${words(few.count)}`;
    return measured(
      GOALS.growth,
      of,
      ratios(above, below),
      `${ms(above)} against ${ms(below)} ms; vanilla ${vanilla} ×`,
    );
  });
}

/** The same list, begun `by` places further on, and backwards every other time. */
function turned<T>(list: readonly T[], by: number): T[] {
  const first = Math.abs(by) % list.length;
  const begun = [...list.slice(first), ...list.slice(0, first)];
  return by % 2 === 0 ? begun : begun.reverse();
}

function rowsAt({ headlines = Number.NaN }: Opening): number {
  return headlines;
}

function paintedAt({ painted }: Opening): number {
  return painted;
}

function ms(values: readonly number[]): string {
  return median(values).toFixed(0);
}

function ratio(above: readonly number[], below: readonly number[]): string {
  return median(ratios(above, below)).toFixed(2);
}

/** 10000 → "10,000". */
export function words(count: number): string {
  return count.toLocaleString('en');
}
