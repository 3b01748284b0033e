import { Component, createRef } from 'preact';
import type { Headline } from '../lib/story/headline.ts';
import { say } from '../lib/words/say.ts';
import type { ReaderProps } from './Reader.tsx';

/** As many as are shown before the open story at least, and after it. */
const NEAR = 50;

/** The list beside the open story, where there is room for it: each title opens its story here. */
export class ReaderList extends Component<ReaderProps> {
  private readonly list = createRef<HTMLElement>();

  override componentDidMount(): void {
    this.showCurrent();
  }

  override componentDidUpdate(before: ReaderProps): void {
    if (before.reading.turn !== this.props.reading.turn) this.showCurrent();
  }

  override render({ headlines: { stories, shownAs, now }, reading, acts, time }: ReaderProps) {
    return (
      <nav class="reader-list" aria-label={say('readerStories')} ref={this.list}>
        {/* biome-ignore lint/a11y/noRedundantRoles: list-style none takes the role away in WebKit */}
        <ol role="list">
          {near(stories, reading.story.id).map((story) => (
            <li key={story.id}>
              <button
                type="button"
                data-action="open-reader"
                data-shown={shownAs(story)}
                aria-current={story.id === reading.story.id || undefined}
                onClick={() => acts.openReader(story)}
              >
                {story.title || say('untitled')} <small>{time.agoShort(-story.order, now)}</small>
              </button>
            </li>
          ))}
        </ol>
      </nav>
    );
  }

  private showCurrent(): void {
    const list = this.list.current;
    const current = list?.querySelector<HTMLElement>('[aria-current]');
    if (!list || !current) return;
    const above = current.offsetTop - list.scrollTop;
    const isInView = above >= 0 && above + current.offsetHeight <= list.clientHeight;
    if (!isInView) list.scrollTop = current.offsetTop - list.clientHeight / 3;
  }
}

/** What stands around a story: the same for many in a row, so that what is in view moves seldom. */
function near(stories: readonly Headline[], id: string): readonly Headline[] {
  const at = Math.max(
    stories.findIndex((story) => story.id === id),
    0,
  );
  const from = at - (at % NEAR);
  return stories.slice(Math.max(from - NEAR, 0), from + 2 * NEAR);
}
