import type { PageProps } from '../lib/page/page-props.ts';
import { cutDays, dayOf, groupByDay } from '../lib/story/days.ts';
import { say } from '../lib/words/say.ts';
import type { TimeWords } from '../lib/words/time.ts';
import { newWords, unreadWords } from './counts-in-words.ts';
import { Demonstration } from './Demonstration.tsx';
import { Notice } from './Notice.tsx';
import { Spectrum } from './Spectrum.tsx';
import { storyRow } from './StoryRow.tsx';
import { DetailsButton, MarkAll, Refresh } from './Tools.tsx';

/** The popup: what is new, at a glance. */
export function PopupPage(props: PageProps) {
  const { headlines, acts, late, time } = props;
  const { stories, now, shownAs, kind } = headlines;
  const isOpen = kind !== 'opening';
  const isWhole = props.rows >= stories.length;
  return (
    <div class="popup">
      <header class="head">
        <img class="sign" src="/icon/icon.svg" alt="" width="32" height="32" />
        <hgroup>
          <h1 class="product">{stories.length > 0 ? unreadWords(headlines) : say('productName')}</h1>
          <p class="beside">{stories.length > 0 ? newWords(headlines) : say('siteName')}</p>
        </hgroup>
        <MarkAll
          headlines={headlines}
          press={() => acts.mark({ kind: 'all', arrivals: headlines.arrivals })}
        />
        <a
          class="tool sign-front"
          href="/newtab.html"
          target="_blank"
          rel="noreferrer"
          data-action="open-front-page"
          title={say('openDashboard')}
        >
          <span class="hidden-text">{say('openDashboard')}</span>
        </a>
      </header>
      <Demonstration />
      {stories.length > 0 && <Spectrum stories={stories} shownAs={shownAs} time={time} now={now} />}
      {isOpen && <Notice headlines={headlines} acts={acts} />}
      <main
        class="list"
        tabIndex={-1}
        data-list
        data-unread={headlines.unread}
        data-ready={kind === 'open' && isWhole && late ? '' : undefined}
        aria-label={say('stories')}
      >
        {cutDays(groupByDay(stories), props.rows, headlines.hasOlder).map((day) => (
          <section class="day" key={day.startsAt}>
            <DayHeading startsAt={day.startsAt} time={time} now={now} />
            {/* biome-ignore lint/a11y/noRedundantRoles: list-style none takes the role away in WebKit */}
            <ol role="list">
              {day.stories.map((story) => (
                <li key={story.id}>
                  {storyRow({
                    story,
                    state: shownAs(story),
                    isUnfolded: props.isUnfolded(story),
                    isLead: false,
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
      <footer class="foot">
        {late ? <late.StatusLine headlines={headlines} time={time} /> : <p class="status" />}
        <DetailsButton isOpen={props.showsDetails} press={acts.toggleDetails} />
        <Refresh press={acts.poll} />
      </footer>
      {late && props.showsDetails && (
        <late.StatusDetails headlines={headlines} time={time} version={props.version} />
      )}
    </div>
  );
}

function DayHeading({ startsAt, time, now }: { startsAt: number; time: TimeWords; now: number }) {
  const date = time.day(startsAt);
  const name = dayName(startsAt, now);
  return (
    <h2>
      {name ?? date}
      {name && <span>{date}</span>}
    </h2>
  );
}

function dayName(startsAt: number, now: number): string | undefined {
  if (startsAt === dayOf(now)) return say('today');
  return startsAt === dayOf(dayOf(now) - 1) ? say('yesterday') : undefined;
}
