// The whole extension in a browser in memory: its worker, which the browser ends when nothing happens and wakes for
// each event, a page, alarms, messages, locks, and the site. All of it runs on one clock that stands still by itself.

import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import type { Browser } from 'webextension-polyfill';
import { NEWS_VERSION } from '../../lib/greeting.ts';
import { MINUTE_MS } from '../../lib/schedule/next-poll.ts';
import { SITE } from '../../lib/site.ts';
import { DATABASE } from '../../lib/store/schema.ts';
import { startWorker } from '../../lib/worker.ts';
import { keptAlarms } from '../support/alarms.ts';
import { MemoryArea } from '../support/memory-area.ts';
import { ModelSite } from '../support/model-site.ts';
import { KeptChannel, openChannels } from './channels.ts';
import { KeptLocks } from './locks.ts';
import { type OpenPage, openPage, WINDOW } from './page.ts';
import { watch } from './watch.ts';
import { watched, watchedArea, watchedFactory, watchedFetch } from './ways.ts';

export const BEGAN_AT = Date.UTC(2031, 2, 3, 9, 40);
const ID = 'extension';
const PAGE = { id: ID, url: `chrome-extension://${ID}/popup.html` };
/** After so long without an event a worker is ended, and every time limit of the code is over. */
const IDLE_MS = 30_000;
/** Turns of the event loop in which nothing was asked of anybody. */
const QUIET_TURNS = 25;

type Heard<Event extends unknown[]> = (...event: Event) => unknown;

/** The listeners of one event of the worker's. */
class Listeners<Event extends unknown[]> {
  private heard: Heard<Event>[] = [];
  readonly api = { addListener: (heard: Heard<Event>) => void this.heard.push(heard) };
  tell = (...event: Event) => this.heard.map((heard) => heard(...event));
  forget = () => {
    this.heard = [];
  };
}

export class Extension {
  readonly site = new ModelSite(5);
  readonly area = new MemoryArea();
  readonly databases = new IDBFactory();
  readonly alarms = keptAlarms();
  /** What is kept until the browser or another version is started. */
  readonly session = new MemoryArea();
  readonly badge = { text: '', title: '' };
  readonly browser: Browser;
  /** How the site answers, before its own answer. */
  spoil: (request: Request) => Response | undefined = () => undefined;
  hasAccess = true;
  isOnline = true;
  page: OpenPage | undefined;
  /** Whether a worker or a page was ended by a call that hung. */
  wasEnded = false;
  /** The stories that the feed held, by the ETag that came with them. */
  readonly given = new Map<string, number[]>();

  private readonly locks = new KeptLocks();
  private readonly channels = { worker: new Set<KeptChannel>(), page: new Set<KeptChannel>() };
  private isAwake = false;
  private readonly events = {
    alarm: new Listeners<[{ name: string }]>(),
    message: new Listeners<[unknown, typeof PAGE]>(),
    added: new Listeners<[{ origins: string[] }]>(),
    removed: new Listeners<[{ origins: string[] }]>(),
    installed: new Listeners<[{ reason: 'install' | 'update'; previousVersion?: string }]>(),
    startup: new Listeners<[]>(),
    update: new Listeners<[]>(),
  };

  constructor() {
    vi.useFakeTimers({ now: BEGAN_AT, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    vi.spyOn(Math, 'random').mockReturnValue(0.4);
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      const limit = new AbortController();
      setTimeout(() => limit.abort(new DOMException('', 'TimeoutError')), ms);
      return limit.signal;
    });
    for (const [name, value] of Object.entries(WINDOW)) vi.stubGlobal(name, value);
    vi.stubGlobal('BroadcastChannel', KeptChannel);
    vi.stubGlobal('indexedDB', watchedFactory(this.databases));
    vi.stubGlobal(
      'fetch',
      watchedFetch((request) => {
        const answer = this.spoil(request) ?? this.site.answer(request);
        const etag = answer.headers.get('etag');
        if (answer.status === 200 && etag !== null && !request.url.includes('paged'))
          this.given.set(
            etag,
            this.site.page(1).map(({ id }) => id),
          );
        return answer;
      }),
    );
    const isOnline = () => this.isOnline;
    vi.stubGlobal('navigator', {
      language: 'en',
      locks: this.watchedLocks(),
      storage: {
        persist: watched('storage', () => false),
        persisted: watched('storage', () => false),
        estimate: watched('storage', () => ({ usage: 1, quota: 2 })),
      },
      userAgent: 'a browser',
      get onLine() {
        return isOnline();
      },
    });
    this.browser = this.makeBrowser();
  }

  /** Something happens, and everything that comes of it: until nothing moves any more. */
  async happens(event: () => unknown): Promise<void> {
    event();
    await this.quiet();
    if (watch.hanging.size === 0) return;
    vi.advanceTimersByTime(IDLE_MS);
    await this.quiet();
    if (watch.hanging.size === 0) return;
    // What is never answered ends with who waits for it.
    this.wasEnded = true;
    this.closePage();
    this.sleep();
    watch.hanging.clear();
  }

  install(): Promise<void> {
    return this.happens(() => {
      this.wake();
      this.events.installed.tell({ reason: 'install' });
    });
  }

  /** A newer version takes the place of the one that ran. */
  becomeNewer(): Promise<void> {
    this.restart();
    return this.happens(() => {
      this.wake();
      this.events.installed.tell({ reason: 'update', previousVersion: '0' });
    });
  }

  startBrowser(): Promise<void> {
    this.restart();
    return this.happens(() => {
      this.wake();
      this.events.startup.tell();
    });
  }

