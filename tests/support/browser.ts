// Starts a browser with the extension, in front of the stand-in for the site.

import { ensureBrowser } from '../../scripts/browsers.ts';
import { launchChromium } from './chromium.ts';
import type { Driver, Kind, LaunchOptions } from './driver.ts';
import { launchFirefox } from './firefox.ts';

export type { Driver, Kind, LaunchOptions, Media, Surface, Tab, Violation } from './driver.ts';

/** Resolves when the extension is installed. Throws when there is no such browser and none can be had. */
export async function launch(kind: Kind, options: LaunchOptions): Promise<Driver> {
  const executable = await ensureBrowser(kind);
  return kind === 'chromium' ? launchChromium(executable, options) : launchFirefox(executable, options);
}
