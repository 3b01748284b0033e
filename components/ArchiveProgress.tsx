import { archiveProgress, archiveWords, moreThan, waitWords } from '../lib/page/fill-words.ts';
import type { LateProps } from '../lib/page/page-props.ts';
import type { ArchiveRecord } from '../lib/store/schema.ts';
import { say } from '../lib/words/say.ts';

/** How far the archive was fetched, with the way to stop it, to go on, and to have more of it. */
export function ArchiveProgress({ archive, headlines, acts, time }: LateProps & { archive: ArchiveRecord }) {
  const { state, days } = archive;
  const isFilling = state === 'filling';
  return (
    <section class="archive" data-archive={state}>
      <p id="archive-words">
        {archiveWords(archive, headlines.now)} {isFilling && waitWords(archive, headlines, time)}
      </p>
      {isFilling && <progress aria-label={say('archiveProgress')} value={archiveProgress(archive)} />}
      <p class="acts">
        {state !== 'done' && (
          <button
            type="button"
            class="link"
            id="archive"
            data-action={isFilling ? 'archive-stop' : 'archive-go-on'}
            aria-describedby="archive-words"
            onClick={() => acts.setArchive({ state: isFilling ? 'stopped' : 'filling' })}
          >
            {say(isFilling ? 'archiveStop' : 'archiveGoOn')}
          </button>
        )}
        {state === 'done' &&
          moreThan(days).map((more, index) => (
            <button
              type="button"
              class="link"
              key={more}
              id={index === 0 ? 'archive' : undefined}
              data-action="archive-more"
              data-days={more}
              aria-describedby="archive-words"
              onClick={() => acts.setArchive({ state: 'filling', days: more })}
            >
              {more === 'all' ? say('archiveAll') : say('archiveMore', { count: more })}
            </button>
          ))}
      </p>
    </section>
  );
}
