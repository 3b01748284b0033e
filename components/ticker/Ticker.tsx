import { Component, createRef } from 'preact';
import type { LateProps } from '../../lib/page/page-props.ts';
import { settingsOf } from '../../lib/settings.ts';
import type { Headline } from '../../lib/story/headline.ts';
import { say } from '../../lib/words/say.ts';
import { Tool } from '../Tools.tsx';
import { Belt } from './belt.ts';

/** As many as go by in a minute or two. */
const MOST = 6;
/** In px a second. */
const SPEEDS = { slow: 30, usual: 50, fast: 80 };

/**
 * The newest unread headlines in one line that moves. It is paused, stepped and hidden by buttons, and pauses by itself
 * under pointer and focus (WCAG 2.2.2); where the reader wants little motion it shows one headline at a time.
 */
export class Ticker extends Component<LateProps> {
  private readonly place = createRef<HTMLDivElement>();
  private readonly calm = matchMedia('(prefers-reduced-motion: reduce)');
  private belt: Belt | undefined;
  private isUnderPointer = false;
  private hasFocus = false;

  override componentDidMount(): void {
    if (this.place.current === null) return;
    this.belt = new Belt(this.place.current, {
      isCalm: () => this.calm.matches,
      open: (story, event) => this.props.acts.open(story, event),
    });
    this.calm.addEventListener('change', this.run);
    this.belt.show(this.stories());
    this.run();
  }

  override componentDidUpdate(before: LateProps): void {
    if (before.headlines.stories !== this.props.headlines.stories) this.belt?.show(this.stories());
    if (before.headlines.settings !== this.props.headlines.settings) this.run();
  }

  override componentWillUnmount(): void {
    this.calm.removeEventListener('change', this.run);
    this.belt?.halt();
  }

  override render() {
    const { headlines, acts } = this.props;
    const isMoving = this.settings().ticker === 'moving';
    const isEmpty = this.stories(headlines).length === 0;
    return (
      <section
        class="ticker"
        data-ticker={isMoving ? 'moving' : 'still'}
        aria-label={say('ticker')}
        onPointerEnter={() => this.hold({ isUnderPointer: true })}
        onPointerLeave={() => this.hold({ isUnderPointer: false })}
        onFocusIn={() => this.hold({ hasFocus: true })}
        onFocusOut={() => this.hold({ hasFocus: false })}
        onKeyDown={(event) => this.pressed(event)}
      >
        <Tool
          sign={isMoving ? 'pause' : 'play'}
          action="ticker-pause"
          name={say(isMoving ? 'tickerPause' : 'tickerPlay')}
          press={() => acts.setTicker(isMoving ? 'still' : 'moving')}
        />
        <Tool sign="back" action="ticker-back" name={say('tickerBack')} press={() => this.belt?.step(-1)} />
        <Tool sign="on" action="ticker-on" name={say('tickerOn')} press={() => this.belt?.step(1)} />
        <div class="way">
          <div class="belt" ref={this.place} />
          {isEmpty && <p>{say('tickerEmpty')}</p>}
        </div>
        <Tool
          sign="close"
          action="ticker-hide"
          name={say('tickerHide')}
          press={() => acts.setTicker('hidden')}
        />
      </section>
    );
  }

  private settings() {
    return settingsOf(this.props.headlines.settings?.chosen);
  }

  private stories({ whole, stories } = this.props.headlines): Headline[] {
    return (whole?.stories ?? stories).filter(({ countsAsUnread }) => countsAsUnread).slice(0, MOST);
  }

  private readonly run = (): void => {
    const { ticker, tickerSpeed } = this.settings();
    this.belt?.run(ticker === 'moving' ? SPEEDS[tickerSpeed] : undefined);
  };

  private hold(by: { isUnderPointer?: boolean; hasFocus?: boolean }): void {
    this.isUnderPointer = by.isUnderPointer ?? this.isUnderPointer;
    this.hasFocus = by.hasFocus ?? this.hasFocus;
    this.belt?.hold(this.isUnderPointer || this.hasFocus);
  }

  private pressed(event: KeyboardEvent): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined;
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    this.belt?.step(by);
  }
}
