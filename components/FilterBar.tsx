import { Component, createRef } from 'preact';
import type { SlotProps } from '../lib/page/page-props.ts';
import type { Digest, DigestLine } from '../lib/story/digest.ts';
import { type Filter, isSameFilter, toFilter } from '../lib/story/filter.ts';
import { say } from '../lib/words/say.ts';
import type { TimeWords } from '../lib/words/time.ts';
import { Tool } from './Tools.tsx';

/** After the last letter; a list that changes with each one is not read by anybody. */
const TYPED_MS = 150;
/** Lines of the brief that the popup has room for. */
const FEW_LINES = 3;

/** The brief, each line a filter, and what else narrows the list: one row of tabs. */
export class FilterBar extends Component<SlotProps, { isTyping: boolean }> {
  override state = { isTyping: this.props.headlines.filter?.words !== undefined };
  private readonly field = createRef<HTMLInputElement>();
  private readonly bar = createRef<HTMLElement>();
  private typed: ReturnType<typeof setTimeout> | undefined;
  /** Whether the field is going, and the focus with it. */
  private isClosing = false;

  override componentDidUpdate(): void {
    const opener = this.bar.current?.querySelector<HTMLElement>('[data-action="filter-words"]');
    if (!this.isClosing || !opener) return;
    this.isClosing = false;
    opener.focus();
  }

  override render() {
    const { surface, headlines, time } = this.props;
    const { digest, filter } = headlines;
    const lines = digest?.lines.slice(0, surface === 'popup' ? FEW_LINES : undefined) ?? [];
    const isTyping = this.state.isTyping || filter?.words !== undefined;
    return (
      <search ref={this.bar} class="filters" aria-label={say('narrow')}>
        {isTyping && surface === 'popup' ? null : (
          <div class="tabs">
            {this.tab(say('showAll'), undefined)}
            {digest && lines.map((line) => this.line(digest, line, time))}
            {this.tab(say('showSaved'), { isSaved: true })}
          </div>
        )}
        {isTyping ? this.words(filter) : this.opener()}
      </search>
    );
  }

  private line(digest: Digest, line: DigestLine, time: TimeWords) {
    const { category, count, isAtLeast, filter } = line;
    const since = say('digestSince', { time: sinceWords(digest, this.props.headlines.now, time) });
    const short = digest.of === 'day' ? say('digestToday') : say('digestNew');
    const long = digest.of === 'day' ? say('digestToday') : since;
    const name = category ?? (this.props.surface === 'popup' ? short : long);
    return this.tab(
      name,
      filter,
      say(isAtLeast ? 'digestAtLeast' : 'digestCount', { count }),
      category ?? long,
    );
  }

  private tab(name: string, filter: Filter | undefined, count?: string, title?: string) {
    const { headlines, acts } = this.props;
    const isChosen = isSameFilter(withoutWords(headlines.filter), filter);
    // A second press on what narrows the list shows all again.
    const next = { ...(isChosen ? undefined : filter), words: headlines.filter?.words };
    return (
      <button
        type="button"
        class="tab"
        data-action="filter"
        data-line={lineOf(filter)}
        aria-pressed={isChosen}
        title={title}
        onClick={() => acts.filterBy(toFilter(next))}
      >
        <span>{name}</span>
        {count !== undefined && (
          <>
            {' '}
            <b>{count}</b>
          </>
        )}
      </button>
    );
  }

  private opener() {
    const open = () => {
      this.setState({ isTyping: true }, () => this.field.current?.focus());
    };
    return <Tool sign="filter" action="filter-words" name={say('filterWords')} press={open} />;
  }

  private words(filter: Filter | undefined) {
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
          defaultValue={filter?.words}
          onInput={() => {
            clearTimeout(this.typed);
            this.typed = setTimeout(() => this.narrow(), TYPED_MS);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault(); // else the browser closes the popup
            this.close();
          }}
        />
        <Tool sign="close" action="close-filter" name={say('filterClose')} press={() => this.close()} />
      </form>
    );
  }

  /** Narrows the list by what was typed, within what is chosen. */
  private narrow(words = this.field.current?.value): void {
    clearTimeout(this.typed);
    const { headlines, acts } = this.props;
    const next = toFilter({ ...headlines.filter, words });
    if (!isSameFilter(next, headlines.filter)) acts.filterBy(next);
  }

  private close(): void {
    this.isClosing = true;
    this.narrow('');
    this.setState({ isTyping: false });
  }
}

function withoutWords(filter: Filter | undefined): Filter | undefined {
  return toFilter({ ...filter, words: undefined });
}

/** Which tab it is, for tests and user styles. */
function lineOf(filter: Filter | undefined): 'all' | 'saved' | 'category' | 'since' {
  if (filter === undefined) return 'all';
  if (filter.isSaved) return 'saved';
  return filter.category === undefined ? 'since' : 'category';
}

/** The clock time of today, else the day. */
function sinceWords({ at }: Digest, now: number, time: TimeWords): string {
  return now - at < 24 * 60 * 60 * 1000 ? time.clock(at) : time.day(at);
}
