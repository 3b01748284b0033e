import { describe, expect, test } from 'vitest';
import { disagreements, type List, missingFromList } from './list.ts';
import { sound } from './snapshots.ts';

const STORE = sound([{ id: 2 }, { id: 1, readAt: 5 }]);
const row = (id: number, isRead: boolean) => ({
  ...{ id: `p/${id}`, guid: `g${id}`, title: `Story ${id}`, isRead, counts: !isRead },
});
const LIST: List = { rows: [row(2, false), row(1, true)], unread: 1 };

describe('disagreements', () => {
  test('there are none where all say the same', () => expect(disagreements(LIST, '1', STORE)).toEqual([]));

  test.each<[string, List, string]>([
    ['the badge', LIST, '2'],
    ['the number of the list', { ...LIST, unread: 2 }, '1'],
    ['the order', { ...LIST, rows: LIST.rows.toReversed() }, '1'],
    ['a state', { ...LIST, rows: [row(2, true), row(1, true)] }, '1'],
    ['a story that is not listed', { ...LIST, rows: [row(2, false)] }, '1'],
  ])('one is found in %s', (_name, list, badge) => expect(disagreements(list, badge, STORE)).toHaveLength(1));

  test('no badge is right where nothing is unread', () =>
    expect(disagreements({ rows: [row(1, true)], unread: 0 }, '', sound([{ id: 1, readAt: 5 }]))).toEqual(
      [],
    ));
});

describe('missingFromList', () => {
  const site = [2, 1].map((id) => ({ guid: `g${id}`, title: `Story ${id}` }));

  test('nothing is missing where the feed stands in the list in its order', () =>
    expect(missingFromList({ ...LIST, rows: [row(3, true), ...LIST.rows] }, site)).toEqual([]));

  test.each([
    ['a story that is not there', site.concat({ guid: 'g4', title: 'Story 4' })],
    ['another order', site.toReversed()],
    ['an old title', site.map(({ guid }) => ({ guid, title: 'Edited' }))],
  ])('%s is found', (_name, expected) => expect(missingFromList(LIST, expected)).toHaveLength(1));
});
