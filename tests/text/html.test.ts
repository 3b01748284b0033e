import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { htmlToText, imagesIn, liftHighlights } from '../../lib/text/html.ts';

describe('htmlToText', () => {
  test.each<[string, string, string]>([
    ['gives each paragraph a line', '<p>One.</p>\n\n\n<p>Two.</p>', 'One.\nTwo.'],
    ['breaks the line at <br>, however often', 'a<br>b<br /><br>c', 'a\nb\nc'],
    ['collapses white space, also no-break spaces', '<p>a \n\t b\u00a0&nbsp; c</p>', 'a b c'],
    ['keeps words of inline elements together', '<p>Fe<sub>16</sub>N<b>d</b></p>', 'Fe16Nd'],
    ['decodes references once', '<p>Q&amp;A &lt;5% &#8217; &amp;lt; R&D</p>', 'Q&A <5% ’ &lt; R&D'],
    [
      'leaves out what is for machines',
      'a<script>1<2</script><style>b{}</style><noscript>c</noscript><template>d</template><iframe>e</iframe><svg><text>f</text></svg><!-- g -->h',
      'ah',
    ],
    ['goes on after an element that is left out inside another', '<svg><g><svg></svg></g>a</svg>b', 'b'],
    [
      'leaves out words for screen readers',
      '<a href="/">ASM<span class="sr-only"> (opens in a new tab)</span></a>, b<span class="x screen-reader-text">y</span>',
      'ASM, b',
    ],
    [
      'leaves out those words where their element was lost',
      'The deal (opens in a new tab), signed',
      'The deal, signed',
    ],
    [
      'takes an emoji image for its character',
      'REEx<img class="wp-smiley" alt="™" src="x"> <img alt="📈" class="emoji">',
      'REEx™ 📈',
    ],
    ['leaves out the alternative text of other images', 'a<img alt="A mine" src="x">b', 'ab'],
    [
      'keeps captions',
      '<figure><img src="x"><figcaption>Source: USGS</figcaption></figure><p>b</p>',
      'Source: USGS\nb',
    ],
    [
      'separates the cells of a table',
      '<table><tr><th>Nd</th><th>Pr</th></tr><tr><td>1</td><td>2</td></tr></table>',
      'Nd Pr\n1 2',
    ],
    ['gives each point of a list a line', '<ul><li>a<li>b<ul><li>c</ul></ul>', 'a\nb\nc'],
    ['drops control characters', 'a&#8;b\u0007', 'a b'],
    ['keeps what comes before a tag that was cut off', '<p>whole</p><p class="ha', 'whole'],
    ['takes plain text as it is', 'NdPr at X < Y & rising', 'NdPr at X < Y & rising'],
    ['gives nothing for nothing', '', ''],
  ])('%s', (_name, html, expected) => {
    expect(htmlToText(html)).toBe(expected);
  });

  test.each<[string, string]>([
    [
      'Easy TOC',
      '<div id="ez-toc-container" class="ez-toc-v2_0_69_1 counter-hierarchy"><p>Contents</p><ul><li>x</li></ul></div>',
    ],
    ['LuckyWP', '<div class="lwptoc lwptoc-autoWidth"><div class="lwptoc_i">x</div></div>'],
    ['Rank Math', '<div class="wp-block-rank-math-toc-block" id="rank-math-toc"><h2>Contents</h2></div>'],
    ['Yoast', '<div class="wp-block-yoast-seo-table-of-contents yoast-table-of-contents"><h2>x</h2></div>'],
    ['the block of WordPress', '<nav class="wp-block-table-of-contents"><ol><li>x</li></ol></nav>'],
    ['Kadence', '<div class="wp-block-kadence-tableofcontents">x</div>'],
    ['TOC+', '<div id="toc_container" class="no_bullets"><p>Contents</p></div>'],
    ['a class', '<div class="box toc">x</div>'],
    ['an id', '<div id="toc">x</div>'],
  ])('leaves out a table of contents by %s', (_name, block) => {
    expect(htmlToText(`<p>a</p>${block}<p>b</p>`)).toBe('a\nb');
  });

  test('keeps headings that a table of contents has marked, and words like stock', () => {
    expect(
      htmlToText('<h2><span class="ez-toc-section" id="x">Supply</span></h2><p class="stock">b</p>'),
    ).toBe('Supply\nb');
  });

  test('gives up beyond an absurd depth and keeps what came before', () => {
    expect(htmlToText(`<p>before</p>${'<b>'.repeat(100_000)}after`)).toBe('before');
  });

  test('never throws, and gives trimmed lines without empty ones', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<br>',
      '<ul>',
      '<li>',
      '</ul>',
      '<svg>',
      '</svg>',
      '<!--',
      ' ',
      'a',
      '&amp;',
      '<',
      '">',
      '<td>',
      '<script>',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
        const text = htmlToText(pieces.join(''));
        if (text !== '') for (const line of text.split('\n')) expect(line).toMatch(/^\S(?:.*\S)?$/u);
      }),
    );
  });
});

