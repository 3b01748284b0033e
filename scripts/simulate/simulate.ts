// Many installs, one week, one site.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Edge } from '../../tests/support/wordpress.ts';
import { chanceOf } from './chance.ts';
import { liveWeek } from './install.ts';
import { type SiteWeek, siteWeek } from './site.ts';
import { type Figure, figuresOf, Tally, type Weights } from './tally.ts';

const FEEDS = join(import.meta.dirname, '..', '..', 'tests', 'fixtures', 'feeds');
/** Status line and headers. */
const HEADERS = { whole: 400, short: 200 };

export interface Settings {
  installs: number;
  seed: number;
  days: number;
  /** Counted from Monday, 0. */
  outageDay: number;
  edge: Edge;
}

export interface Simulated {
  settings: Settings;
  site: SiteWeek;
  tally: Tally;
  figures: Figure[];
}

/** Simulates install after install: they have nothing in common but the site. `progress` hears how many lived. */
export function simulate(settings: Settings, progress: (lived: number) => void = () => undefined): Simulated {
  const { installs, seed, days, outageDay, edge } = settings;
  const site = siteWeek(seed, days, outageDay, edge);
  const tally = new Tally(days, weightsOf());
  for (let install = 0; install < installs; install += 1) {
    liveWeek(site, days, chanceOf(seed, install), tally);
    progress(install + 1);
  }
  return { settings, site, tally, figures: figuresOf(tally, site, installs) };
}

/** Sizes of the recordings as they go over the wire. An outage answers with its page, or not at all. */
function weightsOf(): Weights {
  const zipped = (file: string) => gzipSync(readFileSync(join(FEEDS, file))).length;
  return {
    whole: zipped('page-1.xml') + HEADERS.whole,
    'not-modified': HEADERS.short,
    failed: zipped('maintenance-503.html') + HEADERS.short,
  };
}
