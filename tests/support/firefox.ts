// Drives Firefox over WebDriver BiDi, and through its privileged scope where BiDi ends. What this browser can't do,
// and how it is got round, stands at its place.

import { X509Certificate } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { Browser as ExtensionApi } from 'webextension-polyfill';
import { killAtOnce, makeProfile, quit, removeProfile } from './browser-process.ts';
import {
  type AlarmName,
  type Driver,
  type LaunchOptions,
  type Manifest,
  type Media,
  QUIET_PAGE,
  readManifest,
  type Surface,
  type Tab,
  USUAL_VIEWPORT,
} from './driver.ts';
import type { FilmEnd, Frame } from './film.ts';
import { filmInFirefox } from './firefox-film.ts';
import { FirefoxPopup, isPopupGone } from './firefox-popup.ts';
import { inBrowserWindow } from './firefox-privileged.ts';
import { makeGoOff } from './in-page.ts';
import { PageSurface, pageOf } from './page-surface.ts';
import type { Site } from './site.ts';
import { until } from './until.ts';

/** What the functions that run in a page of the extension find there. */
declare const browser: ExtensionApi;

/** Generous, as `until` is. */
const LAUNCH_TIMEOUT_MS = 120_000;
const PROTOCOL_TIMEOUT_MS = 90_000;
/** Firefox gives each profile a UUID of its own choosing; tests give it this one. */
const UUID = '11111111-2222-4333-8444-555555555555';

/** Starts Firefox; resolves when the extension is installed. */
export async function launchFirefox(executable: string, options: LaunchOptions): Promise<Driver> {
  const driver = new FirefoxDriver(executable, options);
  try {
    await driver.start();
  } catch (error) {
    await driver.close();
    throw error;
  }
  return driver;
}

class FirefoxDriver implements Driver {
  readonly kind = 'firefox';
  private readonly executable: string;
  private readonly options: LaunchOptions;
  private readonly manifest: Manifest;
  private readonly profile: string;
  private running: { browser: Browser; quietPage: Page } | undefined;
  private features: Media = {};

  constructor(executable: string, options: LaunchOptions) {
    this.executable = executable;
    this.options = options;
    this.manifest = readManifest(options.extension);
    this.profile = options.profile ?? makeProfile();
  }