describe('liftHighlights', () => {
  const LIST = '<ul><li>One.</li><li>Two.</li></ul>';
  const BULLETS = ['One.', 'Two.'];

  test.each<[string, string, string[]]>([
    [
      'lifts the list under the heading',
      `<h2 class="wp-block-heading">Highlights</h2>\n${LIST}<p>b</p>`,
      BULLETS,
    ],
    ['allows a colon and other case', `<h3>HIGHLIGHTS :</h3>${LIST}`, BULLETS],
    [
      'takes a first paragraph for a heading',
      `<p><strong>Highlights:</strong></p>${LIST}<h2>b</h2>`,
      BULLETS,
    ],
    [
      'passes over empty headings and paragraphs',
      `<h2> </h2><p>&nbsp;</p><h2>Highlights</h2>${LIST}`,
      BULLETS,
    ],
    ['passes over words left before the heading', `<p>Share this</p><h2>Highlights</h2>${LIST}`, BULLETS],
    [
      'passes over a table of contents, before or after',
      `<div id="toc"><h2>Contents</h2><ul><li>x</li></ul></div><h2>Highlights</h2><nav class="toc"><h3>Contents</h3>${LIST}x</nav>${LIST}`,
      BULLETS,
    ],
    [
      'reads a heading with elements inside',
      `<h2><span class="ez-toc-section"></span><strong>High</strong>lights</h2>${LIST}`,
      BULLETS,
    ],
    ['lifts a numbered list', '<h2>Highlights</h2><ol><li>One.</li><li>Two.</li></ol>', BULLETS],
    ['allows a paragraph before the list', `<h2>Highlights</h2><p>In short:</p>${LIST}`, BULLETS],
    ['takes only the first list', `<h2>Highlights</h2>${LIST}<ul><li>Three.</li></ul>`, BULLETS],
    [
      'joins sub-bullets to theirs',
      '<h2>Highlights</h2><ul><li>One<ul><li>a</li><li>b</li></ul></li><li>Two.</li></ul>',
      ['One a b', 'Two.'],
    ],
    [
      'joins a sub-list that stands between bullets to the one before',
      '<h2>Highlights</h2><ul><li>One</li><ul><li>a</li></ul><li>Two.</li></ul>',
      ['One a', 'Two.'],
    ],
    ['reads bullets without end tags', '<h2>Highlights</h2><ul><li>One.<li>Two.</ul><p>b</p>', BULLETS],
    [
      'reads bullets with paragraphs and formatting',
      '<h2>Highlights</h2><ul><li><p><b>O</b>ne.</p></li><li><p>Two\n.</p></li></ul>',
      ['One.', 'Two .'],
    ],
    [
      'passes over a list that is left out inside it',
      '<h2>Highlights</h2><ul><li>One.<ul class="toc"><li>x</li></ul></li><li>Two.</li></ul>',
      BULLETS,
    ],
    [
      'keeps words apart behind a paragraph',
      '<h2>Highlights</h2><ul><li><p>One</p>more.</li><li>Two.</li></ul>',
      ['One more.', 'Two.'],
    ],
    [
      'drops empty bullets',
      '<h2>Highlights</h2><ul><li></li><li>One.</li><li>&nbsp;</li><li>Two.</li></ul>',
      BULLETS,
    ],
    ['keeps what came of a list cut short', '<h2>Highlights</h2><ul><li>One.</li><li>Two.', BULLETS],
    [
      'decodes and cleans as the text',
      '<h2>Highlights</h2><ul><li>X&lt;Y <a>deal<span class="sr-only">(opens in a new tab)</span></a></li></ul>',
      ['X<Y deal'],
    ],
    ['finds none where another heading comes first', `<h2>What Happened</h2><h2>Highlights</h2>${LIST}`, []],
    ['finds none where the heading says more', `<h2>Highlights of the week</h2>${LIST}`, []],
    ['finds none behind another heading', `<h2>Highlights</h2><p>a</p><h2>What Happened</h2>${LIST}`, []],
    ['finds none behind a table', `<h2>Highlights</h2><table><tr><td>a</td></tr></table>${LIST}`, []],
    ['finds none behind a figure', `<h2>Highlights</h2><figure><img src="a"></figure>${LIST}`, []],
    ['finds none without a list', '<h2>Highlights</h2><p>a</p>', []],
    ['finds none where only a later paragraph says the word', `<p>Today</p><p>Highlights</p>${LIST}`, []],
    ['does not take a list before the heading', `${LIST}<h2>Highlights</h2><p>a</p>`, []],
    ['gives nothing for nothing', '', []],
  ])('%s', (_name, html, expected) => {
    expect(liftHighlights(html)).toEqual(expected);
  });
});

test('the images of a story are those that are seen, as they are written, without emoji', () => {
  const html =
    '<p><img src="a.png"><img class="emoji" alt="x" src="e.png"></p><noscript><img src="n.png"></noscript>' +
    '<figure><img alt="no address"><img src=" https://example.com/b.png?x=1&amp;y=2 "></figure>';
  expect(imagesIn(html)).toEqual(['a.png', '', ' https://example.com/b.png?x=1&y=2 ']);
});
