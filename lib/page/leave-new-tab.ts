// Leaves a new tab that the reader gave back. Chromium leads to its own page; in Firefox no extension can, and the tab
// stays empty (start-empty-tab.ts).

import { browser } from '../browser.ts';
import { FRONT_PAGE, LED, leadToOwnPage } from '../new-tab.ts';

export function leaveNewTab(): void {
  history.replaceState(LED, '');
  document.querySelector('style')?.remove(); // should it be painted yet, then as any tab that is still loading
  leadToOwnPage(browser).catch(() => {
    location.hash = FRONT_PAGE;
    location.reload();
  });
}
