import type { BriefingProps } from '../../lib/page/start-briefing.ts';
import { say } from '../../lib/words/say.ts';

/** What stands in the place of stories where there are none: when the last one came, and where there may be some. */
export function BriefingEmpty({ briefing, acts, time }: BriefingProps) {
  const { which, newestAt } = briefing;
  const other = which === 'yesterday' ? 'today' : 'yesterday';
  if (newestAt === undefined) return <p class="empty">{say('briefingNoStories')}</p>;
  return (
    <div class="empty">
      <h2>{say('briefingEmpty')}</h2>
      <p>{say('briefingLast', { time: time.exact(newestAt) })}</p>
      <p>
        <button type="button" class="button" data-action="show-other" onClick={() => acts.show(other)}>
          {say(other === 'today' ? 'showToday' : 'showYesterday')}
        </button>
      </p>
    </div>
  );
}
