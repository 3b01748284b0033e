// Imports go one way: entrypoints → components → lib, and in lib from the shell to the pure core. The table is
// the one of docs/architecture.md; a new room needs a line in both.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

/** What each room may import of ours, as path prefixes; rooms of the core come first. */
const MAY_IMPORT: Record<string, string[]> = {
  'lib/site.ts': [],
  'lib/text/': ['lib/text/'],
  'lib/schedule/': ['lib/schedule/'],
  'lib/settings.ts': ['lib/schedule/', 'lib/site.ts', 'lib/story/'],
  'lib/validators.ts': [],
  'lib/feed/': ['lib/feed/', 'lib/text/'],
  'lib/story/': ['lib/story/', 'lib/text/', 'lib/site.ts', 'lib/feed/types.ts'],
  'lib/words/': ['lib/words/', 'lib/story/days.ts'],
  'lib/site-client.ts': ['lib/site.ts', 'lib/validators.ts', 'lib/schedule/'],
  'lib/find-feed.ts': ['lib/feed/', 'lib/text/', 'lib/site.ts', 'lib/site-client.ts', 'lib/validators.ts'],
  'lib/backfill/': ['lib/backfill/'],
  'lib/store/': [
    'lib/store/',
    'lib/story/',
    'lib/schedule/',
    'lib/settings.ts',
    'lib/site.ts',
    'lib/validators.ts',
    'lib/backfill/',
    'lib/journal/',
  ],
  'lib/journal/': ['lib/journal/', 'lib/story/'],
  'lib/access.ts': ['lib/site.ts'],
  'lib/alarms.ts': ['lib/schedule/'],
  'lib/badge.ts': ['lib/words/'],
  'lib/tell-badge.ts': ['lib/badge.ts', 'lib/settings.ts', 'lib/store/'],
  'lib/look.ts': [],
  'lib/keep-look.ts': ['lib/look.ts', 'lib/settings.ts'],
  'lib/visit.ts': ['lib/story/'],
  'lib/keep-visit.ts': ['lib/story/', 'lib/visit.ts'],
  'lib/new-tab.ts': ['lib/look.ts'],
  'lib/browser.ts': [],
  'lib/changes.ts': [],
  'lib/poll-lock.ts': [],
  'lib/poll-request.ts': ['lib/schedule/', 'lib/greeting.ts', 'lib/keepsake.ts', 'lib/store/'],
  'lib/flush.ts': ['lib/journal/', 'lib/store/'],
  'lib/keepsake.ts': ['lib/flush.ts', 'lib/journal/', 'lib/store/'],
  'lib/spare.ts': ['lib/schedule/', 'lib/journal/', 'lib/store/', 'lib/story/'],
  'lib/poll-place.ts': ['lib/schedule/', 'lib/settings.ts', 'lib/spare.ts', 'lib/store/', 'lib/story/'],
  'lib/persist.ts': ['lib/journal/'],
  'lib/update.ts': [],
  'lib/greeting.ts': ['lib/journal/'],
  'lib/missing.ts': ['lib/backfill/', 'lib/schedule/', 'lib/site-client.ts', 'lib/store/'],
  'lib/fill.ts': [
    'lib/backfill/',
    'lib/feed/',
    'lib/schedule/',
    'lib/site.ts',
    'lib/site-client.ts',
    'lib/store/',
    'lib/story/',
    'lib/validators.ts',
  ],
  'lib/poll.ts': [
    'lib/missing.ts',
    'lib/poll-place.ts',
    'lib/spare.ts',
    'lib/feed/',
    'lib/find-feed.ts',
    'lib/schedule/',
    'lib/site.ts',
    'lib/site-client.ts',
    'lib/store/',
    'lib/story/',
    'lib/validators.ts',
  ],
  'lib/worker.ts': ['lib/'],
  'lib/page/': ['lib/'],
  'components/': [
    'components/',
    'lib/site.ts',
    'lib/story/',
    'lib/words/',
    'lib/text/words.ts',
    'lib/page/fill-words.ts',
    'lib/page/around.ts',
    'lib/page/put-article.ts', // into an element that the component gives it
    'lib/page/reading.ts',
    'lib/page/acts.ts', // which is loaded with the parts that come late, as is live.ts
    'lib/page/live.ts',
    'lib/page/headlines.ts',
    'lib/page/options-words.ts',
    'lib/page/start-options.ts',
    'lib/settings.ts',
    'lib/page/briefing.ts',
    'lib/page/briefing-words.ts',
    'lib/page/start-briefing.ts',
    'lib/page/health-facts.ts',
    'lib/page/start-health.ts',
    'lib/page/page-props.ts',
    'lib/page/status.ts',
    'lib/page/status-words.ts',
    'lib/page/undo-words.ts',
    'lib/store/schema.ts',
    'lib/schedule/outcome.ts',
  ],
  'entrypoints/': ['lib/', 'components/'],
};

