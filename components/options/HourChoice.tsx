import type { OptionsProps } from '../../lib/page/start-options.ts';
import { HourSelect } from '../HourSelect.tsx';
import { Setting } from './Setting.tsx';

/** The hour of the daily briefing: more choices than stand beside each other. */
export function HourChoice(props: OptionsProps) {
  const { options, acts } = props;
  return (
    <Setting name="briefingHour" {...props}>
      <HourSelect
        hour={options.settings.briefingHour}
        isDisabled={options.fault !== undefined}
        choose={(briefingHour) => acts.choose({ briefingHour })}
      />
    </Setting>
  );
}
