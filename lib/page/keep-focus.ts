// The focus is never lost: when the control that had it goes away, it returns to where the reader was (WCAG 2.4.3),
// and never to another control, which the next press would set off.

/** Watches the focus under `root`; `restore` is called after each drawing. */
export function keepFocus(root: HTMLElement): { restore(): void } {
  let last: HTMLElement | undefined;
  /** The last control that was no part of what comes and goes by itself. */
  let before: HTMLElement | undefined;
  /** The story that the last control belongs to and those above it, the nearest last. */
  let stories: HTMLElement[] = [];
  root.addEventListener('focusin', ({ target }) => {
    last = target instanceof HTMLElement ? target : undefined;
    if (last === undefined || last.closest('[data-undo]') !== null) return;
    before = last;
    stories = last.closest('[data-notice]') === null ? storiesAbove(root, last) : [];
  });
  return {
    restore() {
      if (last === undefined || last.isConnected || document.activeElement !== document.body) return;
      // What was drawn anew in another place has the name that it had.
      const again = last.id === '' ? null : document.getElementById(last.id);
      last = undefined;
      const control = again ?? (before?.isConnected ? before : null);
      const story = stories.findLast(({ isConnected }) => isConnected);
      if (control === null && story !== undefined) story.tabIndex = -1;
      const place = control ?? story ?? root.querySelector<HTMLElement>('[data-list], [data-briefing]');
      place?.focus({ preventScroll: true });
    },
  };
}

function storiesAbove(root: HTMLElement, control: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll('article')].filter(
    (story) => story.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
}
