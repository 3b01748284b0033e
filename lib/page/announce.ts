// What screen readers are told, politely (WCAG 4.1.3): each piece of news once. The status line itself is no live
// region, for its "3 minutes ago" changes each minute.

import { say } from '../words/say.ts';
import type { TimeWords } from '../words/time.ts';
import { archiveWords } from './fill-words.ts';
import type { Headlines } from './headlines.ts';
import { statusOf } from './status.ts';
import { sentences } from './status-words.ts';
import { didWhat } from './undo-words.ts';

export interface Announcer {
  /** Says what is news since the state before. To be called with each state that was drawn. */
  follow(headlines: Headlines | undefined): void;
  /** Says that what was pressed for has begun. What is news until it is answered waits for the answer. */
  begun(words: string): void;
  /** Says how that ended: by the words given, else by how things stand, also where nothing changed. */
  answer(headlines: Headlines | undefined, words?: string): void;
  /** Says what a marking did, or that there was nothing to do. */
  marked(before: Headlines | undefined, after: Headlines | undefined): void;
  say(text: string): void;
}

/** Speaks through `region`, an element with role `status`. */
export function announcer(time: TimeWords, region: Pick<HTMLElement, 'textContent'>): Announcer {
  let before: Told | undefined;
  let isAnswerDue = false;
  let waiting: string[] = [];

  function tell(text: string): void {
    // The same text twice is no change to a live region; a space at its end is.
    region.textContent = text === region.textContent ? `${text}\u00a0` : text;
  }

  const inWords = (headlines: Headlines) => sentences(statusOf(headlines, headlines.now), headlines, time);

  function follow(headlines: Headlines | undefined): void {
    if (headlines === undefined || headlines.kind === 'opening') return;
    const now = toldOf(headlines, before);
    if (before !== undefined) {
      waiting.push(...newsSince(before, now, headlines));
      if (now.status !== before.status && !isAnswerDue) waiting.push(inWords(headlines));
    }
    before = now;
    if (isAnswerDue || waiting.length === 0) return;
    tell(waiting.join(' '));
    waiting = [];
  }

  return {
    follow,
    begun(words) {
      isAnswerDue = true;
      tell(words);
    },
    answer(headlines, words) {
      follow(headlines);
      isAnswerDue = false;
      if (headlines !== undefined) tell([...waiting, words ?? inWords(headlines)].join(' '));
      waiting = [];
    },
    marked(headlines, after) {
      const undo = after?.undo;
      tell(undo === undefined || undo.at === headlines?.undo?.at ? say('nothingToMark') : didWhat(undo));
    },
    say: tell,
  };
}

/** What was told of a state. Not the state itself, which holds every story in view. */
type Told = ReturnType<typeof toldOf>;

function toldOf(headlines: Headlines, before: { status: string; gaps: number; askedAt: number } | undefined) {
  const { poll, restored, update, accessRefused, gaps, archive, kind, now } = headlines;
  const status = statusOf(headlines, now);
  return {
    // That a poll begins by itself is no news, nor is that it ended as the one before.
    status: status === 'checking' ? (before?.status ?? status) : status,
    // A store that fails and what stands in for it take turns: each poll is news once.
    askedAt: Math.max(before?.askedAt ?? 0, poll?.lastAttemptAt ?? 0),
    isRestored: restored !== undefined,
    update,
    accessRefused,
    // What stands in for a store that fails knows of no gaps.
    gaps: kind === 'open' ? gaps.length : (before?.gaps ?? 0),
    archive: archive?.state,
  };
}

function newsSince(before: Told, after: Told, { poll, archive, now }: Headlines): string[] {
  const { outcome } = poll ?? {};
  const arrived = outcome !== undefined && 'arrived' in outcome ? outcome.arrived : 0;
  const news = [
    after.askedAt !== before.askedAt && arrived > 0 && say('storiesArrived', { count: arrived }),
    after.isRestored && !before.isRestored && say('restoredTitle'),
    after.update !== before.update && after.update === 'ready' && say('updateTitle'),
    after.update !== before.update && after.update === 'ended' && say('endedTitle'),
    after.accessRefused && !before.accessRefused && say('grantRefused'),
    after.gaps === 0 && before.gaps > 0 && say('gapsClosed'),
    after.archive === 'done' && before.archive === 'filling' && archive && archiveWords(archive, now),
  ];
  return news.filter((words) => typeof words === 'string');
}
