// How pages look, and what a new tab is: what must be known before the first paint. The settings are in the database,
// which answers later; so this copy of some of them is in localStorage, which pages read at once. It is put right after
// the first paint where it differs (browsers clear it with a site's data). Small, for every page waits for it.

import type { Settings } from './settings.ts';

const KEY = 'look';

export type Look = Pick<Settings, 'theme' | 'density' | 'textSize' | 'newTab'>;

type Kept = Pick<Storage, 'getItem' | 'setItem'>;

export function lookOf({ theme, density, textSize, newTab }: Settings): Look {
  return { theme, density, textSize, newTab };
}

/**
 * Gives a page the look that was last kept, before it is painted, and returns what it says. A name or value that is
 * none means nothing to the style sheets, and the page looks as it does in the beginning.
 */
export function wearKept(
  page: HTMLElement,
  kept: Pick<Storage, 'getItem'>,
): Partial<Record<keyof Look, unknown>> {
  try {
    const look: unknown = JSON.parse(kept.getItem(KEY) ?? '{}');
    if (typeof look !== 'object' || look === null) return {};
    wear(page, look);
    return look;
  } catch {
    return {}; // no storage, or garbage in it
  }
}

/** Gives a page the look, and the pages that open next. */
export function putOn(page: HTMLElement, kept: Kept, look: Look): void {
  wear(page, look);
  const text = JSON.stringify(look);
  try {
    if (kept.getItem(KEY) !== text) kept.setItem(KEY, text);
  } catch {
    // full, or switched off: the next page flashes, and nothing else is lost
  }
}

function wear(
  { dataset }: HTMLElement,
  { theme, density, textSize }: Partial<Record<keyof Look, unknown>>,
): void {
  for (const [name, value] of Object.entries({ theme, density, textSize }))
    if (dataset[name] !== String(value)) dataset[name] = String(value);
}
