import type { PageActs } from '../lib/page/page-props.ts';
import { IS_OFFICIAL } from '../lib/site.ts';
import { say } from '../lib/words/say.ts';

/**
 * The way to the briefing, to the ticker and back, and who publishes this. Behind the last row, or the rows that are
 * drawn a frame after the first would push it away.
 */
export function Imprint({ hasTicker, acts }: { hasTicker: boolean; acts: PageActs }) {
  return (
    <footer class="imprint">
      <a class="link" href="/briefing.html" target="_blank" rel="noopener" data-action="open-briefing">
        {say('briefingTitle')}
      </a>
      <button
        type="button"
        class="link"
        data-action="ticker-show"
        onClick={() => acts.setTicker(hasTicker ? 'hidden' : 'moving')}
      >
        {say(hasTicker ? 'tickerHide' : 'tickerShow')}
      </button>
      {!IS_OFFICIAL && <p>{say('independent')}</p>}
    </footer>
  );
}
