// That a briefing is ready is said once, quietly: until it was opened or put away. Which one that was stands in
// localStorage, for every surface reads it there at once; lost, it is said once more.

const KEY = 'briefing';

/** The end of the last briefing that was opened or put away, in ms; 0 where none was. */
export function toldUntil(kept: Pick<Storage, 'getItem'>): number {
  try {
    return Number(kept.getItem(KEY)) || 0; // what is no number puts nothing away
  } catch {
    return Number.POSITIVE_INFINITY; // where nothing can be kept it would be said each time
  }
}

/** The briefing that ends then was opened, or put away. Never throws: what can't be kept is said once more. */
export function putBriefingAway(kept: Pick<Storage, 'getItem' | 'setItem'>, to: number): void {
  try {
    if (toldUntil(kept) < to) kept.setItem(KEY, String(to));
  } catch {
    // full, or switched off
  }
}
