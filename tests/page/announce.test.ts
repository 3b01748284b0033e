// What a screen reader is told, and that it is told once.

import { beforeEach, describe, expect, test } from 'vitest';
import type { Archive } from '../../lib/backfill/fill.ts';
import { type Announcer, announcer } from '../../lib/page/announce.ts';
import type { Headlines } from '../../lib/page/headlines.ts';
import type { PollRecord } from '../../lib/store/schema.ts';
import { timeWords } from '../../lib/words/time.ts';
import { pollRecord } from '../support/poll-record.ts';

const MINUTE = 60_000;
const now = new Date(2031, 2, 3, 9, 40).getTime();
const CHECKED = 'Checked just now. Next at 10:00.';

const poll = (said: Partial<PollRecord> = {}) => pollRecord(now - 30 * MINUTE, now, said);

const state = (said: Partial<Headlines> = {}): Headlines => ({
  kind: 'open',
  stories: [],
  hasOlder: false,
  filter: undefined,
  whole: undefined,
  unread: 0,
  poll: poll(),
  settings: undefined,
  greeting: undefined,
  reading: undefined,
  briefing: undefined,
  visit: undefined,
  waiting: 0,
  undo: undefined,
  gaps: [],
  archive: undefined,
  fault: undefined,
  rebuilding: undefined,
  restored: undefined,
  isFilling: false,
  update: undefined,
  isPolling: false,
  isOnline: true,
  hasAccess: true,
  accessRefused: false,
  now,
  arrivals: 0,
  shownAs: () => 'seen',
  isUnfolded: () => false,
  ...said,
});

const fill: Omit<Archive, 'state'> = {
  feed: 'https://rareearthexchanges.com/feed/',
  nextPage: 3,
  edge: { page: 2, ids: [], size: 10, at: now },
  knownArrivals: 10,
  run: 0,
  pages: 1,
  failures: 0,
  askAt: now,
  tries: 0,
  days: 'all',
};

const asking = { isPolling: true };
const unchanged = { poll: poll({ lastAttemptAt: now, lastSuccessAt: now }) };
const arrived = {
  poll: poll({ ...unchanged.poll, outcome: { kind: 'ok', arrived: 2, notModified: false } }),
};
const noRoom = { kind: 'failed', fault: 'full' } as const;

let said: string[];
let announce: Announcer;
beforeEach(() => {
  said = [];
  const region = {
    get textContent() {
      return said.at(-1) ?? '';
    },
    set textContent(text) {
      said.push(text);
    },
  };
  announce = announcer(timeWords('en-GB'), region);
  announce.follow(state());
});

describe('what comes by itself', () => {
  test.each<[string, Partial<Headlines>[], string[]]>([
    ['a poll that ends as the one before', [asking, unchanged], []],
    ['a poll that brings stories', [asking, arrived, arrived], ['2 new stories.']],
    ['stories that stand in for a store that fails, once', [arrived, {}, arrived, {}], ['2 new stories.']],
    ['a failure, once', [noRoom, noRoom], ['There is no room left to keep new stories.']],
    [
      'what the storage lost',
      [{ restored: { name: 'restored', at: now, from: 'x', until: now, read: 1, saved: 0 } }],
      ['The browser had lost the storage of REE Ticker. It is set up again.'],
    ],
    ['a version that is ready', [{ update: 'ready' }], ['A newer version of REE Ticker is ready.']],
    [
      'access that was refused',
      [{ hasAccess: false }, { hasAccess: false, accessRefused: true }],
      [
        'No access to the site.',
        'The browser said no. You can allow it later, here or in the browser’s settings for extensions.',
      ],
    ],
    [
      'the end of a gap',
      [{ gaps: [{ ...fill, foundAt: now }] }, { gaps: [] }],
      ['No stories are missing any more.'],
    ],
    [
      'no end of a gap that a failure hides',
      [{ gaps: [{ ...fill, foundAt: now }] }, noRoom],
      ['There is no room left to keep new stories.'],
    ],
    [
      'the end of the archive',
      [
        { archive: { name: 'archive', ...fill, state: 'filling' } },
        { archive: { name: 'archive', ...fill, state: 'done' } },
      ],
      ['Everything that the site’s feed holds is kept here.'],
    ],
  ])('tells %s', (_name, states, words) => {
    for (const shown of states) announce.follow(state(shown));
    expect(said).toEqual(words);
  });
});

describe('what was pressed for', () => {
  test('is answered once, with the stories that came', () => {
    announce.begun('Asking the site now.');
    announce.follow(state(asking));
    announce.follow(state(arrived));
    announce.answer(state(arrived));
    announce.follow(state(arrived));
    expect(said).toEqual(['Asking the site now.', `2 new stories. ${CHECKED}`]);
  });

  test('is answered where nothing changed, and each time anew', () => {
    announce.answer(state(unchanged));
    announce.answer(state(unchanged));
    expect(said).toEqual([CHECKED, `${CHECKED}\u00a0`]);
  });

  test('is answered by the reason where it failed, though that is known', () => {
    announce.follow(state(noRoom));
    announce.answer(state(noRoom));
    announce.follow(state(noRoom));
    expect(said.map((words) => words.trim())).toEqual(
      Array.from({ length: 2 }, () => 'There is no room left to keep new stories.'),
    );
  });
});
