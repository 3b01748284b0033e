// Drives Chromium over the DevTools protocol. What this browser can't do, and how it is got round, stands at its place.

import { join } from 'node:path';
import puppeteer, { type Browser, type Extension, type Page, type Target } from 'puppeteer-core';
import type { Browser as ExtensionApi } from 'webextension-polyfill';
import { killAtOnce, makeProfile, quit, removeProfile } from './browser-process.ts';
import { filmInChromium } from './chromium-film.ts';
import {
  type AlarmName,
  type ClickOptions,
  type Driver,
  type LaunchOptions,
  type Manifest,
  type Media,
  type Modifier,
  QUIET_PAGE,
  readManifest,
  type Surface,
  type Tab,
  USUAL_VIEWPORT,
} from './driver.ts';
import type { FilmEnd, Frame } from './film.ts';
import { makeGoOff } from './in-page.ts';
import { PageSurface, pageOf } from './page-surface.ts';
import { until } from './until.ts';

/** What the functions that run in a page of the extension find there. */
declare const chrome: ExtensionApi;

/** Generous, as `until` is. */
const LAUNCH_TIMEOUT_MS = 120_000;
const PROTOCOL_TIMEOUT_MS = 90_000;
const TARGET_TIMEOUT_MS = 60_000;
/** The browser's own name for a new tab, whatever page an extension puts there. */
const NEW_TAB = 'chrome://newtab/';

/** Starts Chromium; resolves when the extension is installed. */
export async function launchChromium(executable: string, options: LaunchOptions): Promise<Driver> {
  const driver = new ChromiumDriver(executable, options);
  try {
    await driver.start();
  } catch (error) {
    await driver.close();
    throw error;
  }
  return driver;
}

class ChromiumDriver implements Driver {
  readonly kind = 'chromium';
  private readonly executable: string;
  private readonly options: LaunchOptions;
  private readonly manifest: Manifest;
  private readonly profile: string;
  /** Made from the path of the extension: every start gives the same. */
  private extensionId = '';
  private running: { browser: Browser; extensionId: string; quietPage: Page } | undefined;
  private popup: ChromiumPopup | undefined;
  private features: Media = {};

  constructor(executable: string, options: LaunchOptions) {
    this.executable = executable;
    this.options = options;
    this.manifest = readManifest(options.extension);
    this.profile = options.profile ?? makeProfile();
  }

  async start(): Promise<void> {
    const browser = await puppeteer.launch({
      executablePath: this.executable,
      headless: this.options.headless ?? true,
      pipe: true,
      enableExtensions: [this.options.extension],
      userDataDir: this.profile,
      defaultViewport: null,
      timeout: LAUNCH_TIMEOUT_MS,
      protocolTimeout: PROTOCOL_TIMEOUT_MS,
      args: argumentsFor(this.options),
    });
    const [quietPage = await browser.newPage()] = await browser.pages();
    this.running = { browser, extensionId: '', quietPage };
    this.extensionId = (await until(() => soleExtension(browser), 'the extension')).id;
    this.running.extensionId = this.extensionId;
    await quietPage.goto(this.extensionUrl(QUIET_PAGE));
  }

  extensionUrl(path: string): string {
    return `chrome-extension://${this.now().extensionId}/${path}`;
  }

  async open(path: string): Promise<Surface> {
    const page = await this.now().browser.newPage();
    await this.prepareTab(page);
    await page.goto(this.extensionUrl(path));
    return new PageSurface(page);
  }

  async newTab(): Promise<Surface> {
    const target = await this.newTargetAt(NEW_TAB, () => chrome.tabs.create({}));
    const page = await target.page();
    if (page === null) throw new Error('the new tab is no page');
    const address = this.extensionUrl(this.manifest.newTab);
    await until(
      () => page.evaluate((url) => location.href === url && document.readyState === 'complete', address),
      address,
    );
    await this.prepareTab(page);
    return new PageSurface(page);
  }

