import { Fragment } from 'preact';
import type { Brief, Headline } from '../lib/story/headline.ts';
import type { Edit } from '../lib/story/story.ts';
import { changesBetween, changesInList, type Stretch } from '../lib/text/words.ts';
import { say } from '../lib/words/say.ts';

export interface ChangesProps {
  edit: Edit;
  story: Headline;
  brief: Brief;
  ago: string;
}

/** What a story said before and after its last edit. */
export function Changes({ edit, story, brief, ago }: ChangesProps) {
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
