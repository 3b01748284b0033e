import { FrontPage } from '../../components/FrontPage.tsx';
import { isGivenBack } from '../../lib/new-tab.ts';
import { firstLook } from '../../lib/page/first-look.ts';
import { startPage } from '../../lib/page/start-page.ts';

if (!isGivenBack(firstLook(), location.hash, history.state))
  startPage({
    view: FrontPage,
    reason: 'page',
    loadLater: () => import('../../components/later.ts'),
    openHere: (address) => location.assign(address),
  });
else if (import.meta.env.FIREFOX)
  void import('../../lib/page/start-empty-tab.ts').then(({ startEmptyTab }) => startEmptyTab());
else {
  document.querySelector('style')?.remove(); // should it be painted yet, then as any tab that is still loading
  void import('../../lib/page/leave-new-tab.ts').then(({ leaveNewTab }) => leaveNewTab());
}
