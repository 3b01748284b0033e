import type { PageActs } from '../lib/page/page-props.ts';
import { didWhat } from '../lib/page/undo-words.ts';
import type { UndoRecord } from '../lib/store/schema.ts';
import { say } from '../lib/words/say.ts';

/** The last marking, and the way back. No timer: it stays until the next marking, or for a day. */
export function UndoBar({ record, acts }: { record: UndoRecord; acts: PageActs }) {
  return (
    <aside class="undo" data-undo aria-label={say('lastMarking')}>
      <p>{didWhat(record)}</p>
      <button
        type="button"
        class="link"
        data-action="undo"
        aria-keyshortcuts="Control+Z Meta+Z"
        onClick={acts.undo}
      >
        {say('undo')}
      </button>
      <button
        type="button"
        class="tool sign-close"
        data-action="dismiss-undo"
        title={say('dismiss')}
        onClick={acts.dismissUndo}
      />
    </aside>
  );
}
