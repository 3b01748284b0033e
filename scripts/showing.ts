// What `npm start` is about to show; how is open-window.ts's and take-pictures.ts's business.

import type { Site } from '../tests/support/site.ts';
import type { BrowserKind } from './browsers.ts';

export interface Showing {
  kind: BrowserKind;
  /** The browser's path. */
  executable: string;
  /** Directory of the built extension. */
  extension: string;
  /** Directory of the profile. One that was in front of the demonstration never meets the live feed. */
  profile: string;
  /** The stand-in for the site; absent on the live feed. */
  demonstration?: Site;
}
