// What few rows show beside their story: that it was edited, saved, or taken back. Loaded after the first paint.

import type { Headline } from '../lib/story/headline.ts';
import { say } from '../lib/words/say.ts';

/** Whether a row has anything of this to show. */
export function isMarked({ isEdited, isSaved, isWithdrawn }: Headline): boolean {
  return Boolean(isEdited || isSaved || isWithdrawn);
}

/** Writes the marks of a story into its row. Their attributes are the page contract (docs/architecture.md). */
export function writeMarks(row: HTMLElement, story: Headline): void {
  const { isEdited = false, isRetitled, isSaved = false, isWithdrawn = false } = story;
  row.toggleAttribute('data-updated', isEdited);
  row.toggleAttribute('data-saved', isSaved);
  row.toggleAttribute('data-withdrawn', isWithdrawn);
  row.querySelector('.marks')?.remove();
  if (!isMarked(story)) return;
  const words = [
    isEdited && say(isRetitled ? 'titleEdited' : 'textEdited'),
    isWithdrawn && say('takenBack'),
  ].filter(Boolean);
  const marks = document.createElement('span');
  marks.className = 'marks';
  marks.textContent = words.join(', ');
  row.querySelector('.disclose')?.before(marks);
  if (!isSaved) return;
  const flag = document.createElement('span');
  flag.className = 'flag';
  flag.role = 'img';
  flag.ariaLabel = flag.title = say('saved');
  marks.append(flag);
}
