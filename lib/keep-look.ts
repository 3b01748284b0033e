// Keeps the copy of the look that pages read before they are painted, and puts it right where it differs: browsers
// clear it with a site's data.

import { KEY, type Look, wear } from './look.ts';
import type { Chosen } from './settings.ts';

/** What was chosen of it; with every name, so that the compiler asks for one that is added to `Look`. */
export function lookOf({ theme, density, textSize, newTab }: Chosen = {}): Required<Look> {
  return { theme, density, textSize, newTab };
}

/** Gives a page the look, and the pages that open next. */
export function putOn(page: HTMLElement, kept: Pick<Storage, 'getItem' | 'setItem'>, look: Look): void {
  wear(page, look);
  const text = JSON.stringify(look);
  try {
    if ((kept.getItem(KEY) ?? '{}') !== text) kept.setItem(KEY, text);
  } catch {
    // full, or switched off: the next page flashes, and nothing else is lost
  }
}
