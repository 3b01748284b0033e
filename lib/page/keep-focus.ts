// The focus is never lost: when the control that had it goes away, the list gets it (WCAG 2.4.3, 3.2).

/** Watches the focus under `root`; `restore` is called after each drawing. */
export function keepFocus(root: HTMLElement): { restore(): void } {
  let last: HTMLElement | undefined;
  root.addEventListener('focusin', ({ target }) => {
    last = target instanceof HTMLElement ? target : undefined;
  });
  return {
    restore() {
      if (last === undefined || last.isConnected || document.activeElement !== document.body) return;
      last = undefined;
      root.querySelector<HTMLElement>('[data-list]')?.focus({ preventScroll: true });
    },
  };
}
