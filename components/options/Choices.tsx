import { choiceWords, type ListedName } from '../../lib/page/options-words.ts';
import type { OptionsProps } from '../../lib/page/start-options.ts';
import { CHOICES, isChoice, type Settings } from '../../lib/settings.ts';
import { Setting } from './Setting.tsx';

/** A setting with a few choices: one of them always holds. */
export function Choices<Name extends ListedName>({ name, ...props }: OptionsProps & { name: Name }) {
  const { settings } = props.options;
  const choose = (value: Settings[Name]) => props.acts.choose({ [name]: value });
  return (
    <Setting name={name} {...props}>
      <Radios name={name} value={settings[name]} choose={choose} />
    </Setting>
  );
}

/** The radio buttons of a setting. */
export function Radios<Name extends ListedName>({
  name,
  value,
  choose,
}: {
  name: Name;
  value: Settings[Name];
  choose: (value: Settings[Name]) => void;
}) {
  const choices: readonly unknown[] = CHOICES[name];
  return choices.map((choice) => {
    if (!isChoice(name, choice)) return null;
    return (
      <label class="choice" key={String(choice)}>
        <input
          type="radio"
          name={name}
          value={String(choice)}
          checked={choice === value}
          onChange={() => choose(choice)}
        />
        {choiceWords(name, choice)}
      </label>
    );
  });
}
