import { describe, expect, test } from 'vitest';
import { Reliance } from './reliance.ts';
import { sound } from './snapshots.ts';

const guid = (id: number) => `https://rareearthexchanges.com/?p=${id}`;
const answer = (ids: number[], more = {}) => ({
  ...{ status: 200, etag: '"a"', guids: ids.map(guid), wholeAt: 5 },
  ...more,
});
const STORE = sound([{ id: 2 }, { id: 1 }]);
const VALIDATED = { ...STORE, etags: { 'https://rareearthexchanges.com/feed/': '"a"' } };

describe('what may be relied on', () => {
  test('a story that a page showed stays', () => {
    const reliance = new Reliance();
    reliance.shown([guid(1), guid(3)]);
    expect(reliance.check(STORE)).toEqual([`${guid(3)} was promised and is in the store 0 times`]);
  });

  test('a poll that succeeded brought every story of a document that had been sent to its end', () => {
    const reliance = new Reliance();
    const cut = { status: 200, etag: '"a"', guids: [guid(4)] };
    reliance.polled([answer([1, 3]), cut, answer([5], { wholeAt: 7 })], 6);
    expect(reliance.check(STORE)).toEqual([`${guid(3)} was promised and is in the store 0 times`]);
  });

  test('a validator is one of a document whose stories are all kept', () => {
    const reliance = new Reliance();
    reliance.sent(answer([1, 2, 3]));
    expect(reliance.check(VALIDATED).join()).toMatch(/validator "a" .* without all stories/);
    reliance.sent(answer([1, 2])); // after a withdrawal the same validator stands for another document
    expect(reliance.check(VALIDATED)).toEqual([]);
  });

  test('a validator that the site never sent vouches for nothing', () =>
    expect(new Reliance().check(VALIDATED)).toHaveLength(1));

  test('when a story was first seen never changes, and that it was seen is not forgotten', () => {
    const reliance = new Reliance();
    const [first, ...others] = STORE.stories;
    if (first === undefined) throw new Error('a story');
    expect(reliance.check({ ...STORE, stories: [{ ...first, seenAt: 7 }, ...others] })).toEqual([]);
    expect(reliance.check({ ...STORE, stories: [{ ...first, firstSeenAt: 2_000 }, ...others] })).toEqual([
      'p/1 was first seen at 1000, and now at 2000',
      'p/1 had been seen, and no longer is',
    ]);
  });

  test('a story that was in the store does not go', () => {
    const reliance = new Reliance();
    reliance.check(STORE);
    expect(reliance.check(sound([{ id: 1 }]))).toEqual(['p/2 was in the store and is gone']);
  });
});
