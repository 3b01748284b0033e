import type { VNode } from 'preact';
import type { PageActs } from '../lib/page/page-props.ts';
import { tellingCategory } from '../lib/site.ts';
import { listedAt } from '../lib/story/days.ts';
import type { Story, StoryState } from '../lib/story/story.ts';
import { say } from '../lib/words/say.ts';
import type { TimeWords } from '../lib/words/time.ts';
import { Highlights } from './Highlights.tsx';

export interface StoryRowProps {
  story: Story;
  state: StoryState;
  isUnfolded: boolean;
  /** The first story of the front page: larger, its highlights always in view. */
  isLead: boolean;
  /** Whether the exact time is told as well: not on the first paint, where fifty dates would be in the way. */
  hasExactTime: boolean;
  time: TimeWords;
  now: number;
  acts: PageActs;
}

const drawn = new WeakMap<Story, { as: string; row: VNode }>();

/** A row; the same as before where nothing that it shows has changed, which Preact then passes over. */
export function storyRow(props: StoryRowProps): VNode {
  const { story, state, isUnfolded, isLead, hasExactTime, now } = props;
  const as = [state, isUnfolded, isLead, hasExactTime, Math.floor(now / 60_000)].join();
  const before = drawn.get(story);
  if (before?.as === as) return before.row;
  const row = <StoryRow {...props} />;
  drawn.set(story, { as, row });
  return row;
}

/** One story of the list; its title describes each of its buttons, so that fifty of them are told apart. Its attributes are the page contract (docs/architecture.md). */
function StoryRow({ story, state, isUnfolded, isLead, hasExactTime, time, now, acts }: StoryRowProps) {
  const { facts } = story;
  const isRead = state === 'read';
  const category = tellingCategory(facts.categories);
  const canUnfold = facts.highlights.length > 0 || facts.summary !== '';
  return (
    <article
      class={isLead ? 'story lead' : 'story'}
      data-story={facts.guid}
      data-id={story.id}
      data-state={state}
      data-unread={story.unread === undefined ? undefined : ''}
    >
      <h3 class="title" dir="auto" id={story.id}>
        <Title story={story} acts={acts} />
      </h3>
      {isLead && <Highlights facts={facts} />}
      <div class="meta">
        {state === 'new' && <span class="hidden-text">{say('stateNew')}</span>}
        <Published at={listedAt(story)} time={time} now={now} isExact={hasExactTime} />
        {isRead && say('stateRead')}
        {category && (
          <span class="category" title={category}>
            {category}
          </span>
        )}
        {canUnfold && !isLead && (
          <button
            type="button"
            class="disclose"
            data-action="highlights"
            aria-expanded={isUnfolded}
            aria-describedby={story.id}
            onClick={() => acts.unfold(story)}
          >
            {say('showHighlights')}
          </button>
        )}
        <button
          type="button"
          class={isRead ? 'tool sign-unread' : 'tool sign-read'}
          data-action={isRead ? 'unread' : 'read'}
          title={say(isRead ? 'markUnread' : 'markRead')}
          aria-label={say(isRead ? 'markUnread' : 'markRead')}
          aria-describedby={story.id}
          onClick={() => acts.mark({ kind: isRead ? 'unread' : 'read', id: story.id })}
        />
        <button
          type="button"
          class="tool sign-older"
          data-action="mark-older"
          title={say('markOlderRead')}
          aria-label={say('markOlderRead')}
          aria-describedby={story.id}
          onClick={() => acts.mark({ kind: 'older', order: story.order })}
        />
      </div>
      {isUnfolded && !isLead && (
        <div class="more">
          <Highlights facts={facts} />
        </div>
      )}
    </article>
  );
}

/** The title, or words for one that has nothing to see. */
function titleOf(title: string): string {
  return /[^\p{C}\p{Z}\p{M}\u115f\u1160\u3164\uffa0\u2800]/u.test(title) ? title : say('untitled');
}

/** The story's own link; text alone where the feed gave none that is safe to open. */
function Title({ story, acts }: Pick<StoryRowProps, 'story' | 'acts'>) {
  const { title, link } = story.facts;
  const text = titleOf(title);
  if (link === undefined) return <span data-title>{text}</span>;
  const open = (event: MouseEvent) => acts.open(story, event);
  return (
    <a data-title href={link} rel="noreferrer" onClick={open} onAuxClick={open}>
      {text}
    </a>
  );
}

/** A relative time; the exact one on hover, and while the row has the focus (components/style/parts.css). */
function Published({
  at,
  time,
  now,
  isExact,
}: {
  at: number;
  time: TimeWords;
  now: number;
  isExact: boolean;
}) {
  return (
    <time dateTime={new Date(at).toISOString()} {...(isExact && { title: time.exact(at) })}>
      {time.agoShort(at, now)}
    </time>
  );
}
