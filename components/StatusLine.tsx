import type { Headlines } from '../lib/page/headlines.ts';
import { statusOf } from '../lib/page/status.ts';
import { sentences } from '../lib/page/status-words.ts';
import type { TimeWords } from '../lib/words/time.ts';

/** When the site was last asked, how that went, and when it is asked next. Not a live region: it changes each minute. */
export function StatusLine({ headlines, time }: { headlines: Headlines; time: TimeWords }) {
  const kind = statusOf(headlines, headlines.now);
  return (
    <p class="status" data-status={kind}>
      <span>{sentences(kind, headlines, time)}</span>
    </p>
  );
}
