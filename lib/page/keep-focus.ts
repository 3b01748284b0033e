// The focus is never lost: when the control that had it goes away, it returns to where the reader was before, or
// to the list (WCAG 2.4.3).

/** Watches the focus under `root`; `restore` is called after each drawing. */
export function keepFocus(root: HTMLElement): { restore(): void } {
  let last: HTMLElement | undefined;
  /** The last control that was no part of what comes and goes by itself. */
  let before: HTMLElement | undefined;
  root.addEventListener('focusin', ({ target }) => {
    last = target instanceof HTMLElement ? target : undefined;
    if (last?.closest('[data-undo], [data-notice]') === null) before = last;
  });
  return {
    restore() {
      if (last === undefined || last.isConnected || document.activeElement !== document.body) return;
      // What was drawn anew in another place has the name that it had.
      const again = last.id === '' ? null : document.getElementById(last.id);
      last = undefined;
      const place = again ?? (before?.isConnected ? before : root.querySelector<HTMLElement>('[data-list]'));
      place?.focus({ preventScroll: true });
    },
  };
}
