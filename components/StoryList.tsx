import type { ComponentChildren } from 'preact';
import type { PageProps } from '../lib/page/page-props.ts';
import { type CutDay, cutDays, groupByDay } from '../lib/story/days.ts';
import { say } from '../lib/words/say.ts';
import { pressed } from './press.ts';
import { StoryRow } from './StoryRow.tsx';

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
  const gaps = late?.gapMarkers(page);
  const press = (event: MouseEvent) => pressed(event, headlines, acts);
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
          {/* biome-ignore lint/a11y/noRedundantRoles: list-style none takes the role away in WebKit */}
          <ol role="list">
            {day.stories.flatMap((story) => [
              <StoryRow
                key={story.id}
                story={story}
                state={shownAs(story)}
                isUnfolded={isUnfolded(story)}
                isLead={hasLead && story === stories[0]}
                late={late}
                time={time}
                now={now}
              />,
              ...(gaps?.get(story.id) ?? []),
            ])}
          </ol>
        </section>
      ))}
      {stories.length === 0 && kind === 'opening' && <p class="empty">{say('loading')}</p>}
      {stories.length === 0 && kind !== 'opening' && late && <late.EmptyState headlines={headlines} />}
      {isWhole && late && <late.ListEnd headlines={headlines} acts={acts} time={time} />}
    </main>
  );
}
