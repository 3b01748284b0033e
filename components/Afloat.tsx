import type { LateProps } from '../lib/page/page-props.ts';
import { BriefingReady } from './briefing-ready.ts';
import { onDemand } from './on-demand.ts';
import { UndoBar } from './UndoBar.tsx';

const Guide = onDemand<Pick<LateProps, 'acts'>>(() => import('./Guide.tsx').then((part) => part.Guide));
const News = onDemand<Pick<LateProps, 'acts'>>(() => import('./News.tsx').then((part) => part.News));

/** What floats at the foot of the front page and moves nothing: what is told once, and the way back from a marking. */
export function Afloat({ headlines, acts }: Pick<LateProps, 'headlines' | 'acts'>) {
  const { greeting, briefing, undo } = headlines;
  if (greeting === undefined && briefing === undefined && undo === undefined) return null;
  return (
    <div class="afloat">
      {greeting === 'guide' && <Guide acts={acts} />}
      {greeting === 'news' && <News acts={acts} />}
      {greeting === undefined && briefing !== undefined && <BriefingReady acts={acts} />}
      {undo && <UndoBar record={undo} acts={acts} />}
    </div>
  );
}
