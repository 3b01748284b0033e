import { say } from '../lib/words/say.ts';
import type { ReaderProps } from './Reader.tsx';

/** What else was written on this, and why it is thought so. */
export function ReaderRelated({ reading: { related }, acts, headlines: { now }, time }: ReaderProps) {
  if (related.length === 0) return null;
  return (
    <section class="related" aria-labelledby="related">
      <h2 id="related">{say('readerRelated')}</h2>
      {/* biome-ignore lint/a11y/noRedundantRoles: list-style none takes the role away in WebKit */}
      <ul role="list">
        {related.map(({ story, shared }) => (
          <li key={story.id}>
            <button
              type="button"
              data-action="open-reader"
              data-shown={story.state}
              onClick={() => acts.openReader(story)}
            >
              {story.title || say('untitled')}
            </button>
            <small>
              {time.agoShort(-story.order, now)} · {say('readerShared', { shared: shared.join(', ') })}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
