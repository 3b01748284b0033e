// What screen readers are told, politely: what a marking did, and when the status changes (WCAG 4.1.3). The
// status line itself is no live region, for its "3 minutes ago" changes each minute.

import { say } from '../words/say.ts';
import type { TimeWords } from '../words/time.ts';
import type { Headlines } from './headlines.ts';
import { sentences, statusOf } from './status.ts';
import { didWhat } from './undo-words.ts';

/** Makes a teller: given each state that is drawn, it returns what to say, the same as before when nothing is new. */
export function announcer(time: TimeWords): (headlines: Headlines) => string {
  let before: { status: string; undoAt: number | undefined } | undefined;
  let said = '';
  return (headlines) => {
    const status = statusOf(headlines, headlines.now);
    const undoAt = headlines.undo?.at;
    if (before !== undefined && undoAt !== before.undoAt) {
      said = headlines.undo === undefined ? say('undone') : didWhat(headlines.undo);
    } else if (before !== undefined && status !== before.status) {
      said = sentences(status, headlines.poll, time, headlines.now);
    }
    if (headlines.kind !== 'opening') before = { status, undoAt };
    return said;
  };
}
