import type { SlotProps } from '../lib/page/page-props.ts';
import { Afloat } from './Afloat.tsx';
import { BriefingReady } from './briefing-ready.ts';
import { Imprint } from './Imprint.tsx';
import { UndoBar } from './UndoBar.tsx';

/**
 * What stands below the list: in the popup that the briefing is ready and what was marked last, on the front page what
 * floats: behind who publishes it, which a short list would have in view, and what floats would move.
 */
export function Below({ surface, headlines, acts }: SlotProps) {
  const { briefing, undo } = headlines;
  if (surface === 'popup')
    return (
      <>
        {briefing !== undefined && <BriefingReady acts={acts} />}
        {undo && <UndoBar record={undo} acts={acts} />}
      </>
    );
  return (
    <>
      <Imprint />
      <Afloat headlines={headlines} acts={acts} />
    </>
  );
}
