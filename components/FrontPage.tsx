import type { PageProps } from '../lib/page/page-props.ts';
import type { CutDay } from '../lib/story/days.ts';
import { say } from '../lib/words/say.ts';
import type { TimeWords } from '../lib/words/time.ts';
import { countsInWords } from './counts-in-words.ts';
import { Demonstration } from './Demonstration.tsx';
import { StoryList } from './StoryList.tsx';
import { DetailsButton, MarkAll, Refresh } from './Tools.tsx';

/** The front page: the days, newest first, each with its stories; on top the newest story with its highlights. */
export function FrontPage(props: PageProps) {
  const { headlines, acts, late, time } = props;
  const hasStories = headlines.stories.length > 0 || headlines.filter;
  return (
    <div class="front">
      {late && <late.Top headlines={headlines} acts={late.acts} time={time} />}
      <header class="masthead">
        <div class="name">
          <img class="sign" src="/icon/icon.svg" alt="" />
          <hgroup>
            <h1 class="product">{say('productName')}</h1>
            <p class="beside">{hasStories ? countsInWords(headlines) : say('siteName')}</p>
          </hgroup>
        </div>
        {late ? <late.StatusLine headlines={headlines} time={time} /> : <p class="status" />}
        <div class="tools">
          <DetailsButton isOpen={props.showsDetails} press={acts.toggleDetails} />
          <Refresh press={acts.poll} />
          <MarkAll headlines={headlines} acts={acts} />
        </div>
      </header>
      {late && props.showsDetails && (
        <late.StatusDetails headlines={headlines} acts={late.acts} time={time} version={props.version} />
      )}
      {__DEMONSTRATION__ && <Demonstration />}
      {hasStories && (
        <div class="strip">
          {late && <late.Strip surface="front" headlines={headlines} acts={late.acts} time={time} />}
        </div>
      )}
      {late && <late.Above surface="front" headlines={headlines} acts={late.acts} time={time} />}
      <StoryList page={props} heading={(day) => <DayLeaf {...day} time={time} />} hasLead />
      {late && <late.Below surface="front" headlines={headlines} acts={late.acts} time={time} />}
    </div>
  );
}

/** The date of a day as a leaf of a calendar. */
function DayLeaf({ startsAt, count, time }: CutDay & { time: TimeWords }) {
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
