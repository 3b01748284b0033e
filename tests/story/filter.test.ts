import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Filter, isSamePart, toFilter } from '../../lib/story/filter.ts';
import { matcherOf } from '../../lib/story/match-filter.ts';
import type { Story } from '../../lib/story/story.ts';
import { NOW, stored } from '../support/stories.ts';

const story = (facts: Parameters<typeof stored>[2] = {}, more: Partial<Story> = {}): Story => ({
  ...stored(1, NOW, facts),
  ...more,
});

describe('matcherOf', () => {
  test.each<[string, Filter, Story, boolean]>([
    ['a word of the title', { words: 'lever' }, story({ title: 'Beijing’s Dysprosium Lever' }), true],
    ['words in any order', { words: 'lever dysprosium' }, story({ title: 'Dysprosium Lever' }), true],
    ['the beginning of a word', { words: 'dyspro' }, story({ title: 'Dysprosium Lever' }), true],
    ['one word of two', { words: 'dysprosium magnets' }, story({ title: 'Dysprosium Lever' }), false],
    ['a word without its accents', { words: 'bastnasite' }, story({ title: 'Nolans’s Bastnäsite' }), true],
    ['a word with accents and in capitals', { words: 'BASTNÄSITE' }, story({ title: 'bastnasite' }), true],
    ['a word of the highlights', { words: 'tariff' }, story({ highlights: ['A tariff comes'] }), true],
    ['a word of the summary', { words: 'tariff' }, story({ summary: 'A tariff comes' }), true],
    ['the author', { words: 'o’brien' }, story({ author: 'Pat O’Brien' }), true],
    ['a category', { words: 'magnets' }, story({ categories: ['Magnets'] }), true],
    ['a category by name', { category: 'Magnets' }, story({ categories: ['News', 'Magnets'] }), true],
    ['another category', { category: 'China' }, story({ categories: ['Magnets'] }), false],
    ['a category that every story has', { category: 'News' }, story({ categories: ['News'] }), false],
    [
      'a category that is not the first to tell',
      { category: 'China' },
      story({ categories: ['Magnets', 'China'] }),
      false,
    ],
    ['what stands above a place', { above: stored(2).order }, story(), true],
    ['what stands at that place', { above: stored(1).order }, story(), false],
    ['a saved one', { isSaved: true }, story({}, { states: { savedAt: NOW } }), true],
    ['one that is not saved', { isSaved: true }, story(), false],
  ])('%s', (_, filter, of, holds) => {
    expect(matcherOf(filter)(of)).toBe(holds);
  });

  test('each thing that is named narrows what is shown, and nothing else does', () => {
    const filters = fc.record(
      {
        above: fc.integer({ min: 0, max: 3 }),
        category: fc.constantFrom('China', 'Magnets'),
        isSaved: fc.constant<true>(true),
        words: fc.constantFrom('a', 'b', 'a b'),
      },
      { requiredKeys: [] },
    );
    const stories = fc.record({
      title: fc.constantFrom('a', 'b', 'ab', 'c'),
      categories: fc.subarray(['China', 'Magnets', 'News']),
      order: fc.integer({ min: 0, max: 3 }),
      isSaved: fc.boolean(),
    });
    fc.assert(
      fc.property(filters, stories, (filter, { title, categories, order, isSaved }) => {
        const of = story({ title, categories }, { order, states: isSaved ? { savedAt: NOW } : {} });
        const parts = Object.entries(filter).map(([name, value]) => matcherOf({ [name]: value })(of));
        expect(matcherOf(filter)(of)).toBe(parts.every(Boolean));
      }),
    );
  });
});

describe('toFilter', () => {
  test.each([
    ['nothing', undefined],
    ['a number', 5],
    ['an empty one', {}],
    ['blanks', { words: '  ' }],
    ['other shapes', { above: Number.NaN, category: '', isSaved: 1, words: {} }],
  ])('of %s is none', (_, value) => {
    expect(toFilter(value)).toBeUndefined();
  });

  test('keeps what it knows, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const filter = toFilter(value);
        expect(toFilter(filter)).toEqual(filter);
        const kept = toFilter(JSON.parse(JSON.stringify(filter ?? null)));
        expect([isSamePart(filter, kept), kept?.words]).toEqual([true, filter?.words]);
      }),
    );
  });

  test('bounds what was typed', () => {
    expect(toFilter({ words: ` ${'x'.repeat(5000)}` })?.words).toHaveLength(200);
  });
});
