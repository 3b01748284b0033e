// What a reader does by keyboard alone, and finds by the names that a screen reader says.

import type { Surface } from '../support/browser.ts';

/**
 * Presses Tab until the control of this name has the focus; names as a screen reader says them. Backwards with
 * Shift: past the last control the focus is in the browser's own.
 */
export async function tabTo(surface: Surface, name: string | RegExp, ...modifiers: 'Shift'[]): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    const focused = await focusedName(surface);
    if (typeof name === 'string' ? focused === name : name.test(focused)) return;
    await surface.press('Tab', modifiers);
  }
  throw new Error(`no Tab leads to "${name}"; the focus is on "${await focusedName(surface)}"`);
}

export function focusedName(surface: Surface): Promise<string> {
  return surface.evaluate(() => {
    const element = document.hasFocus() ? document.activeElement : null; // else it is in the browser's own controls
    return (
      element?.getAttribute('aria-label') ||
      element?.textContent?.trim() ||
      element?.getAttribute('title') ||
      ''
    );
  });
}

/** The outline of what has the focus; "lost" when nothing of the page has it. */
export function focusOutline(surface: Surface): Promise<string> {
  return surface.evaluate(() => {
    const element = document.activeElement;
    return element === null || element === document.body ? 'lost' : getComputedStyle(element).outlineStyle;
  });
}