  async filmNewTab(end: FilmEnd = 'headlines'): Promise<Frame[]> {
    const page = await this.now().browser.newPage();
    await this.prepareTab(page);
    const { newTab } = this.manifest;
    const frames = await filmInChromium(page, newTab === '' ? NEW_TAB : this.extensionUrl(newTab), end);
    await page.close();
    return frames;
  }

  async openPopup(): Promise<Surface> {
    if (this.popup?.page.isClosed() === false) await this.popup.close(); // it opens none beside another
    const address = this.extensionUrl(this.manifest.popup);
    const target = await this.newTargetAt(address, () => chrome.action.openPopup());
    const page = await target.asPage(); // puppeteer does not list a popup among its pages
    this.popup = new ChromiumPopup(page);
    await applyMedia(page, this.features);
    await this.popup.waitFor(() => document.readyState === 'complete', 'the popup');
    return this.popup;
  }

  badge(): Promise<{ text: string; title: string }> {
    return this.ask(async () => ({
      text: await chrome.action.getBadgeText({}),
      title: await chrome.action.getTitle({}),
    }));
  }

  // Closing its target is what ends a worker: ServiceWorker.stopWorker leaves it "starting" for ever, and a
  // handle taken before its target is gone is the dying one's. A message on its way may wake it once more.
  async stopWorker(): Promise<void> {
    await until(async () => {
      const target = this.workerTarget();
      await (await target?.worker())?.close();
      return target === undefined;
    }, 'the end of the worker');
  }

  async interruptWorker(): Promise<boolean> {
    try {
      const worker = await this.workerTarget()?.worker();
      await worker?.close();
      return Boolean(worker);
    } catch {
      return false; // it ended by itself in between
    }
  }

  wakeByAlarm(name: AlarmName = 'poll'): Promise<void> {
    return this.ask(makeGoOff, name);
  }

  async kill(): Promise<void> {
    const { browser } = this.now();
    this.running = undefined;
    this.popup = undefined;
    await killAtOnce(browser);
  }

  databasePath(): string {
    return join(
      this.profile,
      'Default/IndexedDB',
      `chrome-extension_${this.extensionId}_0.indexeddb.leveldb`,
    );
  }

  async patchWorker<Args extends unknown[]>(
    change: (scope: typeof globalThis, ...args: Args) => void,
    ...args: Args
  ): Promise<void> {
    const { browser } = this.now();
    const isWorker = (target: Target) =>
      target.type() === 'service_worker' && target.url().startsWith(this.extensionUrl(''));
    const target = await browser.waitForTarget(isWorker, { timeout: TARGET_TIMEOUT_MS });
    await (await target.worker())?.evaluate(`(${change})(globalThis, ...${JSON.stringify(args)})`);
  }

  async clearDatabase(): Promise<void> {
    const session = await this.now().quietPage.createCDPSession();
    const origin = new URL(this.extensionUrl('')).href.replace(/\/$/, '');
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
    await session.detach();
  }

  async restart(): Promise<void> {
    await this.quit();
    await this.start();
  }

  travel(page: Surface, zone: string): Promise<void> {
    return pageOf(page).emulateTimezone(zone);
  }

  async memoryOf(page: Surface): Promise<number> {
    const session = await pageOf(page).createCDPSession();
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    await session.detach();
    return usedSize / 1e6;
  }

  async media(features: Media): Promise<void> {
    this.features = features;
    const pages = await this.now().browser.pages();
    if (this.popup?.page.isClosed() === false) pages.push(this.popup.page);
    for (const page of pages) await applyMedia(page, features);
  }

  setAccess(): Promise<void> {
    return Promise.reject(
      new Error('Chromium does not let an extension give up a permission its manifest requires'),
    );
  }

  async tabs(): Promise<Tab[]> {
    const tabs = await this.ask(() => chrome.tabs.query({}));
    const newTab = this.extensionUrl(this.manifest.newTab);
    return tabs
      .map(({ url, pendingUrl, active }) => ({ url: url || pendingUrl || newTab, active })) // chrome://newtab is kept from us
      .filter(({ url }) => url !== this.extensionUrl(QUIET_PAGE));
  }

