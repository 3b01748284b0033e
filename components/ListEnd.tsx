import { PAGE_OF_STORIES } from '../lib/page/headlines.ts';
import type { LateProps } from '../lib/page/page-props.ts';
import { say } from '../lib/words/say.ts';
import { ArchiveProgress } from './ArchiveProgress.tsx';

/** The way to older stories, the end of them, and how much of the archive is kept. */
export function ListEnd(props: LateProps) {
  const { headlines, acts } = props;
  const { stories, hasOlder, archive } = headlines;
  const isPastFirstPage = stories.length > PAGE_OF_STORIES;
  return (
    <>
      {hasOlder && (
        <p class="older">
          <button type="button" class="button" data-action="more" onClick={acts.showOlder}>
            {say('moreStories')}
          </button>
        </p>
      )}
      {!hasOlder && isPastFirstPage && <p class="older">{say('noMoreStories')}</p>}
      {archive && stories.length > 0 && <ArchiveProgress archive={archive} {...props} />}
    </>
  );
}
