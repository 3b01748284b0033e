import { PopupPage } from '../../components/PopupPage.tsx';
import { browser } from '../../lib/browser.ts';
import { firstLook } from '../../lib/page/first-look.ts';
import { startPage } from '../../lib/page/start-page.ts';

firstLook();
startPage({
  view: PopupPage,
  reason: 'page',
  loadLater: () => import('../../components/later.ts'),
  openHere: (url) => void browser.tabs.create({ url }),
});
