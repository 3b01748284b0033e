import type { BriefingProps } from '../../lib/page/start-briefing.ts';
import { listedAt } from '../../lib/story/days.ts';
import type { Headline } from '../../lib/story/headline.ts';
import { dayClockWords } from '../../lib/words/dates.ts';
import { say } from '../../lib/words/say.ts';

/** A story with what it says in short. Its attributes are the page contract (docs/architecture.md). */
export function BriefingStory({ story, briefing, acts, time }: BriefingProps & { story: Headline }) {
  const { id, title, link, brief, isSaved } = story;
  const at = listedAt(story);
  const state = briefing.shownAs(story);
  const isIncluded = briefing.isIncluded(story);
  return (
    <article
      class="story"
      data-story={story.guid}
      data-id={id}
      data-state={state}
      data-unread={story.countsAsUnread ? '' : undefined}
      data-saved={isSaved ? '' : undefined}
      data-included={isIncluded ? '' : undefined}
    >
      <h3 class="title" dir="auto">
        {/* Text alone where the feed gave no link that is safe to open. */}
        <a data-title id={id} {...(link !== undefined && { href: link })} rel="noreferrer">
          {title || say('untitled')}
        </a>
      </h3>
      <div class="meta">
        <time dateTime={new Date(at).toISOString()} title={time.exact(at)}>
          {dayClockWords(at)}
        </time>
        {brief?.author && <span dir="auto">{say('byAuthor', { author: brief.author })}</span>}
        {state === 'read' && <span class="state">{say('stateRead')}</span>}
        {state === 'new' && <span class="state hidden-text">{say('stateNew')}</span>}
        {isSaved && <span class="flag" role="img" aria-label={say('saved')} title={say('saved')} />}
        <label class="include">
          <input
            type="checkbox"
            checked={isIncluded}
            aria-describedby={id}
            onChange={() => acts.toggle(id)}
          />
          {say('briefingInclude')}
        </label>
      </div>
      {brief !== undefined && brief.highlights.length > 0 ? (
        <ul class="highlights">
          {brief.highlights.map((highlight, index) => (
            <li key={index} dir="auto">
              {highlight}
            </li>
          ))}
        </ul>
      ) : (
        brief?.summary && (
          <p class="summary" dir="auto">
            {brief.summary}
          </p>
        )
      )}
    </article>
  );
}
