import type { PageActs } from '../lib/page/page-props.ts';
import { say } from '../lib/words/say.ts';
import { Tool } from './Tools.tsx';

/** That the briefing is ready, in one line. */
export function BriefingReady({ acts }: { acts: PageActs }) {
  return (
    <section class="ready" data-notice="briefing" aria-label={say('briefingTitle')}>
      <p>{say('briefingReady')}</p>
      <a class="link" href="/briefing.html" target="_blank" rel="noopener" data-action="open-briefing">
        {say('briefingRead')}
      </a>
      <Tool sign="close" name={say('dismiss')} action="dismiss-briefing" press={acts.dismissBriefing} />
    </section>
  );
}
