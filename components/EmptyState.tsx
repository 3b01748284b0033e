import type { Headlines } from '../lib/page/headlines.ts';
import { type StatusKind, statusOf } from '../lib/page/status.ts';
import type { Outcome } from '../lib/schedule/outcome.ts';
import type { Filter } from '../lib/story/filter.ts';
import { say } from '../lib/words/say.ts';

/** What stands in place of the list while nothing is stored. Never shown for a store that can't be read. */
export function EmptyState({ headlines }: { headlines: Headlines }) {
  if (headlines.filter) return <NothingOf filter={headlines.filter} />;
  const kind = statusOf(headlines, headlines.now);
  const outcome = headlines.poll?.outcome?.kind;
  if (kind === 'storage' || kind === 'denied' || kind === 'blocked' || outcome === 'no-feed') return null;
  const isFirst = kind === 'never' || kind === 'checking';
  const body = isFirst ? say('firstRunBody') : whyEmpty(kind, outcome);
  return (
    <div class="empty">
      <p class="tile" aria-hidden="true">
        <span>57</span>
        <b>{say('lanthanumSymbol')}</b>
        <span>{say('lanthanum')}</span>
      </p>
      <h2>{say(isFirst ? 'firstRunTitle' : 'emptyTitle')}</h2>
      <p>{body}</p>
      {!isFirst && <p>{say('emptyName')}</p>}
    </div>
  );
}

/** What stands in place of a list that was narrowed to nothing. */
function NothingOf({ filter: { words, isSaved } }: { filter: Filter }) {
  return (
    <div class="empty" data-empty="filter">
      <h2>{say('filterEmptyTitle')}</h2>
      <p>
        {words !== undefined
          ? say('filterEmptyWords', { words })
          : say(isSaved ? 'filterEmptySaved' : 'filterEmpty')}
      </p>
    </div>
  );
}

function whyEmpty(kind: StatusKind, outcome: Outcome['kind'] | undefined): string {
  if (kind === 'offline') return say('emptyOffline');
  if (outcome === 'ok') return say('emptyAnswered');
  return say(outcome === 'partial' ? 'emptyBrokeOff' : 'emptyFailing');
}
