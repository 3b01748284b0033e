import { countWords, dateOf, periodOf, titleOf } from '../../lib/page/briefing-words.ts';
import type { BriefingProps } from '../../lib/page/start-briefing.ts';

/** The title, the day as a leaf of a calendar, and what the briefing holds. */
export function BriefingHead({ briefing, time }: Pick<BriefingProps, 'briefing' | 'time'>) {
  const { kind, which, span, included } = briefing;
  const { weekday, day, month } = time.leaf(which === 'day' ? span.to : span.from);
  return (
    <header class="title-page">
      <p class="leaf" aria-hidden="true">
        {weekday} <b>{day}</b> {month}
      </p>
      <hgroup>
        <h1>{titleOf(which)}</h1>
        <p class="date">{dateOf(briefing)}</p>
      </hgroup>
      <p class="holds">
        <span>{periodOf(briefing)}</span>
        {kind !== 'opening' && (
          <b class="on-screen" data-count={included}>
            {countWords(briefing)}
          </b>
        )}
        {kind !== 'opening' && <b class="on-paper">{countWords(briefing, 'included')}</b>}
      </p>
    </header>
  );
}
