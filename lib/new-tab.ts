// A new tab that the reader gave back. Chromium leads to its own page; in Firefox no extension can, and the tab stays
// empty. Small, for every new tab waits for it.

import type { Look } from './look.ts';

/** Behind the address where the front page was asked for, and not a new tab. */
export const FRONT_PAGE = '#front-page';
/** State of the history's entry of a tab that was led on. */
export const LED = 'led';

/** Whether a page is a new tab that the reader wants the browser's own for. Who goes back to it is not led on again. */
export function isGivenBack(look: Look, hash: string, state: unknown): boolean {
  return look.newTab === 'browser' && hash !== FRONT_PAGE && state !== LED;
}
