import type { ComponentChildren } from 'preact';
import type { OptionsProps } from '../lib/page/start-options.ts';
import { type PlainMessage, say } from '../lib/words/say.ts';
import { Choices } from './options/Choices.tsx';
import { FeedChoice } from './options/FeedChoice.tsx';
import { HourChoice } from './options/HourChoice.tsx';
import { RetentionChoice } from './options/RetentionChoice.tsx';

/** The settings, in the order in which readers look for them. */
export function OptionsPage(props: OptionsProps) {
  const { options, acts } = props;
  return (
    <main class="options" data-options>
      <header class="masthead">
        <img class="sign" src="/icon/icon.svg" alt="" />
        <h1 class="product">{say('optionsTitle')}</h1>
        <a class="link" href="/newtab.html#front-page">
          {say('openDashboard')}
        </a>
      </header>
      {options.fault !== undefined && (
        <section class="notice" data-notice="storage">
          <h2>{say('optionsFaultTitle')}</h2>
          <p>{say('optionsFaultBody')}</p>
        </section>
      )}
      <Part heading="optionsReading">
        <Choices name="theme" {...props} />
        <Choices name="accent" {...props} />
        <Choices name="density" {...props} />
        <Choices name="textSize" {...props} />
        <Choices name="ticker" {...props} />
        <Choices name="tickerSpeed" {...props} />
        <Choices name="images" {...props} />
        <HourChoice {...props} />
        <Choices name="keys" {...props} />
      </Part>
      <Part heading="optionsBadge">
        <Choices name="badge" {...props} />
        <Choices name="unreadDays" {...props} />
      </Part>
      {__HAS_NEW_TAB__ && (
        <Part heading="optionsNewTab">
          <Choices name="newTab" {...props} />
        </Part>
      )}
      <Part heading="optionsAsking">
        <Choices name="interval" {...props} />
        <FeedChoice {...props} />
      </Part>
      <Part heading="optionsKeeping">
        <Choices name="archive" {...props} />
        <RetentionChoice {...props} />
      </Part>
      <footer class="acts">
        <button
          type="button"
          class="button"
          data-action="reset-all"
          aria-disabled={options.changed.size === 0 || undefined}
          onClick={() => options.changed.size > 0 && acts.takeBack('all')}
        >
          {say('resetAll')}
        </button>
        {options.canUndo && (
          <button type="button" class="link" data-action="undo" onClick={acts.undo}>
            {say('undo')}
          </button>
        )}
      </footer>
    </main>
  );
}

function Part({ heading, children }: { heading: PlainMessage; children: ComponentChildren }) {
  return (
    <section class="part">
      <h2>{say(heading)}</h2>
      {children}
    </section>
  );
}
