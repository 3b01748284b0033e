// What a test may do with a browser that runs the extension: one interface for Chromium and Firefox, so that a
// test is written once. How it is done is in chromium.ts and firefox.ts.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FilmEnd, Frame } from './film.ts';
import type { Site } from './site.ts';

export type Kind = 'chromium' | 'firefox';

/** The alarms of the extension. */
export type AlarmName = 'poll' | 'fill';

export type Modifier = 'Control' | 'Meta' | 'Shift';

export interface ClickOptions {
  button?: 'left' | 'middle';
  modifiers?: Modifier[];
}

/** What axe-core found wrong. */
export interface Violation {
  id: string;
  impact: string;
  help: string;
  /** The markup of each place. */
  places: string[];
}

/** An open page of the extension: popup, new tab or tab. Every input is a trusted event of the browser. */
export interface Surface {
  /** Runs a function in the page. It sees nothing but its arguments, which pass through JSON as its result does. */
  evaluate<Args extends unknown[], T>(fn: (...args: Args) => T, ...args: Args): Promise<Awaited<T>>;
  /** Waits until a function in the page gives something truthy; the error names `what`. */
  waitFor(fn: () => unknown, what: string): Promise<void>;
  /** Presses and releases a key by its name in UI Events: 'Enter', 'Tab', 'a'. */
  press(key: string, modifiers?: Modifier[]): Promise<void>;
  /** Types into what has the focus. */
  type(text: string): Promise<void>;
  /** Waits until an element matches, scrolls the first one into view and clicks on its middle once it rests there. */
  click(selector: string, options?: ClickOptions): Promise<void>;
  /** Writes a PNG of what is in view. */
  screenshot(path: string): Promise<void>;
  /** Checks the page with axe-core. */
  axe(): Promise<Violation[]>;
  /** Makes its tab the active one; a popup is in front as long as it is there. */
  bringToFront(): Promise<void>;
  close(): Promise<void>;
}

export interface Media {
  dark?: boolean;
  reducedMotion?: boolean;
  forcedColors?: boolean;
  /** As on paper. */
  print?: boolean;
}

export interface Tab {
  url: string;
  active: boolean;
}

export interface Driver {
  readonly kind: Kind;
  extensionUrl(path: string): string;
  /** A page of the extension in a tab of its own, e.g. 'popup.html?from=2'. */
  open(path: string): Promise<Surface>;
  /** A new tab as Ctrl+T opens it; Firefox's question whether to keep the extension's page is answered. */
  newTab(): Promise<Surface>;
  /**
   * The frames of a new tab, from the first that is painted to the one with the headlines; or, of one that was given
   * back, to that of the browser's own page (Chromium) or of the one line (Firefox); or, where the package has none,
   * to that of the browser's own.
   */
  filmNewTab(end?: FilmEnd): Promise<Frame[]>;
  /** The real popup. */
  openPopup(): Promise<Surface>;
  /** What the toolbar button says, over all tabs. */
  badge(): Promise<{ text: string; title: string }>;
  /** Ends the worker as the browser does when it is idle; resolves when it is gone. */
  stopWorker(): Promise<void>;
  /**
   * Ends the worker in the midst of whatever it does, and does not wait for its end: what a page asks may wake it
   * again at once. Whether there was one to end.
   */
  interruptWorker(): Promise<boolean>;
  /** Makes an alarm go off at once, with the period it has; resolves when it has gone off. 'poll' when absent. */
  wakeByAlarm(name?: AlarmName): Promise<void>;
  /** Ends the browser without warning (SIGKILL). */
  kill(): Promise<void>;
  /** Ends the browser properly; its profile stays, for `restart`. */
  quit(): Promise<void>;
  /** Where the extension's IndexedDB stands in the profile: Chromium's directory of one database, Firefox's of all. */
  databasePath(): string;
  /**
   * Changes the worker's globals, until it is stopped; `change` sees nothing but them and its arguments, which pass
   * through JSON. Wakes a stopped one.
   */
  patchWorker<Args extends unknown[]>(
    change: (scope: typeof globalThis, ...args: Args) => void,
    ...args: Args
  ): Promise<void>;
  /** Takes the extension's IndexedDB away as "clear site data" does. Chromium only; throws in Firefox. */
  clearDatabase(): Promise<void>;
  /** Starts the browser again with the same profile, ending it properly first where it still runs. */
  restart(): Promise<void>;
  /** Lets a page that is open be in another time zone ('Asia/Tokyo'), as a laptop on a journey. */
  travel(page: Surface, zone: string): Promise<void>;
  /**
   * What is in use after a collection, in MB: the heap of the page in Chromium; in Firefox, which tells of no less, all of
   * the process that the extension's pages share.
   */
  memoryOf(page: Surface): Promise<number>;
  /** What the reader's system prefers, for all pages open now and opened later. All that is not named is off. */
  media(features: Media): Promise<void>;
  /** Takes the permission for the site away or gives it back. Firefox only; throws in Chromium. */
  setAccess(granted: boolean): Promise<void>;
  /** The tabs of the window, from left to right, without the driver's own. */
  tabs(): Promise<Tab[]>;
  /**
   * Firefox: whether the address bar has the focus. Chromium without a window has none to ask, but keeps count of
   * the focus: whether the active page is without it.
   */
  focusedInAddressBar(): Promise<boolean>;
  /** Ends the browser and removes its profile. */
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Directory of the built extension. */
  extension: string;
  site: Site;
  /** True when absent. */
  headless?: boolean;
  /** A profile to use and keep; when absent, a fresh one that `close` removes. */
  profile?: string;
  /** Size of the pages in tabs; 1280 × 800 when absent. */
  viewport?: Viewport;
  /** Asks the real site instead of the stand-in. */
  liveSite?: boolean;
}

export interface Viewport {
  width: number;
  height: number;
}

export const USUAL_VIEWPORT: Viewport = { width: 1280, height: 800 };

/**
 * A file that every extension has and that runs nothing: opened in a tab it gives the driver the extension's API
 * without waking the worker and without a page of ours.
 */
export const QUIET_PAGE = 'manifest.json';

/** What a driver has to know of the manifest. */
export interface Manifest {
  popup: string;
  newTab: string;
  hostPermissions: string[];
  /** Firefox's id of the extension; '' where the manifest has none. */
  geckoId: string;
}

/** Reads the manifest in a built extension. Throws when there is none. */
export function readManifest(extension: string): Manifest {
  const manifest: unknown = JSON.parse(readFileSync(join(extension, 'manifest.json'), 'utf8'));
  const hosts = at(manifest, 'host_permissions');
  return {
    popup: text(at(manifest, 'action', 'default_popup')),
    newTab: text(at(manifest, 'chrome_url_overrides', 'newtab')),
    hostPermissions: Array.isArray(hosts) ? hosts.map(text) : [],
    geckoId: text(at(manifest, 'browser_specific_settings', 'gecko', 'id')),
  };
}

function at(json: unknown, ...path: string[]): unknown {
  return path.reduce((inner, key) => (isRecord(inner) ? inner[key] : undefined), json);
}

function isRecord(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null;
}

function text(json: unknown): string {
  return typeof json === 'string' ? json : '';
}