  async focusedInAddressBar(): Promise<boolean> {
    for (const page of await this.now().browser.pages()) {
      const [isActive, hasFocus] = await page.evaluate(() => [
        document.visibilityState === 'visible',
        document.hasFocus(),
      ]);
      if (isActive) return !hasFocus;
    }
    return false;
  }

  async close(): Promise<void> {
    await this.quit();
    if (this.options.profile === undefined) removeProfile(this.profile);
  }

  async quit(): Promise<void> {
    const browser = this.running?.browser;
    this.running = undefined;
    this.popup = undefined;
    if (browser !== undefined) await quit(browser);
  }

  private workerTarget(): Target | undefined {
    return this.now()
      .browser.targets()
      .find((target) => target.type() === 'service_worker' && target.url().startsWith(this.extensionUrl('')));
  }

  private now(): { browser: Browser; extensionId: string; quietPage: Page } {
    if (this.running === undefined) throw new Error('the browser is not running');
    return this.running;
  }

  private ask<Args extends unknown[], T>(fn: (...args: Args) => T, ...args: Args): Promise<Awaited<T>> {
    return new PageSurface(this.now().quietPage).evaluate(fn, ...args);
  }

  /** The target that comes to be at an address when `cause` runs; not one that was there before. */
  private async newTargetAt(address: string, cause: () => Promise<unknown>): Promise<Target> {
    const { browser } = this.now();
    const known = new Set(browser.targets());
    const arrival = browser.waitForTarget((target) => !known.has(target) && target.url() === address, {
      timeout: TARGET_TIMEOUT_MS,
    });
    const [target] = await Promise.all([arrival, this.ask(cause)]);
    return target;
  }

  private async prepareTab(page: Page): Promise<void> {
    page.setDefaultTimeout(TARGET_TIMEOUT_MS);
    await page.setViewport(this.options.viewport ?? USUAL_VIEWPORT);
    await applyMedia(page, this.features);
  }
}

/** A popup goes as soon as a link in it opens a tab, be it in the background: what is pressed may end it midway. */
class ChromiumPopup extends PageSurface {
  override async click(selector: string, options?: ClickOptions): Promise<void> {
    await super.click(selector, options).catch((error) => this.passOverItsEnd(error));
  }

  override async press(key: string, modifiers?: Modifier[]): Promise<void> {
    await super.press(key, modifiers).catch((error) => this.passOverItsEnd(error));
  }

  /** Neither Escape over the DevTools protocol nor page.close would end it as a reader does. */
  override async close(): Promise<void> {
    await this.page.evaluate(() => window.close()).catch((error) => this.passOverItsEnd(error));
    await until(() => this.page.isClosed(), 'the end of the popup');
  }

  /** Depending on how far it came, a call that meets its end fails with this error or that. */
  private async passOverItsEnd(error: unknown): Promise<void> {
    await until(() => this.page.isClosed(), `the end of the popup, or no error: ${error}`);
  }
}

function argumentsFor({ site, liveSite = false }: LaunchOptions): string[] {
  const toSite = `127.0.0.1:${site.port}`;
  const standIn = [
    `--host-resolver-rules=MAP ${site.host}:443 ${toSite},MAP www.${site.host}:443 ${toSite},MAP * ~NOTFOUND`,
    `--ignore-certificate-errors-spki-list=${site.spkiHash}`, // this key and no other
    '--no-proxy-server',
  ];
  return [
    ...[
      '--no-first-run',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // Chromium refuses to sandbox for root
    ...(liveSite ? [] : standIn),
  ];
}

async function soleExtension(browser: Browser): Promise<Extension | undefined> {
  const [extension] = (await browser.extensions()).values();
  return extension;
}

async function applyMedia(page: Page, { dark, reducedMotion, forcedColors, print }: Media): Promise<void> {
  if (!print) await page.emulateMediaType(); // before the features, which it takes back
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
    { name: 'prefers-reduced-motion', value: reducedMotion ? 'reduce' : 'no-preference' },
    { name: 'forced-colors', value: forcedColors ? 'active' : 'none' },
  ]);
  if (print) await page.emulateMediaType('print'); // after them, for they take it back
}
