import { say } from '../lib/words/say.ts';

declare const __DEMONSTRATION__: boolean;

/** The mark of a build that shows invented stories. */
export function Demonstration() {
  if (!__DEMONSTRATION__) return null;
  return (
    <aside class="demonstration" aria-label={say('demonstration')}>
      <b>{say('demonstration')}</b> {say('demonstrationNote')}
    </aside>
  );
}