  async start(): Promise<void> {
    await until(() => !hasBackups(this.profile), 'the preferences of the profile to be put back');
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: this.executable,
      headless: this.options.headless ?? true,
      userDataDir: this.profile,
      defaultViewport: null,
      timeout: LAUNCH_TIMEOUT_MS,
      protocolTimeout: PROTOCOL_TIMEOUT_MS,
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: preferencesFor(this.manifest, this.options),
    });
    const [quietPage = await browser.newPage()] = await browser.pages();
    this.running = { browser, quietPage };
    if (this.options.liveSite !== true) await trustSite(browser, this.options.site);
    await browser.installExtension(this.options.extension);
    await this.settleNewTab(browser);
    await visit(quietPage, this.extensionUrl(QUIET_PAGE));
    await this.media(this.features);
  }

  extensionUrl(path: string): string {
    return `moz-extension://${UUID}/${path}`;
  }

  async open(path: string): Promise<Surface> {
    const page = await this.now().browser.newPage();
    await visit(page, this.extensionUrl(path));
    return this.prepareTab(page);
  }

  async newTab(): Promise<Surface> {
    const { browser } = this.now();
    const known = new Set(await browser.pages());
    await inBrowserWindow(browser, pressNewTab);
    const address = this.extensionUrl(this.manifest.newTab);
    const page = await until(async () => {
      // A tab that was opened shortly before may be told of only now.
      for (const page of await browser.pages())
        if (!known.has(page) && (await isAt(page, address))) return page;
      return undefined;
    }, 'the new tab');
    return this.prepareTab(page);
  }

  filmNewTab(_end?: FilmEnd): Promise<Frame[]> {
    return filmInFirefox(this.now().browser, this.manifest.newTab === '' ? 'about' : 'moz-extension');
  }

  async openPopup(): Promise<Surface> {
    const { browser: firefox } = this.now();
    const popup = new FirefoxPopup(firefox);
    if (!(await inBrowserWindow(firefox, isPopupGone))) await popup.close(); // it opens none beside another
    await this.ask(() => browser.action.openPopup());
    const address = this.extensionUrl(this.manifest.popup);
    await popup.arriveAt(address);
    await this.applyOverrides();
    return popup;
  }

  badge(): Promise<{ text: string; title: string }> {
    return this.ask(async () => ({
      text: await browser.action.getBadgeText({}),
      title: await browser.action.getTitle({}),
    }));
  }

  // An event that comes while it is being ended keeps it, or wakes it at once.
  async stopWorker(): Promise<void> {
    const { browser } = this.now();
    const end = () => inBrowserWindow(browser, terminateBackground, this.manifest.geckoId);
    await until(async () => (await end()) === 'stopped', 'the end of the event page');
  }

  async interruptWorker(): Promise<boolean> {
    const { browser } = this.now();
    const state = await inBrowserWindow(browser, readBackgroundState, this.manifest.geckoId);
    await inBrowserWindow(browser, terminateBackground, this.manifest.geckoId);
    return state !== 'stopped';
  }

  wakeByAlarm(name: AlarmName = 'poll'): Promise<void> {
    return this.ask(makeGoOff, name);
  }

  async kill(): Promise<void> {
    const { browser } = this.now();
    this.running = undefined;
    await killAtOnce(browser);
  }

  databasePath(): string {
    return join(this.profile, 'storage/default', `moz-extension+++${UUID}`, 'idb');
  }

  async patchWorker<Args extends unknown[]>(
    change: (scope: typeof globalThis, ...args: Args) => void,
    ...args: Args
  ): Promise<void> {
    await this.now().quietPage.evaluate(
      `browser.runtime.getBackgroundPage().then((scope) => (${change})(scope, ...${JSON.stringify(args)}))`,
    );
  }

  clearDatabase(): Promise<void> {
    return Promise.reject(new Error('Firefox offers no such call'));
  }

  async restart(): Promise<void> {
    await this.quit();
    await this.start();
  }

  travel(page: Surface, zone: string): Promise<void> {
    return pageOf(page).emulateTimezone(zone);
  }

  memoryOf(): Promise<number> {
    return inBrowserWindow(this.now().browser, collectAndMeasure);
  }

  // BiDi has no call for these. Preferences speak for the system and all pages, whose process hears of them a little
  // later; forced colours and paper have none that works, so every tab is told.
  async media(features: Media): Promise<void> {
    this.features = features;
    const { browser } = this.now();
    await inBrowserWindow(browser, setIntegerPreferences, {
      'ui.systemUsesDarkTheme': features.dark ? 1 : 0,
      'ui.prefersReducedMotion': features.reducedMotion ? 1 : 0,
    });
    await this.applyOverrides();
    await until(async () => {
      const pages = (await browser.pages()).map((page) => new PageSurface(page));
      const asked = pages.map((page) => page.evaluate(isShownWith, features).catch(() => true)); // it was closed
      return (await Promise.all(asked)).every(Boolean);
    }, 'all pages to be shown so');
  }

  async setAccess(granted: boolean): Promise<void> {
    const { geckoId, hostPermissions } = this.manifest;
    await inBrowserWindow(this.now().browser, changePermission, geckoId, hostPermissions, granted);
  }

  async tabs(): Promise<Tab[]> {
    const tabs = await inBrowserWindow(this.now().browser, listTabs);
    return tabs.filter(({ url }) => url !== this.extensionUrl(QUIET_PAGE));
  }

  focusedInAddressBar(): Promise<boolean> {
    return inBrowserWindow(this.now().browser, () => document.activeElement === gURLBar.inputField);
  }

  async close(): Promise<void> {
    await this.quit();
    if (this.options.profile === undefined) removeProfile(this.profile);
  }

  private async settleNewTab(browser: Browser): Promise<void> {
    if (this.manifest.newTab === '') return;
    const address = this.extensionUrl(this.manifest.newTab);
    await until(
      async () => (await inBrowserWindow(browser, readNewTabAddress)) === address,
      'the new tab page',
    );
    await inBrowserWindow(browser, keepNewTabPage, this.manifest.geckoId);
  }

  async quit(): Promise<void> {
    const browser = this.running?.browser;
    this.running = undefined;
    if (browser !== undefined) await quit(browser);
  }

  private now(): { browser: Browser; quietPage: Page } {
    if (this.running === undefined) throw new Error('the browser is not running');
    return this.running;
  }

  private ask<Args extends unknown[], T>(fn: (...args: Args) => T, ...args: Args): Promise<Awaited<T>> {
    return new PageSurface(this.now().quietPage).evaluate(fn, ...args);
  }

  private async prepareTab(page: Page): Promise<Surface> {
    await page.setViewport(this.options.viewport ?? USUAL_VIEWPORT);
    await this.applyOverrides();
    return new PageSurface(page);
  }

  private async applyOverrides(): Promise<void> {
    const { forcedColors = false, print = false } = this.features;
    await inBrowserWindow(this.now().browser, overrideMedia, forcedColors, print);
  }
}

