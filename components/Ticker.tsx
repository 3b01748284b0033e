import { Component, createRef, render } from 'preact';
import type { LateProps } from '../lib/page/page-props.ts';
import type { Headline } from '../lib/story/headline.ts';
import { say } from '../lib/words/say.ts';
import { Tool } from './Tools.tsx';

/** As many as go by in a minute or two. */
const MOST = 6;
/** In px a second, by what was chosen; else the usual one. */
const SPEEDS: Readonly<Record<string, number>> = { slow: 30, fast: 80 };
const USUAL = 50;

/**
 * The newest unread headlines in one line that moves. It is paused, stepped and hidden by buttons, and pauses by itself
 * under pointer and focus (WCAG 2.2.2); where it stands, or the reader wants little motion, it shows one at a time. What
 * moves is an animation of the style sheet's; which headlines go by changes only where nobody sees it. Filled in by
 * hand, as rows are: what Preact keeps of it was a tenth of the page's memory.
 */
export class Ticker extends Component<LateProps> {
  private readonly place = createRef<HTMLElement>();
  private stories: readonly Headline[] = [];

  override componentDidMount(): void {
    const { current } = this.place;
    if (current === null) return;
    const made = document.createElement('div');
    render(<Controls />, made);
    current.append(...made.childNodes);
    current.querySelector('.belt')?.addEventListener('animationiteration', () => this.renew());
    this.renew();
    this.update();
  }

  override shouldComponentUpdate(next: LateProps): boolean {
    return next.headlines !== this.props.headlines;
  }

  override componentDidUpdate({ headlines }: LateProps): void {
    const { stories, settings } = this.props.headlines;
    // From nothing to something and back at once; everything else where the line begins anew.
    if (stories !== headlines.stories && (this.stories.length === 0) !== (this.unread().length === 0))
      this.renew();
    if (settings !== headlines.settings) this.update();
  }

  override render() {
    const press = (event: MouseEvent) => this.pressed(event);
    return (
      <section
        class="ticker"
        ref={this.place}
        aria-label={say('ticker')}
        onClick={press}
        onAuxClick={press}
        onKeyDown={(event) => this.keyed(event)}
      />
    );
  }

  /** Takes the newest. What comes behind the last is the same once more, so that the line has no end; nobody reads it twice. */
  private renew(): void {
    this.stories = this.unread();
    const belt = this.place.current?.querySelector<HTMLElement>('.belt');
    if (!belt) return;
    const again = document.createElement('span');
    again.ariaHidden = 'true';
    belt.replaceChildren(...this.stories.map((story) => linkOf(story)), again);
    again.append(...this.stories.map((story) => linkOf(story)));
    for (const link of again.querySelectorAll('a')) link.tabIndex = -1;
    if (this.stories.length === 0) belt.replaceChildren(say('tickerEmpty'));
    this.pace(belt);
  }

  /** Goes by what was chosen. */
  private update(): void {
    const isMoving = this.chosen('ticker') !== 'still';
    const { current } = this.place;
    if (current === null) return;
    current.dataset['ticker'] = isMoving ? 'moving' : 'still';
    const pause = current.querySelector<HTMLElement>('[data-action="ticker-pause"]');
    const belt = current.querySelector<HTMLElement>('.belt');
    if (pause !== null) {
      pause.className = `tool sign-${isMoving ? 'pause' : 'play'}`;
      pause.title = say(isMoving ? 'tickerPause' : 'tickerPlay');
    }
    if (belt !== null) this.pace(belt);
  }

  /** One headline after the other goes by as fast as was chosen, however many there are. */
  private pace(belt: HTMLElement): void {
    const speed = SPEEDS[String(this.chosen('tickerSpeed'))] ?? USUAL;
    belt.style.setProperty('--round', `${(belt.scrollWidth / 2 / speed).toFixed(1)}s`);
  }

  private unread(): Headline[] {
    const { whole, stories } = this.props.headlines;
    return (whole?.stories ?? stories).filter(({ countsAsUnread }) => countsAsUnread).slice(0, MOST);
  }

  /** A choice as it is kept: settings.ts would check it, and is not loaded for this (docs/decisions.md, heap). */
  private chosen(name: 'ticker' | 'tickerSpeed'): unknown {
    return this.props.headlines.settings?.chosen[name];
  }

  private pressed(event: MouseEvent): void {
    const { acts } = this.props;
    const control = event.target instanceof Element ? event.target.closest<HTMLElement>('a,button') : null;
    const { id, action } = control?.dataset ?? {};
    const story = this.stories.find((candidate) => candidate.id === id);
    if (story !== undefined) acts.open(story, event);
    else if (event.button > 0) return;
    else if (action === 'ticker-pause')
      acts.setTicker(this.chosen('ticker') === 'still' ? 'moving' : 'still');
    else if (action === 'ticker-hide') acts.setTicker('hidden');
    else if (action === 'ticker-on') this.step(1);
    else if (action === 'ticker-back') this.step(-1);
  }

  private keyed(event: KeyboardEvent): void {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined;
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    this.step(by);
  }

  /** The line begins anew with the headline after the first, or before it. */
  private step(by: 1 | -1): void {
    const belt = this.place.current?.querySelector<HTMLElement>('.belt');
    const again = belt?.querySelector('span');
    if (!belt || !again) return;
    const hadFocus = belt.contains(document.activeElement);
    for (const row of [belt, again]) {
      const links = row.querySelectorAll(':scope > a');
      const moved = links[by === 1 ? 0 : links.length - 1];
      if (moved === undefined) return;
      if (by === -1) row.prepend(moved);
      else row.insertBefore(moved, row === belt ? again : null);
    }
    for (const animation of belt.getAnimations()) animation.currentTime = 0;
    if (hadFocus) belt.querySelector('a')?.focus({ preventScroll: true });
  }
}

function Controls() {
  return (
    <>
      <button type="button" data-action="ticker-pause" />
      <Tool sign="back" action="ticker-back" name={say('tickerBack')} />
      <Tool sign="on" action="ticker-on" name={say('tickerOn')} />
      <div class="way">
        <div class="belt" />
      </div>
      <Tool sign="close" action="ticker-hide" name={say('tickerHide')} />
    </>
  );
}

function linkOf({ id, title, link }: Headline): HTMLElement {
  const element = document.createElement('a');
  element.setAttribute('data-id', id);
  element.dir = 'auto';
  element.rel = 'noreferrer';
  element.textContent = title || say('untitled');
  if (link !== undefined) element.href = link;
  return element;
}
