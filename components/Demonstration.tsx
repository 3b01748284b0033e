import { say } from '../lib/words/say.ts';

/** The mark of a build that shows invented stories; not in any other. */
export function Demonstration() {
  return (
    <aside class="demonstration" aria-label={say('demonstration')}>
      <b>{say('demonstration')}</b> {say('demonstrationNote')}
    </aside>
  );
}
