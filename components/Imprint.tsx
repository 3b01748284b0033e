import { IS_OFFICIAL } from '../lib/site.ts';
import { say } from '../lib/words/say.ts';

/**
 * The way to the briefing, and who publishes this. Behind the last row, or the rows that are drawn a frame after the
 * first would push it away.
 */
export function Imprint() {
  return (
    <footer class="imprint">
      <a class="link" href="/briefing.html" target="_blank" rel="noopener" data-action="open-briefing">
        {say('briefingTitle')}
      </a>
      {!IS_OFFICIAL && <p>{say('independent')}</p>}
    </footer>
  );
}
