import { Component, createRef } from 'preact';
import type { SlotProps } from '../lib/page/page-props.ts';
import { dayOf } from '../lib/story/days.ts';
import { type Digest, digestOf } from '../lib/story/digest.ts';
import { type Filter, isSamePart, toFilter } from '../lib/story/filter.ts';
import { say } from '../lib/words/say.ts';
import { onDemand } from './on-demand.ts';
import { Tool } from './Tools.tsx';
import type { WordsProps } from './WordsFilter.tsx';

const WordsFilter = onDemand<WordsProps>(() => import('./WordsFilter.tsx').then((part) => part.WordsFilter));

/** Lines of the brief that the popup has room for. */
const FEW_LINES = 3;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The brief, each line a filter, and what else narrows the list: one row of tabs. */
export class FilterBar extends Component<SlotProps, { isTyping: boolean }> {
  override state = { isTyping: false };
  private known: Digest | undefined;
  private facts: readonly unknown[] = [];
  private readonly bar = createRef<HTMLElement>();
  /** Whether the field is going, and the focus with it. */
  private isClosing = false;

  override componentDidUpdate(): void {
    const opener = this.bar.current?.querySelector<HTMLElement>('[data-action="filter-words"]');
    if (!this.isClosing || !opener) return;
    this.isClosing = false;
    opener.focus();
  }

  override render() {
    const { surface, headlines, acts, time } = this.props;
    const { filter, visit, now, whole = headlines } = headlines;
    const isShort = surface === 'popup';
    const { of, at, isAtLeast, lines } = this.digest(whole, visit?.line, dayOf(now));
    const when = now - at < DAY_MS ? time.clock(at) : time.day(at);
    const all = of === 'day' ? say('digestToday') : say('digestSince', { time: when });
    const short = of === 'day' || !isShort ? all : say('digestNew');
    const isTyping = this.state.isTyping || filter?.words !== undefined;
    return (
      <search ref={this.bar} class="filters" aria-label={say('narrow')}>
        {!(isTyping && isShort) && [
          this.tab('all', say('showAll')),
          ...lines.slice(0, isShort ? FEW_LINES : lines.length).map((line) => {
            const { category, count } = line;
            const said = say(isAtLeast && category === undefined ? 'digestAtLeast' : 'digestCount', {
              count,
            });
            if (category === undefined) return this.tab('since', short, line.filter, said, all);
            return this.tab('category', category, line.filter, said, category);
          }),
          this.tab('saved', say('showSaved'), { isSaved: true }),
        ]}
        {isTyping ? (
          <WordsFilter filter={filter} filterBy={acts.filterBy} close={() => this.close()} />
        ) : (
          <Tool
            sign="filter"
            action="filter-words"
            name={say('filterWords')}
            press={() => this.setState({ isTyping: true })}
          />
        )}
      </search>
    );
  }

  /** The brief, worked out anew where it may be another: a page is drawn far more often. */
  private digest(...of: Parameters<typeof digestOf>): Digest {
    const [{ stories, hasOlder }, line, today] = of;
    const facts = [stories, hasOlder, line?.arrivals, today];
    if (this.known === undefined || facts.some((fact, index) => fact !== this.facts[index]))
      this.known = digestOf(...of);
    this.facts = facts;
    return this.known;
  }

  private close(): void {
    this.isClosing = true;
    this.setState({ isTyping: false });
  }

  /** A second press on what narrows the list shows all again. */
  private tab(line: string, name: string, filter?: Filter, count?: string, title?: string) {
    const { headlines, acts } = this.props;
    const isChosen = isSamePart(headlines.filter, filter);
    return (
      <button
        type="button"
        class="tab"
        data-action="filter"
        data-line={line}
        aria-pressed={isChosen}
        title={title}
        onClick={() =>
          acts.filterBy(toFilter({ ...(isChosen ? undefined : filter), words: headlines.filter?.words }))
        }
      >
        {count} {name}
      </button>
    );
  }
}
