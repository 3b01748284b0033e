import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesBetween, changesInList, saysTheSame, wordsOf } from '../../lib/text/words.ts';

describe('saysTheSame', () => {
  test.each([
    ['“Quotes” – and dashes', '"Quotes" - and dashes'],
    ['Fe₁₆N₂ Magnets', 'Fe16N2 magnets'],
    ['one  two\u00a0three', 'One Two Three'],
    ['_Markdown_ left over', 'Markdown left over'],
  ])('%s | %s: the same words', (one, other) => {
    expect(saysTheSame(one, other)).toBe(true);
  });

  test.each([
    ['Lynas Aquires a Plant', 'Lynas Acquires a Plant'],
    ['Up 5%', 'Up 50%'],
    ['$5 million', '€5 million'],
    ['a b', 'b a'],
  ])('%s | %s: other words', (one, other) => {
    expect(saysTheSame(one, other)).toBe(false);
  });
});

describe('changesBetween', () => {
  test('gives what went and what came, in its place', () => {
    expect(
      changesBetween('Lynas opens a plant in Malaysia', 'Lynas opens its second plant in Malaysia'),
    ).toEqual([
      { kind: 'same', text: 'Lynas opens' },
      { kind: 'gone', text: 'a' },
      { kind: 'come', text: 'its second' },
      { kind: 'same', text: 'plant in Malaysia' },
    ]);
  });

  test('without the gone it is the text after, without the come the text before', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 12 })
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = changesBetween(before, after);
        const without = (kind: string) =>
          changes
            .filter((stretch) => stretch.kind !== kind)
            .map((stretch) => stretch.text)
            .join(' ');
        expect(wordsOf(without('gone'))).toEqual(wordsOf(after));
        expect(wordsOf(without('come'))).toEqual(wordsOf(before));
      }),
    );
  });

  test('of texts that are very long it calls the whole changed', () => {
    const long = 'word '.repeat(500);
    expect(changesBetween(long, 'short')).toHaveLength(2);
  });
});

describe('changesInList', () => {
  test('leaves out what stands in both lists, wherever, and compares the rest in order', () => {
    expect(
      changesInList(['Prices rose by 3 percent', 'Makers wait'], ['Makers wait', 'Prices rose by 5 percent']),
    ).toEqual([
      [
        { kind: 'same', text: 'Prices rose by' },
        { kind: 'gone', text: '3' },
        { kind: 'come', text: '5' },
        { kind: 'same', text: 'percent' },
      ],
    ]);
  });

  test('a text that went or came alone is given whole', () => {
    expect(changesInList(['One'], [])).toEqual([[{ kind: 'gone', text: 'One' }]]);
    expect(changesInList([], ['Two'])).toEqual([[{ kind: 'come', text: 'Two' }]]);
  });
});
