// A row of the list: a clone of one skeleton that is filled in, not diffed. Where the rows stand is Rows.tsx's.

import { render } from 'preact';
import type { LateParts } from '../lib/page/page-props.ts';
import { SITE } from '../lib/site.ts';
import { listedAt } from '../lib/story/days.ts';
import type { Brief, Headline } from '../lib/story/headline.ts';
import type { StoryState } from '../lib/story/story.ts';
import { say } from '../lib/words/say.ts';
import type { TimeWords } from '../lib/words/time.ts';
import { Highlights } from './Highlights.tsx';

/** What a row shows. */
export interface RowContent {
  story: Headline;
  state: StoryState;
  isUnfolded: boolean;
  /** The first story of the front page: larger, its highlights always in view. */
  isLead: boolean;
}

/** What all rows are filled with. */
export interface RowSurroundings {
  /** Absent on the first paint, which shows no marks and no foot of a brief. */
  late: LateParts | undefined;
  time: TimeWords;
  now: number;
}

/** The markup of a row, with all that is the same in every one. Its attributes are the page contract (docs/architecture.md). */
function Skeleton() {
  return (
    <li>
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
          <button
            type="button"
            class="tool sign-older"
            data-action="mark-older"
            title={say('markOlderRead')}
          />
        </div>
      </article>
    </li>
  );
}

let skeleton: HTMLElement | undefined;

/**
 * A new row: the skeleton is filled in, and cloned as it is then. What a script touches of a document is held in memory
 * for as long as it stands there; of a clone it touches nothing but the list item.
 */
export function newRow(content: RowContent, around: RowSurroundings): HTMLElement {
  if (skeleton === undefined) {
    const host = document.createElement('ol');
    render(<Skeleton />, host);
    skeleton = part(host, 'li');
  }
  write(skeleton, content, around);
  const item = skeleton.cloneNode(true);
  if (!(item instanceof HTMLElement)) throw new Error('no element');
  if (briefOf(content)) fillBrief(item, content, around);
  return item;
}

/** Writes a story into a row, over what it showed before; whatever has the focus keeps it. */
export function fillRow(item: HTMLElement, content: RowContent, around: RowSurroundings): void {
  write(item, content, around);
  fillBrief(item, content, around);
}

function briefOf({ story, isUnfolded, isLead }: RowContent): Brief | undefined {
  return isUnfolded || isLead ? story.brief : undefined;
}

/** All but the brief. */
function write(
  item: HTMLElement,
  { story, state, isUnfolded, isLead }: RowContent,
  { late, time, now }: RowSurroundings,
): void {
  const row = part(item, 'article');
  const { id, title, link, category } = story;
  const isRead = state === 'read';
  const at = listedAt(story);
  row.className = isLead ? 'story lead' : 'story';
  // Attributes, not `dataset`: that is one more object for each row.
  row.setAttribute('data-story', story.guid);
  row.setAttribute('data-id', id);
  row.setAttribute('data-state', state);
  row.toggleAttribute('data-unread', story.countsAsUnread);
  const text = part(row, '[data-title]');
  text.id = id;
  text.textContent = title || say('untitled');
  // What eyes see by the line at its edge; a hidden word would be an element more in each row.
  if (state === 'new') text.setAttribute('aria-description', say('stateNew'));
  else text.removeAttribute('aria-description');
  // Text alone where the feed gave no link that is safe to open.
  if (link === undefined) text.removeAttribute('href');
  else text.setAttribute('href', link);
  const published = part(row, 'time');
  published.setAttribute('datetime', new Date(at).toISOString());
  published.textContent = time.agoShort(at, now); // the exact time comes on hover and focus (lib/page/exact-times.ts)
  fillWord(row, 'category', category).title = category ?? '';
  fillWord(row, 'state', isRead ? say('stateRead') : undefined);
  const disclose = part(row, '.disclose');
  disclose.hidden = isLead || !story.hasBrief;
  disclose.ariaExpanded = String(isUnfolded);
  const mark = part(row, '.tool');
  mark.className = isRead ? 'tool sign-unread' : 'tool sign-read';
  mark.setAttribute('data-action', isRead ? 'unread' : 'read');
  mark.title = say(isRead ? 'markUnread' : 'markRead');
  // The title describes each of the buttons, so that fifty of them are told apart.
  row.querySelectorAll('button').forEach((button) => {
    button.setAttribute('aria-describedby', id);
  });
  late?.writeMarks(row, story);
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
function fillBrief(item: HTMLElement, content: RowContent, { late, time, now }: RowSurroundings): void {
  const { story, isLead } = content;
  const brief = briefOf(content);
  const place = isLead ? 'lead' : 'unfolded';
  let more = item.querySelector<HTMLElement>('.more');
  if (more !== null && (brief === undefined || more.dataset['place'] !== place)) {
    more.remove();
    more = null;
  }
  if (brief === undefined) return;
  if (more === null) {
    more = document.createElement('div');
    more.className = 'more';
    more.dataset['place'] = place;
    part(item, 'article').insertBefore(more, isLead ? part(item, '.meta') : null);
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
