// How the extension is, for its page "How it is going": everything that can be learned, each on its own, so that what
// fails hides nothing else.

import type { Browser } from 'webextension-polyfill';
import { hasAccess } from '../access.ts';
import type { Connection } from '../store/connection.ts';
import { type StoreFault, toStoreFault } from '../store/open.ts';
import { readStoreHealth, type StoreHealth } from '../store/read-health.ts';

export interface Health {
  now: number;
  /** Version of the extension. */
  version: string;
  /** Name and version of the browser, and its system. */
  browser: string;
  isOnline: boolean;
  isPolling: boolean;
  /** Absent where the browser does not say. */
  hasAccess?: boolean;
  /** Absent while it can't be read: `fault` says why. */
  store?: StoreHealth;
  fault?: StoreFault['why'];
  /** Whether the browser promises not to clear the storage; absent where it does not say, as the next two. */
  isPersisted?: boolean;
  /** In bytes. */
  usage?: number;
  quota?: number;
  /** Absent where the browser does not say. */
  alarms?: { name: string; at: number }[];
}

/** The world as it is asked. */
export interface HealthWorld {
  browser: Browser;
  store: Connection;
  navigator: Navigator;
  now(): number;
}

/** Asks everything anew. Never rejects. */
export async function gatherHealth(world: HealthWorld): Promise<Omit<Health, 'isPolling'>> {
  const { browser, navigator, now } = world;
  const [access, store, persisted, estimate, alarms] = await Promise.all([
    hasAccess(browser).catch(() => undefined),
    world.store.use(readStoreHealth).catch((error: unknown) => toStoreFault(error).why),
    orNothing(() => navigator.storage.persisted()),
    orNothing(() => navigator.storage.estimate()),
    orNothing(() => browser.alarms.getAll()),
  ]);
  const { usage, quota } = estimate ?? {};
  return {
    now: now(),
    version: browser.runtime.getManifest().version,
    browser: nameOf(navigator),
    isOnline: navigator.onLine,
    ...(access !== undefined && { hasAccess: access }),
    ...(typeof store === 'string' ? { fault: store } : { store }),
    ...(persisted !== undefined && { isPersisted: persisted }),
    ...(usage !== undefined && { usage }),
    ...(quota !== undefined && { quota }),
    ...(alarms && { alarms: alarms.map(({ name, scheduledTime }) => ({ name, at: scheduledTime })) }),
  };
}

/** What a call gives; undefined where the browser does not know it, or refuses. */
async function orNothing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}

/** "Chromium 156, Linux" where the browser says so (User-Agent Client Hints), else its whole User-Agent. */
export function nameOf(navigator: Pick<Navigator, 'userAgent'>): string {
  const hints: unknown = Reflect.get(navigator, 'userAgentData');
  if (typeof hints !== 'object' || hints === null || !('brands' in hints) || !Array.isArray(hints.brands))
    return navigator.userAgent;
  const platform = 'platform' in hints && typeof hints.platform === 'string' ? [hints.platform] : [];
  const brands = hints.brands.filter(isBrand).filter(({ brand }) => !/not.*brand/i.test(brand)); // grease
  return [...brands.map(({ brand, version }) => `${brand} ${version}`), ...platform].join(', ');
}

function isBrand(value: unknown): value is { brand: string; version: string } {
  return typeof value === 'object' && value !== null && 'brand' in value && typeof value.brand === 'string';
}
