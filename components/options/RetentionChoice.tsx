import { previewWords } from '../../lib/page/options-words.ts';
import type { OptionsProps } from '../../lib/page/start-options.ts';
import { say } from '../../lib/words/say.ts';
import { Radios } from './Choices.tsx';
import { Setting } from './Setting.tsx';

/** What is kept. What would go is shown first, and goes with a second press. */
export function RetentionChoice(props: OptionsProps) {
  const { options, acts } = props;
  const { settings, retention } = options;
  return (
    <Setting name="retention" {...props}>
      <Radios
        name="retention"
        value={retention?.choice ?? settings.retention}
        choose={acts.previewRetention}
      />
      {retention && (
        <div class="preview" data-preview={retention.preview.stories}>
          <p>{previewWords(retention.preview, options.now)}</p>
          <p class="acts">
            <button
              type="button"
              class="button main"
              data-action="apply-retention"
              onClick={acts.applyRetention}
            >
              {retention.preview.stories > 0
                ? say('retentionApply', { count: retention.preview.stories })
                : say('retentionChoose')}
            </button>
            <button
              type="button"
              class="button"
              data-action="cancel-retention"
              onClick={acts.cancelRetention}
            >
              {say('retentionCancel')}
            </button>
          </p>
        </div>
      )}
    </Setting>
  );
}
