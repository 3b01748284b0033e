import type { Headlines } from '../lib/page/headlines.ts';
import { PAGE_OF_STORIES } from '../lib/page/headlines.ts';
import { say } from '../lib/words/say.ts';

/** The way to older stories, and the end of them. */
export function ShowOlder({ headlines, press }: { headlines: Headlines; press: () => void }) {
  const { stories, hasOlder } = headlines;
  if (hasOlder) {
    return (
      <p class="older">
        <button type="button" class="button" data-action="more" onClick={press}>
          {say('moreStories')}
        </button>
      </p>
    );
  }
  const isPastFirstPage = stories.length > PAGE_OF_STORIES;
  if (!isPastFirstPage) return null;
  return <p class="older">{say('noMoreStories')}</p>;
}
