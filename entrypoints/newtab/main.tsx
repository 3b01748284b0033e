import { FrontPage } from '../../components/FrontPage.tsx';
import { startPage } from '../../lib/page/start-page.ts';

startPage({
  view: FrontPage,
  reason: 'page',
  loadLateParts: () => import('../../components/late-parts.ts'),
  openHere: (address) => location.assign(address),
});