  /** Another version of the extension is there. */
  update(): Promise<void> {
    return this.happens(() => {
      this.wake();
      this.events.update.tell();
    });
  }

  /** The database is gone, as when its files were damaged. */
  async loseDatabase(): Promise<void> {
    this.restart();
    const deleting = this.databases.deleteDatabase(DATABASE);
    await new Promise<void>((resolve) => {
      deleting.onsuccess = () => resolve();
    });
  }

  /** Time passes in which nothing happens. */
  pass(ms: number): void {
    this.closePage();
    this.sleep();
    vi.setSystemTime(Date.now() + ms);
  }

  /** Time passes while somebody looks. */
  passAwake(ms: number): void {
    vi.advanceTimersByTime(ms);
  }

  /** The next alarm of this name goes off, in its time; false where there is none. */
  async ring(name: 'poll' | 'fill'): Promise<boolean> {
    const alarm = this.alarms.set.get(name);
    if (alarm === undefined) return false;
    this.pass(Math.max(MINUTE_MS, alarm.scheduledTime - Date.now()));
    if (alarm.periodInMinutes === undefined) this.alarms.set.delete(name);
    else {
      const scheduledTime = Date.now() + alarm.periodInMinutes * MINUTE_MS;
      this.alarms.set.set(name, { ...alarm, scheduledTime });
    }
    await this.happens(() => {
      this.wake();
      this.events.alarm.tell({ name });
    });
    return true;
  }

  async open(reason: 'popup' | 'page'): Promise<OpenPage> {
    this.closePage();
    const page = this.inContext('page', () => openPage(this.browser, reason));
    this.page = page;
    await this.happens(() => page.alive);
    return page;
  }

  /** Access is given or withdrawn, by the browser's own pages. */
  access(isGiven: boolean): Promise<void> {
    return this.happens(() => this.setAccess(isGiven));
  }

  /** The browser ends the worker. */
  sleep(): void {
    this.isAwake = false;
    for (const channel of this.channels.worker) channel.close();
    for (const listeners of Object.values(this.events)) listeners.forget();
    this.locks.letGoAll();
  }

  closePage(): void {
    this.page = undefined;
    for (const channel of this.channels.page) channel.close();
    const now = Date.now();
    vi.clearAllTimers(); // and with them goes the time that has passed
    vi.setSystemTime(now);
  }

  /** All is as after a restart of the computer. */
  restart(): void {
    this.closePage();
    this.sleep();
    watch.hanging.clear();
  }

  end(): void {
    this.restart();
    vi.useRealTimers();
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  }

  private wake(): void {
    if (this.isAwake) return;
    this.isAwake = true;
    this.inContext('worker', () => startWorker(this.browser));
  }

  private setAccess(isGiven: boolean): void {
    this.hasAccess = isGiven;
    this.wake();
    (isGiven ? this.events.added : this.events.removed).tell({ origins: [SITE.matchPattern] });
  }

  private inContext<T>(context: 'worker' | 'page', run: () => T): T {
    const before = new Set(openChannels());
    const result = run();
    this.channels[context] = new Set(openChannels().filter((channel) => !before.has(channel)));
    return result;
  }

  private async quiet(): Promise<void> {
    for (let turns = 0; turns < QUIET_TURNS; ) {
      const before = watch.activity;
      await new Promise((resume) => setImmediate(resume));
      turns = watch.activity === before ? turns + 1 : 0;
    }
  }

  /** A page's message wakes the worker; the answer is that of the listener that has one. */
  private async send(message: unknown): Promise<unknown> {
    this.wake();
    return this.events.message.tell(message, PAGE).find((answer) => answer !== undefined);
  }

  private watchedLocks() {
    const { locks } = this;
    return {
      request: watched('locks', (...args: Parameters<KeptLocks['request']>) => locks.request(...args)),
      query: watched('locks', () => locks.query()),
    };
  }

  private makeBrowser(): Browser {
    const { alarm, message, added, removed, installed, startup, update } = this.events;
    const { badge, alarms } = this;
    const browser = {
      action: {
        setBadgeText: watched('badge', ({ text }: { text: string }) => Object.assign(badge, { text })),
        setBadgeBackgroundColor: watched('badge', () => undefined),
        setBadgeTextColor: watched('badge', () => undefined),
        setTitle: watched('badge', ({ title }: { title: string }) => Object.assign(badge, { title })),
      },
      alarms: {
        create: watched('alarms', alarms.api.create),
        get: watched('alarms', alarms.api.get),
        clear: watched('alarms', alarms.api.clear),
        getAll: watched('alarms', () => [...alarms.set.values()]),
        onAlarm: alarm.api,
      },
      i18n: { getMessage: (key: string) => (key === 'language' ? 'en' : key) },
      permissions: {
        contains: watched('permissions', async () => this.hasAccess),
        request: watched('permissions', async () => {
          this.setAccess(true);
          return true;
        }),
        onAdded: added.api,
        onRemoved: removed.api,
      },
      runtime: {
        id: ID,
        getURL: () => `chrome-extension://${ID}/`,
        sendMessage: watched('messages', (sent: unknown) => this.send(sent)),
        onInstalled: installed.api,
        onStartup: startup.api,
        onMessage: message.api,
        onUpdateAvailable: update.api,
        getManifest: () => ({ version: NEWS_VERSION }),
        reload: watched('reload', () => this.session.texts.clear()),
      },
      storage: { local: watchedArea(this.area), session: watchedArea(this.session) },
    };
    return browser as unknown as Browser; // as much of one as is used
  }
}
