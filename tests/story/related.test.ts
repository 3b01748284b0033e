import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { relatedTo } from '../../lib/story/related.ts';
import { NOW, stored } from '../support/stories.ts';

/** What else a site writes about: nothing in common with anything. */
const others = ['Lithium Prices', 'Battery Recycling', 'Solar Panels', 'Wind Power', 'Grid Storage'].map(
  (title, index) => stored(100 + index, NOW, { title }),
);
const about = (id: number, title: string, categories: string[] = [], highlights: string[] = []) =>
  stored(id, NOW, { title, categories, highlights });
const ids = (related: ReturnType<typeof relatedTo>) => related.map(({ story }) => story.id);

describe('relatedTo', () => {
  test('finds what shares rare words, the most alike first', () => {
    const story = about(1, 'Dysprosium Export Controls Tighten');
    const alike = about(2, 'Export Controls on Dysprosium: What Now');
    const less = about(3, 'Dysprosium Supply in Myanmar'); // one word is chance
    const most = about(4, 'Export Controls on Dysprosium Tighten');
    expect(ids(relatedTo(story, [...others, less, alike, most]))).toEqual([most.id, alike.id]);
  });

  test('says what is shared, the rarest first', () => {
    const story = about(1, 'Dysprosium Magnets', ['China']);
    const [related] = relatedTo(story, [
      ...others,
      about(2, 'Magnets of Dysprosium', ['China']),
      about(3, 'Magnets'),
    ]);
    expect(related?.shared).toEqual(['China', 'dysprosium', 'magnets']);
  });

  test('looks at highlights and categories too', () => {
    const story = about(1, 'Beijing Speaks', ['MOFCOM'], ['Terbium oxide is named']);
    const [byWords, byCategory] = [about(2, 'Terbium Oxide'), about(3, 'Other', ['MOFCOM'])];
    expect(ids(relatedTo(story, [...others, byWords, byCategory])).sort()).toEqual([
      byWords.id,
      byCategory.id,
    ]);
  });

  test('a category that every story has is nothing in common', () => {
    const story = about(1, 'Dysprosium', ['News']);
    expect(relatedTo(story, [...others, about(2, 'Terbium', ['News'])])).toEqual([]);
  });

  test('finds five at most, never the story itself, and only what shares something', () => {
    const titles = fc.array(fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'epsilon', 'of', 'the'), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(fc.array(titles, { minLength: 1, maxLength: 20 }), (drawn) => {
        const stories = drawn.map((words, index) => about(index + 1, words.join(' ')));
        for (const story of stories) {
          const related = relatedTo(story, stories);
          expect(related.length).toBeLessThanOrEqual(5);
          expect(ids(related)).not.toContain(story.id);
          for (const { shared } of related) expect(shared.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
