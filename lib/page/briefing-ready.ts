// Whether the daily briefing is ready and holds a story. Loaded where none was opened or put away lately, which is on
// few openings of a day (docs/decisions.md, heap).

import { briefingWindow, hourOf, isWithin } from '../story/briefing.ts';
import type { Headlines } from './headlines.ts';

/** The end of the briefing that is ready, where that is later than `told`; undefined where it would be empty. */
export function readyBriefing(
  { kind, stories, settings, now }: Pick<Headlines, 'kind' | 'stories' | 'settings' | 'now'>,
  told: number,
): number | undefined {
  if (kind !== 'open') return undefined;
  const span = briefingWindow(now, hourOf(settings?.chosen['briefingHour']));
  return span.to > told && stories.some((story) => isWithin(story, span)) ? span.to : undefined;
}
