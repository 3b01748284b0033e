import { describe, expect, test } from 'vitest';
import { changesBetween, changesInList, saysTheSame } from '../../lib/text/words.ts';

describe('changesBetween', () => {
  test('gives the words that went before those that came, and the rest as it is now', () => {
    expect(changesBetween('Lynas opens a plant in Texas', 'Lynas shuts a plant in Texas')).toEqual([
      { kind: 'same', text: 'Lynas' },
      { kind: 'gone', text: 'opens' },
      { kind: 'come', text: 'shuts' },
      { kind: 'same', text: 'a plant in Texas' },
    ]);
  });

  test('a change of marks alone is none', () => {
    expect(changesBetween('“No Magnets – No Motors”', '"No magnets - no motors"')).toEqual([
      { kind: 'same', text: '"No magnets - no motors"' },
    ]);
    expect(saysTheSame('“No Magnets, No Motors”', '"No magnets - no motors"')).toBe(true);
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
