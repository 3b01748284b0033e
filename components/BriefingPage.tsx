import type { Briefing } from '../lib/page/briefing.ts';
import { categoryWords, missingFrom } from '../lib/page/briefing-words.ts';
import type { BriefingProps } from '../lib/page/start-briefing.ts';
import { IS_OFFICIAL, NEWSLETTER } from '../lib/site.ts';
import type { Headline } from '../lib/story/headline.ts';
import { say } from '../lib/words/say.ts';
import { BriefingEmpty } from './briefing/BriefingEmpty.tsx';
import { BriefingHead } from './briefing/BriefingHead.tsx';
import { BriefingStory } from './briefing/BriefingStory.tsx';
import { BriefingTools } from './briefing/BriefingTools.tsx';
import { Demonstration } from './Demonstration.tsx';

/** The daily briefing: the stories of a day on one page, to be read, printed or copied. */
export function BriefingPage(props: BriefingProps) {
  const { briefing, acts, time, open } = props;
  const { kind, which, span, total, shown, groups, fault } = briefing;
  const missing = kind === 'opening' ? [] : missingFrom(briefing, time.ago);
  const press = (event: MouseEvent) => {
    const story = storyOf(event.target, briefing);
    if (story !== undefined) open(story, event);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: what is pressed are the links within, by key as well
    <main
      class="briefing"
      tabIndex={-1}
      data-briefing={which}
      data-from={span.from}
      data-to={span.to}
      data-ready={kind === 'open' ? '' : undefined}
      onClick={press}
      onAuxClick={press}
    >
      <header class="masthead">
        <img class="sign" src="/icon/icon.svg" alt="" />
        <p class="product">{say('productName')}</p>
        <a class="link" href="/newtab.html#front-page">
          {say('openDashboard')}
        </a>
      </header>
      {__DEMONSTRATION__ && <Demonstration />}
      <BriefingHead briefing={briefing} time={time} />
      <BriefingTools {...props} />
      {fault !== undefined && (
        <section class="notice" data-notice="storage" tabIndex={-1}>
          <h2>{say(fault === 'newer' ? 'storageNewerTitle' : 'storageTitle')}</h2>
          <p>{say('briefingFaultBody')}</p>
          <p>
            <button type="button" class="button main" data-action="retry" onClick={acts.retry}>
              {say('tryAgain')}
            </button>
          </p>
        </section>
      )}
      {missing.length > 0 && <p class="missing">{missing.join(' ')}</p>}
      {groups.map(({ category, stories }, index) => (
        <section class={index === 0 ? 'group first' : 'group'} key={category ?? ''}>
          <h2>
            {categoryWords(category)} <span>{stories.length}</span>
          </h2>
          {stories.map((story) => (
            <BriefingStory key={story.id} story={story} {...props} />
          ))}
        </section>
      ))}
      {kind === 'opening' && <p class="empty">{say('loading')}</p>}
      {kind === 'open' && total === 0 && <BriefingEmpty {...props} />}
      {shown < total && (
        <p class="older">
          {say('briefingShown', { shown, count: total })}
          <button type="button" class="button" data-action="more" onClick={acts.showMore}>
            {say('showMoreStories')}
          </button>
        </p>
      )}
      <footer>
        <p class="newsletter">
          {say('briefingNewsletter')}{' '}
          <a class="link" href={NEWSLETTER} target="_blank" rel="noreferrer" data-newsletter>
            {say('briefingNewsletterLink')}
          </a>
        </p>
        <p class="imprint">
          {say('briefingMade')} {!IS_OFFICIAL && `${say('independent')}.`}
        </p>
      </footer>
    </main>
  );
}

/** The story whose link was pressed. */
function storyOf(target: EventTarget | null, { groups }: Briefing): Headline | undefined {
  const link = target instanceof Element ? target.closest('[data-title]') : null;
  return groups.flatMap(({ stories }) => stories).find(({ id }) => id === link?.id);
}
