import { FrontPage } from '../../components/FrontPage.tsx';
import { startPage } from '../../lib/page/start-page.ts';

if (document.documentElement.dataset['newTab'] === 'given-back') {
  if (import.meta.env.FIREFOX)
    void import('../../lib/page/start-empty-tab.ts').then(({ startEmptyTab }) => startEmptyTab());
} else {
  startPage({
    view: FrontPage,
    reason: 'page',
    loadLateParts: () => import('../../components/late-parts.ts'),
    openHere: (address) => location.assign(address),
  });
}
