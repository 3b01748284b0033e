import { Fragment } from 'preact';
import type { Brief, Headline } from '../lib/story/headline.ts';
import type { Edit } from '../lib/story/story.ts';
import { changesBetween, changesInList, type Stretch } from '../lib/text/words.ts';
import { say } from '../lib/words/say.ts';
import type { TimeWords } from '../lib/words/time.ts';

export interface BriefFootProps {
  story: Headline;
  brief: Brief;
  time: TimeWords;
  now: number;
}

/** Below the highlights: who wrote the story, where it is discussed, the way to save it, and what an edit changed. */
export function BriefFoot({ story, brief, time, now }: BriefFootProps) {
  const { author, comments, edit } = brief;
  const isSaved = story.isSaved === true;
  return (
    <>
      {author && <span>{say('byAuthor', { author })}</span>}
      {comments?.count ? (
        <a class="link" href={comments.link} target="_blank" rel="noreferrer">
          {say('comments', { count: comments.count })}
        </a>
      ) : null}
      <button
        type="button"
        class="save"
        data-action="save"
        aria-pressed={isSaved}
        aria-describedby={story.id}
      >
        {say(isSaved ? 'saved' : 'save')}
      </button>
      {edit && <Changes edit={edit} story={story} brief={brief} ago={time.ago(edit.at, now)} />}
    </>
  );
}

interface ChangesProps {
  edit: Edit;
  story: Headline;
  brief: Brief;
  ago: string;
}

/** What a story said before and after its last edit. */
function Changes({ edit, story, brief, ago }: ChangesProps) {
  return (
    <div class="edits">
      {edit.title !== undefined && (
        <>
          <p>{say('titleEditedWhen', { ago })}</p>
          <p class="said" dir="auto">
            <Stretches of={changesBetween(edit.title, story.title)} />
          </p>
        </>
      )}
      {edit.highlights && (
        <>
          <p>{say('highlightsEditedWhen', { ago })}</p>
          <ul>
            {changesInList(edit.highlights, brief.highlights).map((stretches, index) => (
              <li key={index} dir="auto">
                <Stretches of={stretches} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** A text with what was taken out and put in. Few screen readers tell `del` and `ins`: words say so, for them alone. */
function Stretches({ of }: { of: readonly Stretch[] }) {
  return (
    <>
      {of.map(({ kind, text }, index) => {
        if (kind === 'same') return `${text} `;
        const Mark = kind === 'gone' ? 'del' : 'ins';
        return (
          <Fragment key={index}>
            <Mark>
              <span class="hidden-text">{say(kind === 'gone' ? 'wordsRemoved' : 'wordsAdded')} </span>
              {text}
              <span class="hidden-text">)</span>
            </Mark>{' '}
          </Fragment>
        );
      })}
    </>
  );
}
