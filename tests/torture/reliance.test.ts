import { describe, expect, test } from 'vitest';
import { Reliance } from './reliance.ts';
import type { StoredFill } from './snapshot.ts';
import { sound } from './snapshots.ts';

const guid = (id: number) => `https://rareearthexchanges.com/?p=${id}`;
const answer = (ids: number[], more = {}) => ({
  ...{ status: 200, page: 1, etag: '"a"', guids: ids.map(guid), wholeAt: 5 },
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
    const cut = { status: 200, page: 1, etag: '"a"', guids: [guid(4)] };
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

  describe('what stood on the site all the time', () => {
    const archive: StoredFill = {
      ...{ state: 'done', feed: '', nextPage: 3, pages: 2, until: 60_000 },
      edge: { page: 2, ids: ['p/1'], at: 60_000 },
    };
    const kept = { ...sound([{ id: 4 }, { id: 3 }, { id: 1 }]), installedAt: 150_000, archive };
    const onSite = (...ids: number[]) => ids.map((id) => ({ guid: guid(id), publishedAt: id * 60_000 }));

    test('is there once all is fetched, but for what is older than the archive reaches', () => {
      expect(new Reliance().missing(onSite(4, 3, 1, 0), kept, 0)).toEqual([]);
      expect(new Reliance().missing(onSite(5, 4, 2), kept, 0)).toEqual([
        expect.stringContaining('?p=5 stood on the site'),
        expect.stringContaining('?p=2 stood on the site'),
      ]);
    });

    test('may be missing from the archive alone, once for each withdrawal by the time it was fetched', () => {
      const reliance = new Reliance();
      expect(reliance.missing(onSite(5, 2), kept, 1)).toEqual([expect.stringContaining('?p=5')]);
      expect(reliance.missing(onSite(4, 2), kept, 1)).toEqual([]);
      const later = { ...kept, stories: kept.stories.slice(1) };
      expect(reliance.missing(onSite(4, 2, 1), later, 9)).toEqual([expect.stringContaining('?p=1')]);
    });
  });

  test('an archive that was asked for is not wanted any less', () => {
    const reliance = new Reliance();
    reliance.wanted('90');
    const archive: StoredFill = {
      ...{ state: 'filling', days: 90, feed: '', nextPage: 3, pages: 2 },
      edge: { page: 2, ids: ['p/1'], at: 60_000 },
    };
    expect(reliance.check({ ...STORE, archive })).toEqual([]);
    expect(reliance.check({ ...STORE, archive: { ...archive, days: 30 } })).toEqual([
      '90 days of the archive were asked for, and 30 are wanted',
    ]);
    reliance.wanted('all');
    expect(reliance.check({ ...STORE, archive: { ...archive, days: 'all' } })).toEqual([]);
  });

  test('an older page that was sent vouches for nothing', () => {
    const reliance = new Reliance();
    reliance.sent(answer([1, 2], { page: 2 }));
    reliance.polled([answer([1]), answer([9], { page: 2 })], 6);
    expect(reliance.check(VALIDATED).join()).toMatch(/^the validator "a"/);
  });
});
