import type { DetailsProps } from '../lib/page/page-props.ts';
import { IS_OFFICIAL } from '../lib/site.ts';
import { say } from '../lib/words/say.ts';

/** Everything behind the status line, for those who want to know how the site is asked. */
export function StatusDetails({ headlines, acts, time, version }: DetailsProps) {
  const { poll } = headlines;
  const at = (moment: number | undefined) => (moment === undefined ? say('detailNever') : time.exact(moment));
  return (
    <section class="details" id="details" aria-label={say('detailsTitle')}>
      <dl class="facts">
        <dt>{say('detailFeed')}</dt>
        <dd>
          {poll?.feed ? (
            <a class="link" href={poll.feed} target="_blank" rel="noreferrer">
              {poll.feed}
            </a>
          ) : (
            say('detailFeedUnknown')
          )}
        </dd>
        {poll?.channel && <dt>{say('detailChannel')}</dt>}
        {poll?.channel && <dd>{poll.channel}</dd>}
        <dt>{say('detailLastAttempt')}</dt>
        <dd>{at(poll?.lastAttemptAt)}</dd>
        {poll?.outcome?.kind === 'ok' && <dt>{say('detailAnswer')}</dt>}
        {poll?.outcome?.kind === 'ok' && <dd>{answer(poll.outcome)}</dd>}
        <dt>{say('detailLastSuccess')}</dt>
        <dd>{at(poll?.lastSuccessAt)}</dd>
        <dt>{say('detailNext')}</dt>
        <dd>{at(poll?.nextAt)}</dd>
        <dt>{say('detailVersion')}</dt>
        <dd>
          {version()}. {!IS_OFFICIAL && `${say('independent')}.`}
        </dd>
      </dl>
      <p class="health-link">
        <a class="link" href="/briefing.html" target="_blank" rel="noopener" data-action="open-briefing">
          {say('briefingTitle')}
        </a>
        <a class="link" href="/health.html" target="_blank" rel="noopener" data-action="open-health">
          {say('healthTitle')}
        </a>
        <a class="link" href="/options.html" target="_blank" rel="noopener" data-action="open-options">
          {say('openOptions')}
        </a>
        <button type="button" class="link" data-action="open-panel" onClick={acts.openPanel}>
          {say('openPanel')}
        </button>
      </p>
    </section>
  );
}

function answer({ arrived, notModified }: { arrived: number; notModified: boolean }): string {
  return notModified || arrived === 0 ? say('answerUnchanged') : say('answerArrived', { count: arrived });
}
