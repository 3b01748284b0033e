// The visit as it was kept last, in localStorage: pages read it before their first paint, which can't wait for the
// database. Lost, it costs one line.

import type { Visit } from './story/visit.ts';

export const KEY = 'visit';

/** The visit that was kept; undefined where there is none, or none that can be read. */
export function readVisit(kept: Pick<Storage, 'getItem'>): Visit | undefined {
  try {
    const visit: unknown = JSON.parse(kept.getItem(KEY) ?? '');
    return isVisit(visit) ? visit : undefined;
  } catch {
    return undefined;
  }
}

function isVisit(visit: unknown): visit is Visit {
  const { lastAt, arrivals, line = { at: 0, arrivals: 0 } } = Object(visit);
  return [lastAt, arrivals, line.at, line.arrivals].every(Number.isFinite);
}
