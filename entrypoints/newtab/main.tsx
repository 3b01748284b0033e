import { FrontPage } from '../../components/FrontPage.tsx';
import { startPage } from '../../lib/page/start-page.ts';

startPage({
  view: FrontPage,
  reason: 'page',
  loadDetails: async () => (await import('../../components/StatusDetails.tsx')).StatusDetails,
  openHere: (address) => location.assign(address),
});
