// What a press within the list asks for. One listener serves every row: two hundred of them were a tenth of the
// page's memory (docs/decisions.md, rows).

import type { Headlines } from '../lib/page/headlines.ts';
import type { FirstActs, PageActs } from '../lib/page/page-props.ts';

/** Does what the control that was pressed names (`data-action`, `data-title`) to the story that it stands in. */
export function pressed(
  event: MouseEvent,
  { stories, arrivals }: Headlines,
  acts: FirstActs & Partial<PageActs>,
): void {
  const control = event.target instanceof Element ? event.target.closest('a,button') : null;
  const id = control?.closest('article')?.dataset['id'];
  const story = stories.find((candidate) => candidate.id === id);
  if (story === undefined || !(control instanceof HTMLElement)) return;
  const { title, action } = control.dataset;
  if (title !== undefined) acts.open(story, event);
  else if (event.button > 0)
    return; // not the main button: no press of a button
  else if (action === 'highlights') acts.unfold(story);
  else if (action === 'save') acts.save?.(story);
  else if (action === 'open-reader') acts.openReader?.(story);
  else if (action === 'mark-older') acts.mark({ kind: 'older', order: story.order, arrivals });
  else if (action === 'read' || action === 'unread') acts.mark({ kind: action, id: story.id });
}
