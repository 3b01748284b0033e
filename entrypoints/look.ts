import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { browser } from '../lib/browser.ts';
import { wearKept } from '../lib/look.ts';
import { FRONT_PAGE, isGivenBack, leadToOwnPage } from '../lib/new-tab.ts';

/** Who goes back from the browser's own page is not to be led forward again, for ever. */
function isGoneBackTo(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'back_forward';
}

/** Runs in the head of each page, before anything is painted. */
export default defineUnlistedScript(() => {
  const page = document.documentElement;
  const look = wearKept(page, localStorage);
  if (location.pathname !== '/newtab.html' || !isGivenBack(look, location.hash) || isGoneBackTo()) return;
  page.dataset['newTab'] = 'given-back';
  if (import.meta.env.FIREFOX) return;
  stop(); // nothing of this page is read any further, so that nothing of it can be painted
  leadToOwnPage(browser).catch(() => {
    location.hash = FRONT_PAGE;
    location.reload();
  });
});
