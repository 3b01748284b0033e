// Keeps the copy of the look that pages read before they are painted, and puts it right where it differs: browsers
// clear it with a site's data.

import { KEY, type Look, WORN, wear } from './look.ts';
import type { Chosen } from './settings.ts';

const KEPT: readonly (keyof Look)[] = [...WORN, 'newTab'];
const LONGER_THAN_ANY = 20;

/**
 * What was chosen of it, as far as it can be a choice at all: a damaged record may hold anything, and what a word means
 * the style sheets know. The settings themselves would know better, and are not loaded for this (docs/decisions.md, heap).
 */
export function lookOf(chosen: Chosen | undefined): Look {
  const look: Look = {};
  for (const name of KEPT) {
    const value: unknown = Object(chosen)[name];
    if (typeof value === 'number' || (typeof value === 'string' && value.length < LONGER_THAN_ANY))
      look[name] = value;
  }
  return look;
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
