import { describe, expect, test } from 'vitest';
import { countingAt } from '../../lib/settings.ts';
import { merge } from '../../lib/story/merge.ts';
import { countsAsUnread } from '../../lib/story/unread.ts';
import { missingStory, withdraw, withListed } from '../../lib/story/withdrawal.ts';
import { incoming, NOW, stored } from '../support/stories.ts';

const HOUR = 3_600_000;

describe('a story that is withdrawn', () => {
  test('leaves list and badge, and comes back with what the reader did', () => {
    const seen = { ...stored(1), states: { seenAt: NOW } };
    const gone = withdraw(seen, NOW + HOUR);
    expect(gone).toMatchObject({ withdrawnAt: NOW + HOUR, states: { seenAt: NOW } });
    expect([gone.listed, gone.unread, countsAsUnread(gone, countingAt(NOW))]).toEqual([
      undefined,
      undefined,
      false,
    ]);
    expect(merge(gone, incoming(1), countingAt(NOW + 2 * HOUR))).toEqual(seen);
  });

  test('stays listed when it is saved', () => {
    const saved = { ...stored(1), states: { savedAt: NOW } };
    expect(withdraw(saved, NOW).listed).toBe(saved.order);
    const { savedAt, ...others } = saved.states;
    expect(withListed({ ...withdraw(saved, NOW), states: others }).listed).toBeUndefined();
    expect(savedAt).toBe(NOW);
  });
});

describe('missingStory', () => {
  const stories = [stored(1), stored(2), stored(3)];
  const document = { ids: new Set(['p/1', 'p/3']), oldestAt: NOW - 10 * 60_000 };

  test('is one that a whole document should hold and does not', () => {
    expect(missingStory(stories, document, [], NOW)?.id).toBe('p/2');
  });

  test.each<[string, Parameters<typeof missingStory>]>([
    ['it is older than the document goes', [stories, { ...document, oldestAt: NOW }, [], NOW]],
    ['it was asked for today', [[{ ...stored(2), missedAt: NOW - HOUR }], document, [], NOW]],
    ['three were asked for today', [stories, document, [NOW - HOUR, NOW - 2 * HOUR, NOW - 23 * HOUR], NOW]],
    ['it stands elsewhere', [[stored(2, NOW, { link: 'https://elsewhere.example/a/' })], document, [], NOW]],
    ['it is withdrawn already', [[withdraw(stored(2), NOW)], document, [], NOW]],
  ])('is none when %s', (_name, args) => {
    expect(missingStory(...args)).toBeUndefined();
  });

  test('is asked for again a day later', () => {
    expect(
      missingStory([{ ...stored(2), missedAt: NOW - 25 * HOUR }], document, [NOW - 25 * HOUR], NOW)?.id,
    ).toBe('p/2');
  });
});
