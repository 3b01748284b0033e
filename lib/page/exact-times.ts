// The exact time of a story, for hover and focus: written when a row is pointed at or focused, for fifty dates
// would be in the way of the first paint, and most are never asked for.

import type { TimeWords } from '../words/time.ts';

/** Watches the rows under `root`. The pointer gets the title from the browser, the keyboard from the style sheet. */
export function tellExactTimes(root: HTMLElement, time: TimeWords): void {
  const tell = ({ target }: Event) => {
    const shown = target instanceof Element ? target.closest('article')?.querySelector('time') : null;
    if (shown) shown.title = time.exact(Date.parse(shown.dateTime));
  };
  root.addEventListener('pointerover', tell);
  root.addEventListener('focusin', tell);
}
