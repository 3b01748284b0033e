// The browser's API for pages, which must paint first: in today's browsers webextension-polyfill passes the
// native object through at a cost of 2.8 kB gzipped a page (docs/decisions.md, polyfill). The worker imports it.

import type { Browser } from 'webextension-polyfill';

declare const chrome: Browser;

/** `browser` where the browser has it; else `chrome`, whose Manifest V3 API returns promises as well. */
export const browser: Browser =
  'browser' in globalThis ? (globalThis as unknown as { browser: Browser }).browser : chrome;
