import type { SlotProps } from '../lib/page/page-props.ts';
import { Afloat } from './Afloat.tsx';
import { Imprint } from './Imprint.tsx';
import { UndoBar } from './UndoBar.tsx';

/** What stands below the list: in the popup what was marked last, on the front page what floats, and who publishes it. */
export function Below({ surface, headlines, acts }: SlotProps) {
  if (surface === 'popup') return headlines.undo ? <UndoBar record={headlines.undo} acts={acts} /> : null;
  return (
    <>
      <Afloat headlines={headlines} acts={acts} />
      <Imprint hasTicker={headlines.settings?.chosen['ticker'] !== 'hidden'} acts={acts} />
    </>
  );
}
