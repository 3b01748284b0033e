import type { PageActs } from '../lib/page/page-props.ts';
import { type PlainMessage, say } from '../lib/words/say.ts';

type Step = [title: PlainMessage, body: PlainMessage];

const STEPS: Step[] = [
  ['guideBadge', 'guideBadgeBody'],
  ['guidePin', import.meta.env.FIREFOX ? 'guidePinFirefox' : 'guidePinChromium'],
  ...(__HAS_NEW_TAB__
    ? ([
        ['guideQuestion', import.meta.env.FIREFOX ? 'guideQuestionFirefox' : 'guideQuestionChromium'],
        ['guideSwitch', 'guideSwitchBody'],
      ] satisfies Step[])
    : []),
];

/** Half a minute for a new reader; put away for good by one press. */
export function Guide({ acts }: { acts: PageActs }) {
  return (
    <section class="guide" data-notice="guide" aria-labelledby="guide">
      <h2 id="guide">{say('guideTitle')}</h2>
      <ol>
        {STEPS.map(([title, body]) => (
          <li key={title}>
            <h3>{say(title)}</h3>
            <p>{say(body)}</p>
          </li>
        ))}
      </ol>
      <p class="acts">
        <button
          type="button"
          class="button main"
          data-action="dismiss-greeting"
          onClick={acts.dismissGreeting}
        >
          {say('guideDone')}
        </button>
        <a class="link" href="/options.html" target="_blank" rel="noopener" data-action="open-options">
          {say('openOptions')}
        </a>
      </p>
    </section>
  );
}

/** What an update brought, in one line. */
export function News({ acts }: { acts: PageActs }) {
  return (
    <section class="notice" data-notice="news" aria-label={say('whatsNewTitle')}>
      <p>{say('whatsNew')}</p>
      <p class="acts">
        <button type="button" class="link" data-action="dismiss-greeting" onClick={acts.dismissGreeting}>
          {say('dismiss')}
        </button>
      </p>
    </section>
  );
}
