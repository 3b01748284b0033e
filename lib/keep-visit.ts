// Keeps the visit where pages read it before their first paint (visit.ts): each minute, so without the database.

import type { Visit } from './story/visit.ts';
import { KEY } from './visit.ts';

/** Never throws: what can't be kept is a line that does not move. */
export function keepVisit(kept: Pick<Storage, 'setItem'>, visit: Visit): void {
  try {
    kept.setItem(KEY, JSON.stringify(visit));
  } catch {
    // full, or switched off
  }
}
