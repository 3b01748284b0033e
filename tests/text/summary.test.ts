import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { summarise } from '../../lib/text/summary.ts';

describe('summarise', () => {
  test.each<[string, string, string]>([
    [
      'drops the inherited heading and the brackets',
      'Highlights Japan&#8217;s METI signals support, and [&#8230;]',
      'Japan’s METI signals support, and…',
    ],
    [
      'drops the heading also before a small letter',
      'Highlights the U.S. signals support',
      'the U.S. signals support',
    ],
    ['drops the heading with its colon', 'HIGHLIGHTS: Two deals', 'Two deals'],
    ['drops the heading that stands alone', 'Highlights', ''],
    [
      'keeps the word where a sentence goes on from it',
      'Highlights of the week in Baotou',
      'Highlights of the week in Baotou',
    ],
    ['keeps the word inside a longer one', 'Highlightsheet', 'Highlightsheet'],
    ['keeps the word in the middle', 'The highlights are few', 'The highlights are few'],
    ['takes three dots in brackets too', '<p>A memorandum [...]</p>\n', 'A memorandum…'],
    ['keeps brackets that say something', 'Prices rose [sic]', 'Prices rose [sic]'],
    ['gives one line', '<p>a</p><p>b</p>', 'a b'],
    ['decodes once', 'R&amp;D &#60;5% &amp;lt;', 'R&D <5% &lt;'],
    ['leaves out the words for screen readers', 'the deal (opens in a new tab) today', 'the deal today'],
    ['gives nothing for nothing', '', ''],
  ])('%s', (_name, html, expected) => {
    expect(summarise(html)).toBe(expected);
  });

  test('shortens at a space', () => {
    expect(summarise('one two three four', 12)).toBe('one two…');
    expect(summarise('one two three', 13)).toBe('one two three');
  });

  test('leaves no comma or dash before the dots', () => {
    expect(summarise('one two, three four', 12)).toBe('one two…');
    expect(summarise('one two – three four', 12)).toBe('one two…');
  });

  test('cuts what has no space where it must, but not inside a character', () => {
    expect(summarise('a'.repeat(20), 10)).toBe(`${'a'.repeat(9)}…`);
    expect(summarise(`aaaaaaaa${'𝄞'.repeat(5)}`, 10)).toBe('aaaaaaaa…');
  });

  test('holds to 300 by default', () => {
    const summary = summarise('neodymium '.repeat(100));
    expect(summary).toBe(`${'neodymium '.repeat(29)}neodymium…`);
  });

  test('is never longer than asked, and always well formed and trimmed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 1, max: 60 }),
        (text, max) => {
          const summary = summarise(text, max);
          expect(summary.length).toBeLessThanOrEqual(max);
          expect(summary).not.toMatch(/\p{Cs}/u);
          expect(summary).toBe(summary.trim());
        },
      ),
    );
  });
});
