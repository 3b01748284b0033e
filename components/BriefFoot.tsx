import type { Brief, Headline } from '../lib/story/headline.ts';
import { say } from '../lib/words/say.ts';
import type { TimeWords } from '../lib/words/time.ts';
import type { ChangesProps } from './Changes.tsx';
import { onDemand } from './on-demand.ts';

const Changes = onDemand<ChangesProps>(() => import('./Changes.tsx').then((part) => part.Changes));

export interface BriefFootProps {
  story: Headline;
  brief: Brief;
  time: TimeWords;
  now: number;
}

/**
 * Below the highlights: the image, where the reader wants images, the ways to read the story here and to save it, who
 * wrote it, where it is discussed, and what an edit changed.
 */
export function BriefFoot({ story, brief, time, now }: BriefFootProps) {
  const { author, comments, edit, image } = brief;
  const isSaved = story.isSaved === true;
  return (
    <>
      {/* Its source is set by lib/page/load-images.ts. */}
      {image && <img class="image" data-image={image} alt="" decoding="async" />}
      <button type="button" class="link" data-action="open-reader" aria-describedby={story.id}>
        {say('readHere')}
      </button>
      <button
        type="button"
        class="save"
        data-action="save"
        aria-pressed={isSaved}
        aria-describedby={story.id}
      >
        {say(isSaved ? 'saved' : 'save')}
      </button>
      {author && <span>{say('byAuthor', { author })}</span>}
      {comments?.count ? (
        <a class="link" href={comments.link} target="_blank" rel="noreferrer">
          {say('comments', { count: comments.count })}
        </a>
      ) : null}
      {edit && <Changes edit={edit} story={story} brief={brief} ago={time.ago(edit.at, now)} />}
    </>
  );
}
