import type { ComponentChildren } from 'preact';
import { HINTS, TITLES } from '../../lib/page/options-words.ts';
import type { OptionsProps } from '../../lib/page/start-options.ts';
import type { SettingName } from '../../lib/settings.ts';
import { say } from '../../lib/words/say.ts';

/** One setting: its name, its controls, what is to be known of it, and the way back where it was chosen. */
export function Setting(props: OptionsProps & { name: SettingName; children: ComponentChildren }) {
  const { name, options, acts, children } = props;
  const title = say(TITLES[name]);
  const hint = HINTS[name];
  return (
    <fieldset
      class="setting"
      data-setting={name}
      data-value={String(options.settings[name])}
      disabled={options.fault !== undefined}
      aria-describedby={hint && `hint-${name}`}
    >
      <legend>{title}</legend>
      <div class="controls">{children}</div>
      {hint && (
        <p class="hint" id={`hint-${name}`}>
          {say(hint)}
        </p>
      )}
      {options.changed.has(name) && (
        <button
          type="button"
          class="link reset"
          data-action="reset"
          aria-label={say('resetNamed', { name: title })}
          onClick={() => acts.takeBack(name)}
        >
          {say('resetOne')}
        </button>
      )}
    </fieldset>
  );
}
