import type { ComponentChildren } from 'preact';
import type { PageProps } from '../lib/page/page-props.ts';
import { type CutDay, cutDays, groupByDay } from '../lib/story/days.ts';
import { say } from '../lib/words/say.ts';
import { storyRow } from './StoryRow.tsx';

export interface StoryListProps {
  page: PageProps;
  /** Draws the heading of a day. */
  heading(day: CutDay): ComponentChildren;
  /** Whether the first story stands large, with its highlights in view. */
  hasLead: boolean;
}

/** The stories, day by day. Its attributes are the page contract (docs/architecture.md). */
export function StoryList({ page, heading, hasLead }: StoryListProps) {
  const { headlines, acts, late, time, rows, isUnfolded } = page;
  const { stories, kind, hasOlder, unread, now, shownAs } = headlines;
  const isWhole = rows >= stories.length;
  return (
    <main
      class="list"
      tabIndex={-1}
      data-list
      data-unread={unread}
      data-ready={kind === 'open' && isWhole && late ? '' : undefined}
      aria-label={say('stories')}
    >
      {cutDays(groupByDay(stories), rows, hasOlder).map((day) => (
        <section class="day" key={day.startsAt}>
          {heading(day)}
          {/* biome-ignore lint/a11y/noRedundantRoles: list-style none takes the role away in WebKit */}
          <ol role="list">
            {day.stories.map((story) => (
              <li key={story.id}>
                {storyRow({
                  story,
                  state: shownAs(story),
                  isUnfolded: isUnfolded(story),
                  isLead: hasLead && story === stories[0],
                  hasExactTime: isWhole,
                  time,
                  now,
                  acts,
                })}
              </li>
            ))}
          </ol>
        </section>
      ))}
      {stories.length === 0 && kind === 'opening' && <p class="empty">{say('loading')}</p>}
      {stories.length === 0 && kind !== 'opening' && late && <late.EmptyState headlines={headlines} />}
      {isWhole && late && <late.ShowOlder headlines={headlines} press={acts.showOlder} />}
    </main>
  );
}
