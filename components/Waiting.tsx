import type { LateProps } from '../lib/page/page-props.ts';
import { say } from '../lib/words/say.ts';

/** How many stories wait above what is being read, and the way to them. It lies over the list and moves nothing. */
export function Waiting({ headlines: { waiting }, acts }: Pick<LateProps, 'headlines' | 'acts'>) {
  if (waiting === 0) return null;
  return (
    <div class="waiting">
      <button
        type="button"
        class="button main"
        data-action="show-pending"
        data-pending={waiting}
        title={say('showWaiting')}
        onClick={acts.showWaiting}
      >
        {say('waiting', { count: waiting })}
      </button>
    </div>
  );
}
