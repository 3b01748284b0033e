import { describe, expect, test } from 'vitest';
import { type Archive, archiveLimit, type Gap } from '../../lib/backfill/fill.ts';
import {
  archiveProgress,
  archiveWords,
  missingWords,
  moreThan,
  nextPageWords,
} from '../../lib/page/fill-words.ts';
import type { PollRecord } from '../../lib/store/schema.ts';
import { timeWords } from '../../lib/words/time.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const at = (month: number, day: number, year = 2031) => new Date(year, month - 1, day, 9, 40).getTime();
const now = at(5, 6);
const time = timeWords('en-GB');

function gap(said: Partial<Gap>): Gap {
  return {
    feed: 'https://rareearthexchanges.com/feed/',
    nextPage: 3,
    edge: { page: 2, ids: [], size: 0, at: at(5, 5) },
    knownArrivals: 10,
    run: 0,
    pages: 1,
    failures: 0,
    askAt: now - MINUTE,
    tries: 0,
    foundAt: now,
    ...said,
  };
}

function archive(said: Partial<Archive>): Archive {
  const { foundAt: _, ...fill } = gap({});
  const until = archiveLimit(now, said.days ?? 30);
  return { ...fill, state: 'filling', days: 30, ...(until !== undefined && { until }), ...said };
}

describe('missingWords', () => {
  test.each<[string, Partial<Gap>, string]>([
    ['some days', { olderAt: at(5, 3) }, 'Stories from May 3 – 5 are still missing.'],
    ['one day', { olderAt: at(5, 5) - 60 * MINUTE }, 'Stories of May 5 are still missing.'],
    ['an end that is not known', {}, 'Stories of May 5 and before are still missing.'],
    [
      'days of two years',
      { olderAt: at(12, 30, 2030), edge: { page: 2, ids: [], size: 0, at: at(1, 2) } },
      'Stories from December 30, 2030 – January 2, 2031 are still missing.',
    ],
    [
      'an older end that a moved story put above',
      { olderAt: at(5, 6) },
      'Stories of May 5 are still missing.',
    ],
  ])('tells %s', (_name, said, words) => {
    expect(missingWords(gap(said), now).replaceAll(/\s/g, ' ')).toBe(words);
  });
});

describe('nextPageWords', () => {
  const poll: PollRecord = { name: 'poll', validators: {}, failures: 0 };
  const well = { poll, isOnline: true, hasAccess: true, now };
  const waits = 'They are fetched once the site can be asked again.';

  test.each<[string, Partial<Gap>, Partial<typeof well>, string]>([
    ['the page that is due', {}, {}, 'Fetching them, page 3.'],
    [
      'the page that waits while the one before is read again',
      {
        nextPage: 2,
        pending: { edge: { page: 3, ids: [], size: 10, at: now }, stories: [], run: 0, isProven: false },
      },
      {},
      'Fetching them, page 3.',
    ],
    ['a page that failed', { failures: 2, askAt: now + 35 * MINUTE }, {}, 'Trying again at 10:15.'],
    ['no network', {}, { isOnline: false }, waits],
    ['no access', {}, { hasAccess: false }, waits],
    ['a site in trouble', {}, { poll: { ...poll, failures: 1 } }, waits],
    ['a site that wants to be left alone', {}, { poll: { ...poll, notBefore: now + MINUTE } }, waits],
  ])('tells %s', (_name, said, circumstances, words) => {
    expect(nextPageWords(gap(said), { ...well, ...circumstances }, time)).toBe(words);
  });
});

describe('the archive', () => {
  test.each<[string, Partial<Archive>, string]>([
    ['being fetched', {}, 'Fetching the last 30 days: back to May 5 so far.'],
    [
      'being fetched whole',
      { days: 'all' },
      'Fetching everything that the site’s feed holds: back to May 5 so far.',
    ],
    [
      'stopped',
      { state: 'stopped' },
      'Older stories are not being fetched. Stories since May 5 are kept here.',
    ],
    ['done', { state: 'done' }, 'Stories since April 6 are kept here.'],
    ['done of another year', { state: 'done', days: 200 }, 'Stories since October 18, 2030 are kept here.'],
    ['whole', { state: 'done', days: 'all' }, 'Everything that the site’s feed holds is kept here.'],
  ])('%s', (_name, said, words) => {
    expect(archiveWords(archive(said), now)).toBe(words);
  });

  test('its progress is the time that was covered, and not known where everything is wanted', () => {
    const back = (days: number) => ({ page: 2, ids: [], size: 0, at: now - days * DAY });
    expect(archiveProgress(archive({ edge: back(0) }))).toBe(0);
    expect(archiveProgress(archive({ edge: back(15) }))).toBe(0.5);
    expect(archiveProgress(archive({ edge: back(31) }))).toBe(1);
    expect(archiveProgress(archive({ days: 'all' }))).toBeUndefined();
  });

  test('only more than is kept can be chosen', () => {
    expect(moreThan(30)).toEqual([90, 'all']);
    expect(moreThan(90)).toEqual(['all']);
    expect(moreThan('all')).toEqual([]);
  });
});
