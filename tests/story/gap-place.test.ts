import { describe, expect, test } from 'vitest';
import { countingAt } from '../../lib/settings.ts';
import { storyAbove } from '../../lib/story/gap-place.ts';
import { toHeadline } from '../../lib/story/headline.ts';
import { arrive } from '../../lib/story/merge.ts';
import { incoming, NOW } from '../support/stories.ts';

describe('storyAbove', () => {
  /** Stories of a document, a minute apart from `NOW` on, as a list holds them. */
  const list = [1, 2, 3, 4].map((id, position) =>
    toHeadline(arrive(incoming(id, {}, position), { ...countingAt(NOW), number: id }), false),
  );
  const publishedAt = (id: number) => NOW - id * 60_000;

  test('is the last story of a document that was read, wherever in it that stood', () => {
    expect(storyAbove(list, publishedAt(3), true)?.id).toBe('p/3');
    expect(storyAbove(list, publishedAt(1), true)?.id).toBe('p/1');
  });

  test('is not known while the list may go on, and is its last where it does not', () => {
    expect(storyAbove(list, publishedAt(4), true)).toBeUndefined();
    expect(storyAbove(list, publishedAt(4), false)?.id).toBe('p/4');
    expect(storyAbove([], publishedAt(4), false)).toBeUndefined();
  });

  test('is the first where that one is older already: no gap goes unsaid', () => {
    expect(storyAbove(list, NOW, true)?.id).toBe('p/1');
  });
});
