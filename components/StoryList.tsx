import type { ComponentChildren } from 'preact';
import type { PageProps } from '../lib/page/page-props.ts';
import { type CutDay, cutDays, groupByDay } from '../lib/story/days.ts';
import type { Headline } from '../lib/story/headline.ts';
import { say } from '../lib/words/say.ts';
import { withLastLook } from './LastLook.tsx';
import { pressed } from './press.ts';
import { Rows } from './Rows.tsx';

export interface StoryListProps {
  page: PageProps;
  /** Draws the heading of a day. */
  heading(day: CutDay): ComponentChildren;
  /** Whether the first story stands large, with its highlights in view. */
  hasLead: boolean;
}

/** The stories, day by day. Its attributes are the page contract (docs/architecture.md). */
export function StoryList({ page, heading, hasLead }: StoryListProps) {
  const { headlines, acts, late, time, rows } = page;
  const { stories, kind, hasOlder, unread, now, shownAs, isUnfolded } = headlines;
  const isWhole = rows >= stories.length;
  const below = withLastLook(headlines, time, late?.gapMarkers({ headlines, time, acts: late.acts }));
  const contentOf = (story: Headline) => ({
    story,
    state: shownAs(story),
    isUnfolded: isUnfolded(story),
    isLead: hasLead && story === stories[0],
  });
  const press = (event: MouseEvent) => pressed(event, headlines, late?.acts ?? acts);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: what is pressed are the links and buttons within, by key as well
    <main
      class="list"
      tabIndex={-1}
      data-list
      data-unread={unread}
      data-ready={kind === 'open' && isWhole && late ? '' : undefined}
      aria-label={say('stories')}
      onClick={press}
      onAuxClick={press}
    >
      {cutDays(groupByDay(stories), rows, hasOlder).map((day) => (
        <section class="day" key={day.startsAt}>
          {heading(day)}
          <Rows stories={day.stories} contentOf={contentOf} below={below} late={late} time={time} now={now} />
        </section>
      ))}
      {stories.length === 0 && kind === 'opening' && <p class="empty">{say('loading')}</p>}
      {stories.length === 0 && kind !== 'opening' && late && <late.EmptyState headlines={headlines} />}
      {isWhole && late && <late.ListEnd headlines={headlines} acts={late.acts} time={time} />}
    </main>
  );
}
