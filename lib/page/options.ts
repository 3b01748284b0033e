// What the options page shows: the settings as they hold, which of them were chosen, and what stands around them.
// Pure.

import { DEFAULTS, SETTING_NAMES, type SettingName, type Settings, settingsOf } from '../settings.ts';
import { categoryFeed } from '../site.ts';
import type { StoreFault } from '../store/open.ts';
import type { StoredOptions } from '../store/read-options.ts';
import type { Preview } from '../store/retention.ts';
import type { PollRecord } from '../store/schema.ts';
import { UNDO_FOR_MS } from './headlines.ts';

/** As many categories are offered; the rest are on few stories each. */
const MOST_CATEGORIES = 40;

export interface Options {
  settings: Settings;
  /** Those that differ from what holds in the beginning. */
  changed: ReadonlySet<SettingName>;
  /** Whether all were taken back, and can be given back. */
  canUndo: boolean;
  /** Feeds of categories that were met, those of most stories first. */
  categories: readonly CategoryFeed[];
  poll: PollRecord | undefined;
  /** Why the settings can't be kept; what is shown then is what holds in the beginning. */
  fault: StoreFault['why'] | undefined;
  /** What would go if this were chosen; absent while nothing is asked. */
  retention: Wanted | undefined;
  now: number;
}

export interface CategoryFeed {
  name: string;
  address: string;
}

/** A choice of what is kept, before it is made. */
export interface Wanted {
  choice: Settings['retention'];
  preview: Preview;
}

export function toOptions(
  stored: StoredOptions | undefined,
  fault: StoreFault['why'] | undefined,
  retention: Wanted | undefined,
  now: number,
): Options {
  const settings = settingsOf(stored?.settings?.chosen);
  const before = stored?.settings?.before;
  return {
    settings,
    changed: new Set(SETTING_NAMES.filter((name) => settings[name] !== DEFAULTS[name])),
    canUndo: before !== undefined && Object.keys(before.chosen).length > 0 && now - before.at < UNDO_FOR_MS,
    categories: toFeeds(stored?.categories ?? new Map()),
    poll: stored?.poll,
    fault,
    retention,
    now,
  };
}

function toFeeds(categories: ReadonlyMap<string, number>): CategoryFeed[] {
  return [...categories]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, MOST_CATEGORIES)
    .flatMap(([name]) => {
      const address = categoryFeed(name);
      return address === undefined ? [] : { name, address };
    })
    .toSorted((one, other) => one.name.localeCompare(other.name));
}
