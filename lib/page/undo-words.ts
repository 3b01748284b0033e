// The last marking in words, for the undo bar and for screen readers.

import type { UndoRecord } from '../store/schema.ts';
import { say } from '../words/say.ts';

/** "26 stories marked read." */
export function didWhat({ marking, before }: UndoRecord): string {
  if (marking === 'read') return say('didRead');
  if (marking === 'unread') return say('didUnread');
  return say(marking === 'all' ? 'didAll' : 'didOlder', { count: before.length });
}
