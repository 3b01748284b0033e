// Choosing on the options page, as a reader does.

import type { SettingName } from '../../lib/settings.ts';
import type { Driver, Surface } from '../support/browser.ts';
import { until } from '../support/until.ts';

export async function openOptions(driver: Driver): Promise<Surface> {
  const options = await driver.open('options.html');
  await options.waitFor(() => document.querySelector('[data-options]') !== null, 'the settings');
  return options;
}

/** The control of a choice. */
export function option(setting: SettingName, value: string | number | boolean): string {
  return `[data-setting="${setting}"] input[value="${value}"]`;
}

export async function choose(
  options: Surface,
  setting: SettingName,
  value: string | number | boolean,
): Promise<void> {
  await options.click(option(setting, value));
  await untilChosen(options, setting, value);
}

/** Waits until the page shows that a choice holds: as it is kept, not as it was pressed. */
export function untilChosen(
  options: Surface,
  setting: SettingName,
  value: string | number | boolean,
): Promise<unknown> {
  return until(
    () =>
      options.evaluate(
        (name, kept) => document.querySelector(`[data-setting="${name}"][data-value="${kept}"]`) !== null,
        setting,
        String(value),
      ),
    `${setting} ${value}`,
  );
}
