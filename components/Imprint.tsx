import { IS_OFFICIAL } from '../lib/site.ts';
import { say } from '../lib/words/say.ts';

/** Who publishes this. Behind the last row, or the rows that are drawn a frame after the first would push it away. */
export function Imprint() {
  return IS_OFFICIAL ? null : <footer class="imprint">{say('independent')}</footer>;
}
