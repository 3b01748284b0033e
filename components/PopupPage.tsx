import type { PageProps } from '../lib/page/page-props.ts';
import { dayOf } from '../lib/story/days.ts';
import { say } from '../lib/words/say.ts';
import type { TimeWords } from '../lib/words/time.ts';
import { newWords, unreadWords } from './counts-in-words.ts';
import { Demonstration } from './Demonstration.tsx';
import { StoryList } from './StoryList.tsx';
import { DetailsButton, MarkAll, Refresh } from './Tools.tsx';

/** The popup: what is new, at a glance. */
export function PopupPage(props: PageProps) {
  const { headlines, acts, late, time } = props;
  const { stories, now } = headlines;
  const hasStories = stories.length > 0 || headlines.filter;
  return (
    <div class="popup">
      <header class="head">
        <img class="sign" src="/icon/icon.svg" alt="" />
        <hgroup>
          <h1 class="product">{hasStories ? unreadWords(headlines) : say('productName')}</h1>
          <p class="beside">{hasStories ? newWords(headlines) : say('siteName')}</p>
        </hgroup>
        <MarkAll headlines={headlines} acts={acts} />
        <a
          class="tool sign-front"
          href="/newtab.html#front-page"
          target="_blank"
          data-action="open-front-page"
          title={say('openDashboard')}
          rel="noopener"
        >
          <span class="hidden-text">{say('openDashboard')}</span>
        </a>
      </header>
      {__DEMONSTRATION__ && <Demonstration />}
      {hasStories && (
        <div class="strip">
          {late && <late.Strip surface="popup" headlines={headlines} acts={late.acts} time={time} />}
        </div>
      )}
      {late && <late.Above surface="popup" headlines={headlines} acts={late.acts} time={time} />}
      <StoryList
        page={props}
        heading={({ startsAt }) => (
          <DayHeading startsAt={startsAt} time={time} now={now} hasDate={late !== undefined} />
        )}
        hasLead={false}
      />
      {late && <late.Below surface="popup" headlines={headlines} acts={late.acts} time={time} />}
      <footer class="foot">
        {late ? <late.StatusLine headlines={headlines} time={time} /> : <p class="status" />}
        <DetailsButton isOpen={props.showsDetails} press={acts.toggleDetails} />
        <Refresh press={acts.poll} />
      </footer>
      {late && props.showsDetails && (
        <late.StatusDetails headlines={headlines} acts={late.acts} time={time} version={props.version} />
      )}
    </div>
  );
}

interface DayHeadingProps {
  startsAt: number;
  time: TimeWords;
  now: number;
  hasDate: boolean;
}

/** "Today", and its date once there is time for it. */
function DayHeading({ startsAt, time, now, hasDate }: DayHeadingProps) {
  const today = dayOf(now);
  const name = startsAt === today ? say('today') : startsAt === dayOf(today - 1) && say('yesterday');
  return (
    <h2>
      {name || time.day(startsAt)}
      {name && hasDate && <span>{time.day(startsAt)}</span>}
    </h2>
  );
}
