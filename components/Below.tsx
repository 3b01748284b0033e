import type { SlotProps } from '../lib/page/page-props.ts';
import { Afloat } from './Afloat.tsx';
import { BriefingReady } from './briefing-ready.ts';
import { Imprint } from './Imprint.tsx';
import { onDemand } from './on-demand.ts';
import type { ReaderProps } from './Reader.tsx';
import { UndoBar } from './UndoBar.tsx';

const Reader = onDemand<ReaderProps>(() => import('./Reader.tsx').then((part) => part.Reader));

/**
 * What stands below the list or lies over it: the story that is being read, in the popup that the briefing is ready and
 * what was marked last, on the front page what floats: behind who publishes it, which a short list would have in view,
 * and what floats would move.
 */
export function Below(props: SlotProps) {
  const { surface, headlines, acts } = props;
  const { reading, briefing, undo } = headlines;
  return (
    <>
      {reading && <Reader {...props} reading={reading} />}
      {surface === 'popup' && briefing !== undefined && <BriefingReady acts={acts} />}
      {surface === 'popup' && undo && <UndoBar record={undo} acts={acts} />}
      {surface === 'front' && (
        <Imprint hasTicker={headlines.settings?.chosen['ticker'] !== 'hidden'} acts={acts} />
      )}
      {surface === 'front' && <Afloat headlines={headlines} acts={acts} />}
    </>
  );
}
