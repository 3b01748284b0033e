// What stands in Markdown is parsed back, by the rules of CommonMark and GitHub, and has to be the text that went in.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeLink } from '../../lib/story/safe-link.ts';
import { oneLine } from '../../lib/text/lines.ts';
import { beginningLine, inMarkdown, linkInMarkdown } from '../../lib/text/markdown.ts';
import { bareAddress, hostileText, parse, textOf } from '../support/markdown.ts';

const addresses = fc
  .tuple(
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.constantFrom('', '(a)', ')', '`', '`a`', '\\', '&copy;', '*', '_a_', '<', "'", '"', ' '),
  )
  .map(([url, end]) => safeLink(url + end))
  .filter((link) => link !== undefined);

describe('inMarkdown', () => {
  test.each([
    [
      'a usual headline stays as it is',
      'China’s Exports Slip in June: 5% & “Falling”',
      'China’s Exports Slip in June: 5% & “Falling”',
    ],
    ['brackets', '[x](http://x)', '\\[x\\]\\(http\\://x)'],
    ['an element', 'a <b> c', 'a \\<b\\> c'],
    ['a pipe, which makes tables', 'a | b', 'a \\| b'],
    ['an entity', 'AT&amp;T & R&D', 'AT\\&amp;T & R&D'],
  ])('%s', (_, text, markdown) => {
    expect(inMarkdown(text)).toBe(markdown);
  });
});

test('an address keeps nothing that could end its link or its line', () => {
  expect(linkInMarkdown('x', 'https://x.example/a_(b)?c=`d`&amp;e=<f>\\')).toBe(
    '[x](https://x.example/a_%28b%29?c=%60d%60&amp;amp;e=%3Cf%3E%5C)',
  );
});

describe('parsed back', () => {
  test('a line is one paragraph of the same text, without a link, an element or an emphasis', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const line = oneLine(text);
        fc.pre(line !== '');
        const { kinds, blocks } = parse(beginningLine(text));
        expect(kinds).toEqual(['paragraph']);
        expect(blocks.map(textOf)).toEqual([line]);
      }),
      { numRuns: 1000 },
    );
  });

  test('in a list an item is one item', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 4 }), (texts) => {
        const lines = texts.map(oneLine).filter((line) => line !== '');
        fc.pre(lines.length > 0);
        const { kinds, blocks } = parse(lines.map((line) => `- ${beginningLine(line)}`).join('\n'));
        expect(kinds).toEqual(['list']);
        expect(blocks.flatMap(({ items }) => items).map(textOf)).toEqual(lines);
      }),
      { numRuns: 1000 },
    );
  });

  test('a heading that is a link is that link, with its address and its text', () => {
    fc.assert(
      fc.property(hostileText, addresses, (text, address) => {
        const line = oneLine(text);
        fc.pre(line !== '');
        const { kinds, blocks, links } = parse(`### ${linkInMarkdown(text, address)}`);
        expect(kinds).toEqual(['heading', 'link']);
        expect(blocks.map(textOf)).toEqual([line]);
        expect(links.map(bareAddress)).toEqual([bareAddress(address)]);
      }),
      { numRuns: 1000 },
    );
  });
});
