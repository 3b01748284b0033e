// The focus on the options page is never lost (WCAG 2.4.3): a control that goes with its press leaves it to what the
// setting is now, and never to another button, which the next press would set off.

/** Watches the focus under `root`; `restore` is called after each drawing. */
export function keepSettingFocus(root: HTMLElement): { restore(): void } {
  let last: HTMLElement | undefined;
  /** The setting that it belongs to, or the foot of the page. */
  let around: HTMLElement | undefined;
  root.addEventListener('focusin', ({ target }) => {
    last = target instanceof HTMLElement ? target : undefined;
    around = last?.closest<HTMLElement>('fieldset, footer') ?? around;
  });
  return {
    restore() {
      if (last === undefined) return;
      if (last.matches(':disabled')) {
        // Nothing can be chosen now: to what says so, which may be out of view.
        const notice = root.querySelector<HTMLElement>('[data-notice]');
        if (notice !== null) notice.tabIndex = -1;
        notice?.focus();
        return;
      }
      if (last.isConnected || document.activeElement !== document.body) return;
      last = undefined;
      const chosen = around?.querySelector<HTMLElement>('input:checked');
      if (around !== undefined && !chosen) around.tabIndex = -1;
      (chosen ?? around)?.focus();
    },
  };
}
