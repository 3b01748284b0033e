import { Component } from 'preact';
import type { PageActs } from '../lib/page/page-props.ts';
import { type PlainMessage, say } from '../lib/words/say.ts';

type Step = [title: PlainMessage, body: PlainMessage];

const FIRST: Step = ['guideBadge', 'guideBadgeBody'];
const STEPS: Step[] = [
  FIRST,
  ['guidePin', import.meta.env.FIREFOX ? 'guidePinFirefox' : 'guidePinChromium'],
  ...(__HAS_NEW_TAB__
    ? ([
        ['guideQuestion', import.meta.env.FIREFOX ? 'guideQuestionFirefox' : 'guideQuestionChromium'],
        ['guideSwitch', 'guideSwitchBody'],
      ] satisfies Step[])
    : []),
];

/** Half a minute for a new reader, a step at a time; put away for good by one press at any of them. */
export class Guide extends Component<{ acts: PageActs }, { at: number }> {
  override state = { at: 0 };

  private readonly goOn = (): void => {
    const { at } = this.state;
    if (at + 1 < STEPS.length) this.setState({ at: at + 1 });
    else this.props.acts.dismissGreeting();
  };

  override render({ acts }: { acts: PageActs }, { at }: { at: number }) {
    const isLast = at + 1 === STEPS.length;
    const [title, body] = STEPS[at] ?? FIRST;
    return (
      <section class="guide" data-notice="guide" aria-labelledby="guide">
        <h2 id="guide">{say('guideTitle')}</h2>
        <div class="step" role="status">
          <h3>{say(title)}</h3>
          <p>{say(body)}</p>
        </div>
        <p class="acts">
          <button type="button" class="button main" data-action="guide-next" onClick={this.goOn}>
            {say(isLast ? 'guideDone' : 'guideNext')}
          </button>
          {isLast ? (
            <a class="link" href="/options.html" target="_blank" rel="noopener" data-action="open-options">
              {say('openOptions')}
            </a>
          ) : (
            <button type="button" class="link" data-action="dismiss-greeting" onClick={acts.dismissGreeting}>
              {say('guideSkip')}
            </button>
          )}
          <span class="count">{say('guideStep', { at: at + 1, of: STEPS.length })}</span>
        </p>
      </section>
    );
  }
}