function preferencesFor(
  { geckoId, newTab }: Manifest,
  { site, liveSite = false }: LaunchOptions,
): Record<string, unknown> {
  const standIn = {
    'network.proxy.type': 0,
    'network.trr.mode': 5, // no DNS over HTTPS, which would not ask localDomains
    'network.dns.localDomains': `${site.host},www.${site.host}`,
    'network.socket.forcePort': `443=${site.port}`,
  };
  return {
    'extensions.webextOptionalPermissionPrompts': false, // the question for access is answered with yes
    'extensions.webextensions.uuids': JSON.stringify({ [geckoId]: UUID }),
    ...(newTab === '' && { 'browser.newtabpage.enabled': true }), // puppeteer takes Firefox's own away
    'devtools.jsonview.enabled': false, // its viewer would take the extension's API from the quiet page
    ...(liveSite ? {} : standIn),
  };
}

/**
 * Whether puppeteer has yet to put back the preferences that it found in a profile. It does so when the process is
 * gone, without being waited for, and its next start trips over a file that is away for that moment.
 */
function hasBackups(profile: string): boolean {
  return readdirSync(profile).some((name) => name.endsWith('.puppeteer'));
}

/** Never by awaiting `goto`, which does not resolve for addresses of an extension. */
async function visit(page: Page, address: string): Promise<void> {
  page.goto(address).catch(() => undefined);
  await arriveAt(page, address);
}

async function arriveAt(page: Page, address: string): Promise<void> {
  await until(() => isAt(page, address), address);
}

function isAt(page: Page, address: string): Promise<boolean> {
  const isThere = (url: string) => location.href === url && document.readyState === 'complete';
  return new PageSurface(page).evaluate(isThere, address);
}

/** In a page: whether what the reader prefers has reached it. One out of view hears of it once it comes into view. */
function isShownWith({ dark = false, reducedMotion = false, print = false }: Media): boolean {
  if (location.protocol !== 'moz-extension:' || document.visibilityState === 'hidden') return true;
  return (
    (print || matchMedia('(prefers-color-scheme: dark)').matches === dark) && // paper is light
    matchMedia('print').matches === print &&
    matchMedia('(prefers-reduced-motion: reduce)').matches === reducedMotion
  );
}

/** Accepts this one certificate for this one host, as a reader may; the override goes by the real port. */
async function trustSite(browser: Browser, { host, port, certificate }: Site): Promise<void> {
  const der = new X509Certificate(certificate).raw.toString('base64');
  await inBrowserWindow(browser, overrideCertificate, [host, `www.${host}`], port, der);
}

// What follows runs in the browser's window and sees its globals.

interface Tabbrowser {
  tabs: { selected: boolean; linkedBrowser: BrowserElement }[];
}

interface BrowserElement extends Element {
  currentURI: { spec: string };
  browsingContext: { forcedColorsOverride: 'active' | 'none'; mediumOverride: 'print' | '' };
}

interface Extension {
  backgroundState: string;
  terminateBackground(options: {
    ignoreDevToolsAttached: boolean;
    disableResetIdleForTest: boolean;
  }): Promise<void>;
}

interface PermissionSet {
  permissions: string[];
  origins: string[];
}

interface ExtensionPermissions {
  add(id: string, change: PermissionSet, extension: Extension): Promise<void>;
  remove(id: string, change: PermissionSet, extension: Extension): Promise<void>;
}

interface ExtensionSettingsStore {
  initialize(): Promise<void>;
  addSetting(
    id: string,
    type: string,
    key: string,
    value: boolean,
    initialValue: () => boolean,
  ): Promise<unknown>;
}

interface Certificates {
  constructX509FromBase64(der: string): object;
}

interface Overrides {
  rememberValidityOverride(
    host: string,
    port: number,
    origin: object,
    certificate: object,
    temporary: boolean,
  ): void;
}

interface MemoryReporters {
  minimizeMemoryUsage(collected: () => void): void;
}

