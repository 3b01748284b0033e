import { PopupPage } from '../../components/PopupPage.tsx';
import { browser } from '../../lib/browser.ts';
import { firstLook } from '../../lib/page/first-look.ts';
import { startPage } from '../../lib/page/start-page.ts';

/** The side panel is the same page, and stays where it is. */
const isPopup = location.pathname === '/popup.html';

firstLook();
startPage({
  view: PopupPage,
  reason: isPopup ? 'popup' : 'page',
  loadLater: () => import('../../components/later.ts'),
  openHere: (url) => void browser.tabs.create({ url }).then(() => isPopup && close()),
});
