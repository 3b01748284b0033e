import { titleOf } from '../../lib/page/briefing-words.ts';
import type { BriefingProps } from '../../lib/page/start-briefing.ts';
import type { BriefingKind } from '../../lib/story/briefing.ts';
import { type PlainMessage, say } from '../../lib/words/say.ts';
import { HourSelect } from '../HourSelect.tsx';

const WHICH: readonly BriefingKind[] = ['day', 'today', 'yesterday'];

/** Which stories, and what can be done with them. */
export function BriefingTools({ briefing, acts, copied }: BriefingProps) {
  const { which, hour, included, shown, fault } = briefing;
  const isIdle = included === 0;
  const tool = (action: string, words: PlainMessage, press: () => void) => (
    <button
      type="button"
      class="button"
      data-action={action}
      aria-disabled={isIdle || undefined}
      onClick={press}
    >
      {say(words)}
    </button>
  );
  return (
    <div class="controls">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame, and its legend is no heading here */}
      <div class="which" role="group" aria-label={say('briefingWhich')}>
        {WHICH.map((one) => (
          <button
            key={one}
            type="button"
            class="choice"
            data-action={`show-${one}`}
            aria-pressed={which === one}
            onClick={() => acts.show(one)}
          >
            {titleOf(one)}
          </button>
        ))}
        {which === 'day' && (
          <span class="hour" data-setting="briefingHour" data-value={hour}>
            {say('briefingFrom')}
            <HourSelect hour={hour} isDisabled={fault !== undefined} choose={acts.chooseHour} />
          </span>
        )}
      </div>
      {shown > 0 && (
        <section class="take" aria-label={say('briefingTake')}>
          {tool('copy-markdown', 'copyAsMarkdown', () => acts.copyAs('markdown'))}
          {tool('copy-text', 'copyAsText', () => acts.copyAs('text'))}
          {tool('print', 'print', acts.print)}
          <span class="including">
            <button type="button" class="link" data-action="include-all" onClick={acts.includeAll}>
              {say('includeAll')}
            </button>
            <button type="button" class="link" data-action="include-none" onClick={acts.includeNone}>
              {say('includeNone')}
            </button>
          </span>
          {copied !== undefined && copied.refused === undefined && (
            <p class="copied">{say(copied.form === 'markdown' ? 'copiedMarkdown' : 'copiedText')}</p>
          )}
          {isIdle && <p class="copied">{say('briefingNothing')}</p>}
          {copied?.refused !== undefined && (
            <label class="refused">
              {say('copyRefused')}
              <textarea readOnly rows={12} spellcheck={false} value={copied.refused} />
            </label>
          )}
        </section>
      )}
    </div>
  );
}