declare const gBrowser: Tabbrowser;
declare const gURLBar: { inputField: Element };
declare const BrowserCommands: { openTab(): void };
declare const WebExtensionPolicy: { getByID(id: string): { extension: Extension } };
declare const ChromeUtils: {
  importESModule(url: string): {
    ExtensionPermissions: ExtensionPermissions;
    ExtensionSettingsStore: ExtensionSettingsStore;
    AboutNewTab: { newTabURL: string; willNotifyUser: boolean };
  };
  requestProcInfo(): Promise<{ children: { type: string; memory: number }[] }>;
};
declare const Services: {
  obs: { notifyObservers(subject: object | null, topic: string): void };
  prefs: { setIntPref(name: string, value: number): void };
};
declare const Cc: {
  '@mozilla.org/security/x509certdb;1': { getService(type: unknown): Certificates };
  '@mozilla.org/security/certoverride;1': { getService(type: unknown): Overrides };
  '@mozilla.org/memory-reporter-manager;1': { getService(type: unknown): MemoryReporters };
};
declare const Ci: {
  nsIX509CertDB: unknown;
  nsICertOverrideService: unknown;
  nsIMemoryReporterManager: unknown;
};

function overrideCertificate(hosts: string[], port: number, der: string): void {
  const certificate = Cc['@mozilla.org/security/x509certdb;1']
    .getService(Ci.nsIX509CertDB)
    .constructX509FromBase64(der);
  const overrides = Cc['@mozilla.org/security/certoverride;1'].getService(Ci.nsICertOverrideService);
  for (const host of hosts) overrides.rememberValidityOverride(host, port, {}, certificate, true);
}

function readNewTabAddress(): string {
  return ChromeUtils.importESModule('resource:///modules/AboutNewTab.sys.mjs').AboutNewTab.newTabURL;
}

function pressNewTab(): void {
  BrowserCommands.openTab();
}

/**
 * Answers beforehand what Firefox asks at the first new tab, whether to keep the extension's page, and lets it
 * know: as long as it means to ask, it keeps the focus out of the address bar (ExtensionControlledPopup).
 */
async function keepNewTabPage(id: string): Promise<void> {
  const { AboutNewTab } = ChromeUtils.importESModule('resource:///modules/AboutNewTab.sys.mjs');
  const { ExtensionSettingsStore } = ChromeUtils.importESModule(
    'resource://gre/modules/ExtensionSettingsStore.sys.mjs',
  );
  await ExtensionSettingsStore.initialize();
  await ExtensionSettingsStore.addSetting(id, 'newTabNotification', id, true, () => false);
  Services.obs.notifyObservers({ wrappedJSObject: Promise.resolve() }, 'browser-open-newtab-start');
  if (AboutNewTab.willNotifyUser) throw new Error('Firefox still means to ask about the new tab');
}

/** Ends the event page; resolves to the state it is in then. */
async function terminateBackground(id: string): Promise<string> {
  const { extension } = WebExtensionPolicy.getByID(id);
  await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });
  return extension.backgroundState;
}

function readBackgroundState(id: string): string {
  return WebExtensionPolicy.getByID(id).extension.backgroundState;
}

async function changePermission(id: string, origins: string[], granted: boolean): Promise<void> {
  const { ExtensionPermissions } = ChromeUtils.importESModule(
    'resource://gre/modules/ExtensionPermissions.sys.mjs',
  );
  const { extension } = WebExtensionPolicy.getByID(id);
  const change = { permissions: [], origins };
  if (granted) await ExtensionPermissions.add(id, change, extension);
  else await ExtensionPermissions.remove(id, change, extension);
}

function setIntegerPreferences(values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) Services.prefs.setIntPref(name, value);
}

function overrideMedia(isForced: boolean, isPrint: boolean): void {
  const popup = document.querySelector<BrowserElement>('.webextension-popup-browser');
  const browsers = gBrowser.tabs.map(({ linkedBrowser }) => linkedBrowser);
  for (const { browsingContext } of popup === null ? browsers : [...browsers, popup]) {
    browsingContext.forcedColorsOverride = isForced ? 'active' : 'none';
    browsingContext.mediumOverride = isPrint ? 'print' : '';
  }
}

/** The memory of the process of extensions, in MB, once all of Firefox has collected what it can. */
async function collectAndMeasure(): Promise<number> {
  await new Promise<void>((collected) => {
    Cc['@mozilla.org/memory-reporter-manager;1']
      .getService(Ci.nsIMemoryReporterManager)
      .minimizeMemoryUsage(collected);
  });
  Services.obs.notifyObservers(null, 'child-mmu-request');
  const { children } = await ChromeUtils.requestProcInfo();
  return (children.find(({ type }) => type === 'extension')?.memory ?? Number.NaN) / 1e6;
}

function listTabs(): Tab[] {
  return gBrowser.tabs.map(({ selected, linkedBrowser }) => ({
    url: linkedBrowser.currentURI.spec,
    active: selected,
  }));
}
