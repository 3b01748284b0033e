// Keeps the copy of the look that pages read before they are painted, and puts it right where it differs: browsers
// clear it with a site's data.

import { KEY, type Look, wear } from './look.ts';
import { asChosen, type Chosen, isChoice } from './settings.ts';

const KEPT = ['theme', 'density', 'textSize', 'newTab'] as const satisfies (keyof Look)[];

export function lookOf(chosen: Chosen | undefined): Look {
  const known = asChosen(chosen);
  return Object.fromEntries(
    KEPT.filter((name) => isChoice(name, known[name])).map((name) => [name, known[name]]),
  );
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
