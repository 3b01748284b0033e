import type { PageProps } from '../lib/page/page-props.ts';
import { cutDays, groupByDay } from '../lib/story/days.ts';
import { say } from '../lib/words/say.ts';
import type { TimeWords } from '../lib/words/time.ts';
import { countsInWords } from './counts-in-words.ts';
import { Demonstration } from './Demonstration.tsx';
import { Notice } from './Notice.tsx';
import { Spectrum } from './Spectrum.tsx';
import { storyRow } from './StoryRow.tsx';
import { DetailsButton, MarkAll, Refresh } from './Tools.tsx';

/** The front page: the days, newest first, each with its stories; on top the newest story with its highlights. */
export function FrontPage(props: PageProps) {
  const { headlines, acts, late, time } = props;
  const { stories, now, shownAs, kind } = headlines;
  const isOpen = kind !== 'opening';
  const isWhole = props.rows >= stories.length;
  const lead = stories[0];
  return (
    <div class="front">
      <header class="masthead">
        <div class="name">
          <img class="sign" src="/icon/icon.svg" alt="" width="40" height="40" />
          <hgroup>
            <h1 class="product">{say('productName')}</h1>
            <p class="beside">{stories.length > 0 ? countsInWords(headlines) : say('siteName')}</p>
          </hgroup>
        </div>
        {late ? <late.StatusLine headlines={headlines} time={time} /> : <p class="status" />}
        <div class="tools">
          <DetailsButton isOpen={props.showsDetails} press={acts.toggleDetails} />
          <Refresh press={acts.poll} />
          <MarkAll
            headlines={headlines}
            press={() => acts.mark({ kind: 'all', arrivals: headlines.arrivals })}
          />
        </div>
      </header>
      {late && props.showsDetails && (
        <late.StatusDetails headlines={headlines} time={time} version={props.version} />
      )}
      <Demonstration />
      {stories.length > 0 && <Spectrum stories={stories} shownAs={shownAs} time={time} now={now} />}
      {isOpen && <Notice headlines={headlines} acts={acts} />}
      <main
        tabIndex={-1}
        data-list
        data-unread={headlines.unread}
        data-ready={kind === 'open' && isWhole && late ? '' : undefined}
        aria-label={say('stories')}
      >
        {cutDays(groupByDay(stories), props.rows, headlines.hasOlder).map((day) => (
          <section class="day" key={day.startsAt}>
            <DayLeaf
              startsAt={day.startsAt}
              {...(day.count !== undefined && { count: day.count })}
              time={time}
            />
            {/* biome-ignore lint/a11y/noRedundantRoles: list-style none takes the role away in WebKit */}
            <ol class="columns" role="list">
              {day.stories.map((story) => (
                <li key={story.id}>
                  {storyRow({
                    story,
                    state: shownAs(story),
                    isUnfolded: props.isUnfolded(story),
                    isLead: story === lead,
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
        {stories.length === 0 && !isOpen && <p class="empty">{say('loading')}</p>}
        {stories.length === 0 && isOpen && late && <late.EmptyState headlines={headlines} />}
        {isWhole && late && <late.ShowOlder headlines={headlines} press={acts.showOlder} />}
      </main>
      {headlines.undo && late && (
        <late.UndoBar record={headlines.undo} undo={acts.undo} dismiss={acts.dismissUndo} />
      )}
      <footer class="imprint">{say('independent')}</footer>
    </div>
  );
}

/** The date of a day as a leaf of a calendar. */
function DayLeaf({ startsAt, count, time }: { startsAt: number; count?: number; time: TimeWords }) {
  const { weekday, day, month } = time.leaf(startsAt);
  return (
    <header class="leaf">
      <h2>
        {weekday} <b>{day}</b> {month}
      </h2>
      {count !== undefined && <p>{say('storyCount', { count })}</p>}
    </header>
  );
}