const PURE = [
  'lib/backfill/',
  'lib/site.ts',
  'lib/text/',
  'lib/schedule/',
  'lib/settings.ts',
  'lib/validators.ts',
  'lib/feed/',
  'lib/story/',
  'lib/journal/',
];

/** What a pure file has no business with: the browser, the DOM, the network, the clock, chance. */
const WORLD =
  /\b(browser|chrome|document|window|indexedDB|fetch|localStorage)\s*[.(]|Date\.now\(|new Date\(\)|Math\.random\(|performance\./;

const files = ['lib', 'components', 'entrypoints'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name)),
);

function roomOf(file: string): string {
  const room = Object.keys(MAY_IMPORT).find((prefix) => file.startsWith(prefix));
  if (room === undefined)
    throw new Error(`${file} is in no room: add it to this table and to docs/architecture.md`);
  return room;
}

function importsOf(file: string): { from: string; typeOnly: boolean }[] {
  const code = readFileSync(file, 'utf8');
  return [
    ...code.matchAll(/(?:import|export)\s+(type\s+)?[^'";]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/g),
  ].map((found) => ({
    typeOnly: found[1] !== undefined,
    from: normalize(join(dirname(file), found[2] ?? found[3] ?? '')),
  }));
}

describe('imports', () => {
  test.each(files)('%s imports only what its room may', (file) => {
    const allowed = MAY_IMPORT[roomOf(file)] ?? [];
    const forbidden = importsOf(file).filter(
      ({ from }) => !allowed.some((prefix) => from.startsWith(prefix)),
    );
    expect(forbidden.map(({ from }) => from)).toEqual([]);
  });

  test('nobody imports an entrypoint', () => {
    const toEntrypoint = files.filter((file) =>
      importsOf(file).some(({ from }) => from.startsWith('entrypoints/')),
    );
    expect(toEntrypoint).toEqual([]);
  });

  test('there are no cycles', () => {
    const graph = new Map(
      files.map((file) => [
        file,
        importsOf(file)
          .filter(({ typeOnly }) => !typeOnly)
          .map(({ from }) => from),
      ]),
    );
    const cycles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
      else for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    };
    for (const file of files) if (file.startsWith('entrypoints/') || file.startsWith('lib/')) visit(file, []);
    expect(cycles).toEqual([]);
  });
});

describe('the pure core', () => {
  test.each(files.filter((file) => PURE.some((prefix) => file.startsWith(prefix))))(
    '%s touches no world',
    (file) => {
      const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      expect(WORLD.exec(code)?.[0]).toBeUndefined();
    },
  );
});

describe('words on screen', () => {
  test.each(files.filter((file) => file.endsWith('.tsx')))(
    '%s says nothing that is not in the catalogue',
    (file) => {
      const code = readFileSync(file, 'utf8');
      // Text between tags, and the attributes that people read.
      const texts = [
        ...code.matchAll(/>\s*([A-Za-z][^<>{}()=;]*)\s*</g),
        ...code.matchAll(/(?:aria-label|title|alt|placeholder)="([^"]+)"/g),
      ];
      expect(texts.map((found) => found[1])).toEqual([]);
    },
  );
});
