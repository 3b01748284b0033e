// What is told once: to a new reader how this works, after an update what is new. Kept beside the database, for it has
// to outlive the loss of that: told twice would be worse than not at all.

import type { Runtime } from 'webextension-polyfill';
import type { Area } from './journal/area.ts';

/** The version that the catalogue's `whatsNew` and `whatsNewNoNewTab` speak of; an update to any other is told by nobody. */
export const NEWS_VERSION = '0.1.0';

const KEY = 'greeting';

/** `guide`: how it works, for a reader who has just installed. `news`: what is new. */
export type Greeting = 'guide' | 'news';

/** What stands there once all was told: browsers may say more than once that something was installed. */
const TOLD = 'told';

/** Notes what is to be told after installing or updating. Never rejects: not told is no harm. */
export async function noteInstalled(
  area: Area,
  { reason, previousVersion }: Pick<Runtime.OnInstalledDetailsType, 'reason' | 'previousVersion'>,
  version: string,
): Promise<void> {
  const isNews = reason === 'update' && previousVersion !== version && version === NEWS_VERSION;
  if (reason !== 'install' && !isNews) return;
  try {
    const { [KEY]: before } = await area.get(KEY);
    if (reason === 'install' && before === undefined) await area.set({ [KEY]: 'guide' satisfies Greeting });
    if (isNews && before !== 'guide') await area.set({ [KEY]: 'news' satisfies Greeting });
  } catch {
    // it can't be kept
  }
}

/** What is to be told; undefined where nothing is, or it can't be read. Never rejects. */
export async function readGreeting(area: Area): Promise<Greeting | undefined> {
  try {
    const { [KEY]: greeting } = await area.get(KEY);
    return greeting === 'guide' || greeting === 'news' ? greeting : undefined;
  } catch {
    return undefined;
  }
}

/** It was told. Rejects when that can't be kept: then it is told once more. */
export async function forgetGreeting(area: Area): Promise<void> {
  await area.set({ [KEY]: TOLD });
}
