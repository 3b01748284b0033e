import { describe, expect, test } from 'vitest';
import { toHeadline } from '../../lib/story/headline.ts';
import { NOW, stored } from '../support/stories.ts';

describe('toHeadline', () => {
  const facts = {
    title: 'Lynas Opens a Plant',
    highlights: ['One', 'Two'],
    categories: ['News', 'Industrial Metals'],
    author: 'REEx',
  };

  test('holds what a row shows, and the brief only where it is asked for', () => {
    const story = stored(1, NOW, facts);
    expect(toHeadline(story, false)).toEqual({
      id: 'p/1',
      arrival: 1,
      guid: 'https://rareearthexchanges.com/?p=1',
      title: 'Lynas Opens a Plant',
      link: 'https://rareearthexchanges.com/news/story-1/',
      category: 'Industrial Metals',
      order: story.order,
      countsAsUnread: true,
      state: 'new',
      isEdited: false,
      isRetitled: false,
      isSaved: false,
      isWithdrawn: false,
      hasBrief: true,
      brief: undefined,
    });
    expect(toHeadline(story, true).brief).toEqual({
      highlights: ['One', 'Two'],
      summary: '',
      author: 'REEx',
    });
  });

  test('tells what was edited, and holds what it was where the brief is asked for', () => {
    const story = { ...stored(1, NOW, facts), edit: { at: NOW, title: 'Lynas Shuts a Plant' } };
    expect(toHeadline(story, false)).toMatchObject({ isEdited: true, isRetitled: true });
    expect(toHeadline(story, true).brief?.edit?.title).toBe('Lynas Shuts a Plant');
    const rewritten = { ...story, edit: { at: NOW, highlights: ['One'] } };
    expect(toHeadline(rewritten, false).isRetitled).toBe(false);
  });

  test('a story that says nothing in short has nothing to unfold', () => {
    expect(toHeadline(stored(1), false).hasBrief).toBe(false);
    expect(toHeadline(stored(1, NOW, { summary: 'A word' }), false).hasBrief).toBe(true);
  });
});
