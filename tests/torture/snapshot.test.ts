import { describe, expect, test } from 'vitest';
import { faultsIn, type Snapshot, type StoredFill, type StoredStory } from './snapshot.ts';
import { sound, withIndexes } from './snapshots.ts';

const STORE = sound([{ id: 3 }, { id: 2, readAt: 5_000 }, { id: 1 }]);
const [first, second, third] = STORE.stories;
if (first === undefined || second === undefined || third === undefined) throw new Error('three stories');

const GAP: StoredFill = {
  ...{ foundAt: 7, feed: 'https://rareearthexchanges.com/feed/', nextPage: 2, pages: 0 },
  edge: { page: 1, ids: ['p/3', 'p/2'], at: 120_000 },
};

function without(story: StoredStory, key: 'unread' | 'listed'): StoredStory {
  const { [key]: _, ...others } = story;
  return others;
}

describe('faultsIn', () => {
  test('finds nothing in a sound store', () => expect(faultsIn(STORE)).toEqual([]));

  test('finds nothing where stories are withdrawn, from the archive, or being fetched', () =>
    expect(
      faultsIn({
        ...sound([{ id: 3, withdrawnAt: 5_000 }, { id: 2, isFromArchive: true }, { id: 1 }]),
        gaps: [GAP, { ...GAP, foundAt: 6 }],
        archive: { ...GAP, state: 'filling' },
        logged: 50,
      }),
    ).toEqual([]));

  test.each<[string, Snapshot, RegExp]>([
    [
      'a story that is there twice',
      withIndexes([...STORE.stories.slice(1), { ...second, id: 'p/9' }, first]),
      /the guid .* more than once/,
    ],
    [
      'an alias of two stories',
      withIndexes([first, { ...second, aliases: [...second.aliases, 'p/1'] }, third]),
      /alias p\/1 is there more than once/,
    ],
    [
      'a story without its own alias',
      withIndexes([{ ...first, aliases: ['news/story-1'] }, second, third]),
      /p\/1 is not among its own/,
    ],
    [
      'a read story that counts',
      withIndexes([first, { ...second, unread: second.order }, third]),
      /p\/2 counts as unread/,
    ],
    [
      'an unread story that counts in the wrong place',
      withIndexes([{ ...first, unread: 7 }, second, third]),
      /p\/1 counts as unread by 7/,
    ],
    [
      'an unread story that does not count',
      withIndexes([without(first, 'unread'), second, third]),
      /p\/1 does not count/,
    ],
    [
      'a withdrawn story that counts',
      withIndexes([{ ...without(first, 'listed'), withdrawnAt: 5 }, second, third]),
      /p\/1 counts as unread/,
    ],
    [
      'a withdrawn story that is listed',
      withIndexes([first, { ...second, withdrawnAt: 5 }, third]),
      /p\/2 is listed/,
    ],
    [
      'a withdrawn story that is saved and not listed',
      withIndexes([first, { ...without(second, 'listed'), withdrawnAt: 5, savedAt: 4 }, third]),
      /p\/2 is not listed/,
    ],
    [
      'a story of the archive that counts',
      withIndexes([{ ...first, isFromArchive: true }, second, third]),
      /p\/1 counts as unread/,
    ],
    [
      'news that came with the archive',
      withIndexes([
        { ...without(first, 'unread'), isFromArchive: true, publishedAt: 150_000 },
        second,
        third,
      ]),
      /p\/1 was published after installing/,
    ],
    ['a listed index that lost one', { ...STORE, byListed: ['p/3', 'p/2'] }, /index byListed/],
    ['a database that was taken for lost', { ...STORE, isRestored: true }, /taken for lost/],
    ['a log that grows', { ...STORE, logged: 51 }, /log has 51/],
    ['a gap that is there twice', { ...STORE, gaps: [GAP, GAP] }, /a gap found at 7/],
    ['gaps out of order', { ...STORE, gaps: [{ ...GAP, foundAt: 6 }, GAP] }, /gaps stand as 6,7/],
    ['a gap before the first page', { ...STORE, gaps: [{ ...GAP, nextPage: 0 }] }, /fill is not sound/],
    [
      'a fill that stands at a story that is not kept',
      { ...STORE, archive: { ...GAP, state: 'done', edge: { ...GAP.edge, ids: ['p/9'] } } },
      /fill is not sound/,
    ],
    ['an index that lost a story', { ...STORE, byOrder: ['p/3', 'p/2'] }, /index byOrder/],
    ['an unread index that kept one', { ...STORE, byUnread: ['p/3', 'p/2', 'p/1'] }, /index byUnread/],
    ['aliases that are not found', { ...STORE, byAlias: ['p/1'] }, /index byAlias/],
    ['a story without its full text', { ...STORE, articles: ['p/1', 'p/2'] }, /the articles/],
    ['a wrong count', { ...STORE, counts: { unread: 3, arrivals: 3 } }, /say 3 unread, and 2 are/],
    ['a story counted as arrived twice', { ...STORE, counts: { unread: 2, arrivals: 4 } }, /say that 4/],
    [
      'a number of arrival given twice',
      withIndexes([first, { ...second, arrival: 1 }, third]),
      /numbers of arrival are 1 1 3/,
    ],
  ])('finds %s', (_name, broken, words) => expect(faultsIn(broken).join('\n')).toMatch(words));
});
