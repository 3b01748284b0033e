import { BriefingPage } from '../../components/BriefingPage.tsx';
import { firstLook } from '../../lib/page/first-look.ts';
import { startBriefing } from '../../lib/page/start-briefing.ts';

firstLook();
startBriefing(BriefingPage);
