import { Component, createRef } from 'preact';
import type { PageActs } from '../lib/page/page-props.ts';
import { type Filter, toFilter } from '../lib/story/filter.ts';
import { say } from '../lib/words/say.ts';
import { Tool } from './Tools.tsx';

/** After the last letter; a list that changes with each one is not read by anybody. */
const TYPED_MS = 150;

export interface WordsProps extends Pick<PageActs, 'filterBy'> {
  filter: Filter | undefined;
  /** Puts the field away. */
  close(): void;
}

/** The field for words that narrow the list, within what else narrows it. */
export class WordsFilter extends Component<WordsProps> {
  private readonly field = createRef<HTMLInputElement>();
  private typed: ReturnType<typeof setTimeout> | undefined;

  override componentDidMount(): void {
    // Opened by hand; a list that was left narrowed keeps the focus where it is.
    if (this.props.filter?.words === undefined) this.field.current?.focus();
  }

  override componentWillUnmount(): void {
    clearTimeout(this.typed);
  }

  override render() {
    return (
      <form
        class="words"
        onSubmit={(event) => {
          event.preventDefault();
          this.narrow();
        }}
      >
        <input
          ref={this.field}
          type="search"
          data-filter
          aria-label={say('filterWords')}
          placeholder={say('filterHint')}
          defaultValue={this.props.filter?.words}
          onInput={() => {
            clearTimeout(this.typed);
            this.typed = setTimeout(() => this.narrow(), TYPED_MS);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault(); // Chromium's popup would close; Firefox's does, whatever a page says
            this.leave();
          }}
        />
        <Tool sign="close" action="close-filter" name={say('filterClose')} press={() => this.leave()} />
      </form>
    );
  }

  private narrow(words = this.field.current?.value): void {
    clearTimeout(this.typed);
    const next = toFilter({ ...this.props.filter, words });
    if (next?.words !== this.props.filter?.words) this.props.filterBy(next);
  }

  private leave(): void {
    this.narrow('');
    this.props.close();
  }
}
