import { PopupPage } from '../../components/PopupPage.tsx';
import { browser } from '../../lib/browser.ts';
import { startPage } from '../../lib/page/start-page.ts';

startPage({
  view: PopupPage,
  reason: 'popup',
  loadLateParts: () => import('../../components/late-parts.ts'),
  openHere: (url) => void browser.tabs.create({ url }).then(() => close()),
});
