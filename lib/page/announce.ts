// What screen readers are told, politely (WCAG 4.1.3). The status line itself is no live region, for its
// "3 minutes ago" changes each minute.

import { say } from '../words/say.ts';
import type { TimeWords } from '../words/time.ts';
import type { Headlines } from './headlines.ts';
import { statusOf } from './status.ts';
import { sentences } from './status-words.ts';
import { didWhat } from './undo-words.ts';

export interface Announcer {
  /** Says that the status changed, where it did. To be called with each state that was drawn. */
  follow(headlines: Headlines | undefined): void;
  /** Says what a marking did, or that there was nothing to do. */
  marked(before: Headlines | undefined, after: Headlines | undefined): void;
  /** Says how things stand, also where nothing changed: a press deserves an answer. */
  status(headlines: Headlines | undefined): void;
  say(text: string): void;
}

/** Speaks through `region`, an element with role `status`. */
export function announcer(time: TimeWords, region: HTMLElement): Announcer {
  let before: string | undefined;
  function tell(text: string): void {
    // The same text twice is no change to a live region; a space at its end is.
    region.textContent = text === region.textContent ? `${text}\u00a0` : text;
  }
  const inWords = (headlines: Headlines) => sentences(statusOf(headlines, headlines.now), headlines, time);
  return {
    follow(headlines) {
      if (headlines === undefined || headlines.kind === 'opening') return;
      const status = statusOf(headlines, headlines.now);
      if (before !== undefined && status !== before) tell(inWords(headlines));
      before = status;
    },
    marked(headlines, after) {
      const undo = after?.undo;
      tell(undo === undefined || undo.at === headlines?.undo?.at ? say('nothingToMark') : didWhat(undo));
    },
    status(headlines) {
      if (headlines !== undefined) tell(inWords(headlines));
    },
    say: tell,
  };
}
