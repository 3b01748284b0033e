// How pages look, and what a new tab is: what must be known before the first paint. The settings are in the database,
// which answers later; so a copy of some of them is in localStorage, which pages read at once (keep-look.ts keeps it).
// Small, for every page waits for it.

export const KEY = 'look';
/** What a page wears as attributes of its root. */
export const WORN = ['theme', 'density', 'textSize', 'accent', 'ticker'] as const;

/** What was chosen of it, by name; unchecked. */
export type Look = Partial<Record<(typeof WORN)[number] | 'newTab', unknown>>;

/**
 * Gives a page the look that was last kept, before it is painted, and returns what it says. A name or value that is
 * none means nothing to the style sheets, and the page looks as it does in the beginning.
 */
export function wearKept(page: HTMLElement, kept: Pick<Storage, 'getItem'>): Look {
  try {
    const look: unknown = JSON.parse(kept.getItem(KEY) ?? '{}');
    if (typeof look !== 'object' || look === null) return {};
    wear(page, look);
    return look;
  } catch {
    return {}; // no storage, or garbage in it
  }
}

/** Gives a page a look; where nothing was chosen that of the beginning. */
export function wear({ dataset }: HTMLElement, look: Look): void {
  for (const name of WORN) {
    const value = look[name];
    if (value === undefined) delete dataset[name];
    else if (dataset[name] !== String(value)) dataset[name] = String(value);
  }
}
