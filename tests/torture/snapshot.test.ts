import { describe, expect, test } from 'vitest';
import { faultsIn, type Snapshot } from './snapshot.ts';
import { sound, withIndexes } from './snapshots.ts';

const STORE = sound([{ id: 3 }, { id: 2, readAt: 5_000 }, { id: 1 }]);
const [first, second, third] = STORE.stories;
if (first === undefined || second === undefined || third === undefined) throw new Error('three stories');

describe('faultsIn', () => {
  test('finds nothing in a sound store', () => expect(faultsIn(STORE)).toEqual([]));

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
      /p\/2 is read and counts/,
    ],
    [
      'an unread story that does not count',
      withIndexes([{ ...first, unread: 7 }, second, third]),
      /p\/1 is unread and does not/,
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
