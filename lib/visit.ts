// Keeps the visit in localStorage: read before the first paint, and written each minute, neither of which may wait for
// the database or load what writes to it. Lost, it costs one line.

import type { Visit } from './story/visit.ts';

const KEY = 'visit';

/** The visit that was kept; undefined where there is none, or none that can be read. */
export function readVisit(kept: Pick<Storage, 'getItem'>): Visit | undefined {
  try {
    const visit: unknown = JSON.parse(kept.getItem(KEY) ?? '');
    return isLook(visit) ? visit : undefined;
  } catch {
    return undefined;
  }
}

/** Never throws: what can't be kept is a line that does not move. */
export function keepVisit(kept: Pick<Storage, 'setItem'>, visit: Visit): void {
  try {
    kept.setItem(KEY, JSON.stringify(visit));
  } catch {
    // full, or switched off
  }
}

function isLook(visit: unknown): visit is Visit {
  const { lastAt, arrivals, line } = Object(visit);
  return [lastAt, arrivals, ...(line === undefined ? [] : [line?.at, line?.arrivals])].every(Number.isFinite);
}
