import { say } from '../lib/words/say.ts';

declare const __DEMONSTRATION__: boolean;

/** The mark of a build that shows invented stories. */
export function Demonstration() {
  if (!__DEMONSTRATION__) return null;
  return (
    <p class="demonstration">
      <b>{say('demonstration')}</b> {say('demonstrationNote')}
    </p>
  );
}
