// A row of the list. Preact places it; its inside is a clone of one skeleton that is filled in, not diffed: fifty
// rows of virtual nodes, and the machine code of diffing them, were half of the page's memory (docs/decisions.md, rows).

import { Component, createRef, render } from 'preact';
import type { LateParts } from '../lib/page/page-props.ts';
import { SITE } from '../lib/site.ts';
import { listedAt } from '../lib/story/days.ts';
import type { Headline } from '../lib/story/headline.ts';
import type { StoryState } from '../lib/story/story.ts';
import { say } from '../lib/words/say.ts';
import type { TimeWords } from '../lib/words/time.ts';
import { Highlights } from './Highlights.tsx';

export interface StoryRowProps {
  story: Headline;
  state: StoryState;
  isUnfolded: boolean;
  /** The first story of the front page: larger, its highlights always in view. */
  isLead: boolean;
  /** Absent on the first paint, which shows no marks and no foot of a brief. */
  late: LateParts | undefined;
  time: TimeWords;
  now: number;
}

const MINUTE_MS = 60_000;

/** One story of the list, in its place. What is pressed in it the list hears (press.ts). */
export class StoryRow extends Component<StoryRowProps> {
  private readonly place = createRef<HTMLLIElement>();
  private row: HTMLElement | undefined;

  override componentDidMount(): void {
    this.row = cloneSkeleton();
    fillRow(this.row, this.props);
    this.place.current?.append(this.row);
  }

  override shouldComponentUpdate(next: StoryRowProps): boolean {
    if (this.row !== undefined && !showsSame(this.props, next)) fillRow(this.row, next);
    return false;
  }

  override render() {
    return <li ref={this.place} />;
  }
}

function showsSame(before: StoryRowProps, after: StoryRowProps): boolean {
  return (
    before.story === after.story &&
    before.state === after.state &&
    before.isUnfolded === after.isUnfolded &&
    before.isLead === after.isLead &&
    hasLate(before) === hasLate(after) &&
    Math.floor(before.now / MINUTE_MS) === Math.floor(after.now / MINUTE_MS)
  );
}

/** Whether a row shows something of the parts that come late. */
function hasLate({ story, isUnfolded, isLead, late }: StoryRowProps): boolean {
  return late !== undefined && (isLead || isUnfolded || late.isMarked(story));
}

/** The markup of a row, with all that is the same in every one. Its attributes are the page contract (docs/architecture.md). */
function Skeleton() {
  return (
    <article class="story">
      <h3 class="title" dir="auto">
        <a data-title href={SITE.home} rel="noreferrer">
          {say('untitled')}
        </a>
      </h3>
      <div class="meta">
        <time />
        <button type="button" class="disclose" data-action="highlights">
          {say('showHighlights')}
        </button>
        <button type="button" class="tool" data-action="read" />
        <button type="button" class="tool sign-older" data-action="mark-older" title={say('markOlderRead')} />
      </div>
    </article>
  );
}

let skeleton: Node | undefined;

function cloneSkeleton(): HTMLElement {
  if (skeleton === undefined) {
    const host = document.createElement('div');
    render(<Skeleton />, host);
    skeleton = host.firstElementChild ?? host;
  }
  const row = skeleton.cloneNode(true);
  if (!(row instanceof HTMLElement)) throw new Error('the skeleton of a row is no element');
  return row;
}

/** Writes a story into a row, anew or over what it showed before; whatever has the focus keeps it. */
function fillRow(row: HTMLElement, props: StoryRowProps): void {
  const { story, state, isUnfolded, isLead, late, time, now } = props;
  const { id, title, link, category } = story;
  const isRead = state === 'read';
  const at = listedAt(story);
  row.className = isLead ? 'story lead' : 'story';
  row.dataset['story'] = story.guid;
  row.dataset['id'] = id;
  row.dataset['state'] = state;
  row.toggleAttribute('data-unread', story.countsAsUnread);
  part(row, '.title').id = id;
  const text = part(row, '[data-title]');
  text.textContent = title || say('untitled');
  // Text alone where the feed gave no link that is safe to open.
  if (link === undefined) text.removeAttribute('href');
  else text.setAttribute('href', link);
  const published = part(row, 'time');
  published.setAttribute('datetime', new Date(at).toISOString());
  published.textContent = time.agoShort(at, now); // the exact time comes on hover and focus (lib/page/exact-times.ts)
  fillWord(row, 'category', category).title = category ?? '';
  const word = isRead ? say('stateRead') : state === 'new' ? say('stateNew') : undefined;
  fillWord(row, 'state', word).classList.toggle('hidden-text', !isRead);
  const disclose = part(row, '.disclose');
  disclose.hidden = isLead || !story.hasBrief;
  disclose.ariaExpanded = String(isUnfolded);
  const mark = part(row, '.tool');
  mark.className = isRead ? 'tool sign-unread' : 'tool sign-read';
  mark.dataset['action'] = isRead ? 'unread' : 'read';
  mark.title = say(isRead ? 'markUnread' : 'markRead');
  // The title describes each of the buttons, so that fifty of them are told apart.
  for (const button of row.querySelectorAll('button')) button.setAttribute('aria-describedby', id);
  late?.writeMarks(row, story);
  fillBrief(row, props, isLead ? 'lead' : isUnfolded ? 'unfolded' : '');
}

/** A word behind the time; a row that has none of the kind carries no element for it. */
function fillWord(row: HTMLElement, kind: 'category' | 'state', word: string | undefined): HTMLElement {
  const element = row.querySelector<HTMLElement>(`.${kind}`) ?? document.createElement('span');
  element.className = kind;
  element.textContent = word ?? '';
  if (word === undefined) element.remove();
  else if (element.parentNode === null) part(row, 'time').after(element);
  return element;
}

/** What a story says in short: below the title of the lead, below everything where it was unfolded. */
function fillBrief(
  row: HTMLElement,
  { story, late, time, now }: StoryRowProps,
  place: 'lead' | 'unfolded' | '',
): void {
  const { brief } = story;
  let more = row.querySelector<HTMLElement>('.more');
  if (more !== null && (brief === undefined || more.dataset['place'] !== place)) {
    more.remove();
    more = null;
  }
  if (brief === undefined || place === '') return;
  if (more === null) {
    more = document.createElement('div');
    more.className = 'more';
    more.dataset['place'] = place;
    row.insertBefore(more, place === 'lead' ? part(row, '.meta') : null);
  }
  render(
    <Highlights {...brief}>
      {late && <late.BriefFoot story={story} brief={brief} time={time} now={now} />}
    </Highlights>,
    more,
  );
}

function part(row: HTMLElement, selector: string): HTMLElement {
  const found = row.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(selector);
  return found;
}
