import { useState } from 'preact/hooks';
import { CHOICES, isChoice, type Settings } from '../lib/settings.ts';
import { hourWords } from '../lib/words/dates.ts';
import { say } from '../lib/words/say.ts';

type Hour = Settings['briefingHour'];

export interface HourSelectProps {
  /** The hour that is kept. */
  hour: number;
  isDisabled: boolean;
  /** Keeps another; resolves once it is shown, or can't be kept. */
  choose(hour: Hour): Promise<void>;
}

/** The hour of the daily briefing. Keys pass through hours faster than they are kept: meanwhile the last one stands. */
export function HourSelect({ hour, isDisabled, choose }: HourSelectProps) {
  const [picked, pick] = useState<{ hour: Hour }>();
  return (
    <select
      aria-label={say('settingBriefingHour')}
      value={picked?.hour ?? hour}
      disabled={isDisabled}
      onChange={({ currentTarget }) => {
        const value = Number(currentTarget.value);
        if (!isChoice('briefingHour', value)) return;
        const last = { hour: value };
        pick(last);
        void choose(value).then(() => pick((now) => (now === last ? undefined : now)));
      }}
    >
      {CHOICES.briefingHour.map((choice) => (
        <option key={choice} value={choice}>
          {hourWords(choice)}
        </option>
      ))}
    </select>
  );
}
