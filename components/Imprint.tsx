import type { PageActs } from '../lib/page/page-props.ts';
import { IS_OFFICIAL } from '../lib/site.ts';
import { say } from '../lib/words/say.ts';

/**
 * Who publishes this, and the way to the ticker and back. Behind the last row, or the rows that are drawn a frame after
 * the first would push it away.
 */
export function Imprint({ hasTicker, acts }: { hasTicker: boolean; acts: PageActs }) {
  return (
    <footer class="imprint">
      {!IS_OFFICIAL && say('independent')}
      <button
        type="button"
        class="link"
        data-action="ticker-show"
        onClick={() => acts.setTicker(hasTicker ? 'hidden' : 'moving')}
      >
        {say(hasTicker ? 'tickerHide' : 'tickerShow')}
      </button>
    </footer>
  );
}
