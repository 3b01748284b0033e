import type { PageActs } from '../lib/page/page-props.ts';
import { say } from '../lib/words/say.ts';

/** What an update brought, in one line. */
export function News({ acts }: { acts: PageActs }) {
  return (
    <section class="guide news" data-notice="news" aria-label={say('whatsNewTitle')}>
      <p>{say(__HAS_NEW_TAB__ ? 'whatsNew' : 'whatsNewNoNewTab')}</p>
      <button type="button" class="link" data-action="dismiss-greeting" onClick={acts.dismissGreeting}>
        {say('dismiss')}
      </button>
    </section>
  );
}
