// That a briefing is ready is said once, quietly: until it was opened or put away. Which one that was stands in
// localStorage, for every surface reads it there at once; lost, it is said once more.

import { briefingWindow, hourOf, isWithin } from '../story/briefing.ts';
import type { Headlines } from './headlines.ts';

const KEY = 'briefing';

/** The end of the briefing that is ready and was neither opened nor put away; undefined where it would be empty. */
export function readyBriefing(
  { kind, stories, settings, now }: Pick<Headlines, 'kind' | 'stories' | 'settings' | 'now'>,
  kept: Pick<Storage, 'getItem'>,
): number | undefined {
  if (kind !== 'open') return undefined;
  const span = briefingWindow(now, hourOf(settings?.chosen['briefingHour']));
  const isReady = stories.some((story) => isWithin(story, span)) && toldUntil(kept) < span.to;
  return isReady ? span.to : undefined;
}

/** The briefing that ends then was opened, or put away. Never throws: what can't be kept is said once more. */
export function putBriefingAway(kept: Pick<Storage, 'getItem' | 'setItem'>, to: number): void {
  try {
    if (toldUntil(kept) < to) kept.setItem(KEY, String(to));
  } catch {
    // full, or switched off
  }
}

function toldUntil(kept: Pick<Storage, 'getItem'>): number {
  try {
    return Number(kept.getItem(KEY) ?? 0) || 0; // what is no number puts nothing away
  } catch {
    return Number.POSITIVE_INFINITY; // where nothing can be kept it would be said each time
  }
}
