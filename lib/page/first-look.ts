// What is done before a page is painted: it is given the look that was kept. Chromium waits for the module of the page,
// Firefox for a script of its own (docs/decisions.md, first look).

import { type Look, wearKept } from '../look.ts';

export function firstLook(): Look {
  return wearKept(document.documentElement, localStorage);
}
