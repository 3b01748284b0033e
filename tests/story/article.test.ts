import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSiteAddress } from '../../lib/site.ts';
import { ARTICLE_TAGS, toArticle as articleOf, minutesToRead } from '../../lib/story/article.ts';
import { htmlToText } from '../../lib/text/html.ts';
import { recordedStories } from '../support/recordings.ts';

const BASE = 'https://rareearthexchanges.com/news/a-story/';
const toArticle = (html: string, base: string) => articleOf(html, base, isSiteAddress);
const markupOf = (html: string) => toArticle(html, BASE).markup;

describe('the markup of an article', () => {
  test.each<[string, string, string]>([
    [
      'keeps what is inline within its paragraph',
      '<p>x <b> y</b>, <em>z</em></p>',
      '<p>x <b>y</b>, <em>z</em></p>',
    ],
    [
      'puts what is inline into the blocks in it',
      '<b><p>a</p><p>b</p></b>',
      '<p><b>a</b></p><p><b>b</b></p>',
    ],
    ['makes paragraphs of loose text', 'a<div>b</div>c', '<p>a</p><p>b</p><p>c</p>'],
    ['breaks a line once, and ends a paragraph at two', 'a<br>b<br><br>c', '<p>a<br>b</p><p>c</p>'],
    ['does the same in a paragraph', '<p>a<br><br>b</p>', '<p>a</p><p>b</p>'],
    ['leaves out what is empty', '<p></p><p>&nbsp;</p><h2> </h2><ul><li></li></ul>a', '<p>a</p>'],
    [
      'keeps an empty cell',
      '<table><tr><td></td><td>1</table>',
      '<table><tr><td></td><td>1</td></tr></table>',
    ],
    ['keeps no-break spaces within text', '<p>10&nbsp;kg</p>', '<p>10\u00a0kg</p>'],
    ['nests lists', '<ul><li>a<ul><li>b</ul>c</ul>', '<ul><li>a<ul><li>b</li></ul>c</li></ul>'],
    [
      'gives what stands in a list without a point one',
      '<ul>x<ul><li>a</ul></ul>',
      '<ul><li>x</li><li><ul><li>a</li></ul></li></ul>',
    ],
    [
      'gives what stands in a table without a cell one',
      '<table>x<tr>y</tr></table>',
      '<table><tr><td>x</td></tr><tr><td>y</td></tr></table>',
    ],
    [
      'tells paragraphs of a cell apart',
      '<table><tr><td><p>a<p>b</table>',
      '<table><tr><td>a<br>b</td></tr></table>',
    ],
    [
      'lets no level of headings be left out',
      '<h4>a</h4><h1>b</h1><h6>c</h6>',
      '<h2>a</h2><h2>b</h2><h3>c</h3>',
    ],
    ['keeps white space in what is set as it is', '<pre>a\n  b</pre>', '<pre>a\n  b</pre>'],
    ['keeps rules between blocks', '<hr><p>a</p><hr><hr><p>b</p>', '<p>a</p><hr><p>b</p>'],
    ['escapes text once', '&lt;b&gt; &amp;amp; "q"', '<p>&lt;b&gt; &amp;amp; &quot;q&quot;</p>'],
    [
      'leaves out what is for machines, and the words for screen readers',
      '<script>1</script><style>2</style><p>a<span class="sr-only"> (opens in a new tab)</span></p>',
      '<p>a</p>',
    ],
    [
      'takes an emoji image for its character',
      '<p>REEx<img class="wp-smiley" alt="™" src="https://s.w.org/x.png"> a</p>',
      '<p>REEx™ a</p>',
    ],
  ])('%s', (_name, html, expected) => {
    expect(markupOf(html)).toBe(expected);
  });

  test.each<[string, string, string]>([
    [
      'keeps one that is safe',
      'https://example.com/a?b=1&amp;c',
      '<p><a href="https://example.com/a?b=1&amp;c">x</a></p>',
    ],
    [
      'resolves one against the address of the story',
      '/what/',
      '<p><a href="https://rareearthexchanges.com/what/">x</a></p>',
    ],
    ['makes text of a script', 'java\nscript:alert(1)', '<p>x</p>'],
    ['makes text of data', 'data:text/html,x', '<p>x</p>'],
    ['makes text of one with a password', 'https://rareearthexchanges.com:p@example.com/', '<p>x</p>'],
    ['makes text of one into a private network', 'http://192.168.0.1/', '<p>x</p>'],
    [
      'lets no quote out of the attribute',
      'https://example.com/"onclick="x',
      '<p><a href="https://example.com/%22onclick=%22x">x</a></p>',
    ],
  ])('of links: %s', (_name, href, expected) => {
    expect(markupOf(`<p><a href="${href.replaceAll('"', '&quot;')}">x</a></p>`)).toBe(expected);
  });

  test('one link holds no other', () => {
    expect(markupOf('<a href="/a">a<b><a href="/b">b</a></b></a>')).toBe(
      '<p><a href="https://rareearthexchanges.com/a">a<b>b</b></a></p>',
    );
  });
});

describe('the pictures of an article', () => {
  test('keep their place and their order', () => {
    const { markup, pictures } = toArticle(
      `<p>a<img src="/wp-content/a.jpg" alt=" Oxides\n&amp; ores " width="800" height="450">b</p>
       <figure><img src="https://example.com/b.png"><figcaption>c</figcaption></figure>`,
      BASE,
    );
    expect(markup).toBe('<p>a<wbr>b</p><figure><wbr><figcaption>c</figcaption></figure>');
    expect(pictures).toEqual([
      {
        address: 'https://rareearthexchanges.com/wp-content/a.jpg',
        alt: 'Oxides & ores',
        isOwn: true,
        size: { width: 800, height: 450 },
      },
      { address: 'https://example.com/b.png', alt: '', isOwn: false },
    ]);
  });

  test.each([
    ['nothing', ''],
    ['data', 'data:image/gif;base64,R0lGODlhAQABAAAAACw='],
    ['a file', 'file:///etc/passwd'],
    ['a private network', 'http://10.0.0.1/a.png'],
  ])('are left out where their address is %s', (_name, src) => {
    expect(toArticle(`<p>a<img src="${src}"></p>`, BASE)).toMatchObject({ markup: '<p>a</p>', pictures: [] });
  });

  test('are left out where they only count readers', () => {
    expect(
      toArticle('<img src="https://rareearthexchanges.com/a.gif" width=1 height=1>', BASE).pictures,
    ).toEqual([]);
  });
});

describe('what stands around the text', () => {
  const LEAD = '<h2>Highlights</h2>\n\n<ul><li>One.</li><li>Two.</li></ul>';

  test('highlights are lifted out of it', () => {
    expect(toArticle(`<p></p>${LEAD}<p>The text.</p>`, BASE)).toMatchObject({
      highlights: ['One.', 'Two.'],
      markup: '<p>The text.</p>',
      text: 'The text.',
      words: 2,
    });
  });

  test('those of a list that is never closed too', () => {
    expect(toArticle('<p>a</p><h2>Highlights</h2><ul><li>One.', BASE)).toMatchObject({
      highlights: ['One.'],
      markup: '<p>a</p>',
    });
  });

  test('a heading without a list stays', () => {
    expect(markupOf('<h2>Highlights</h2><h2>Other</h2><ul><li>One.</ul>')).toContain('<h2>Highlights</h2>');
  });

  test('highlights that are too many or too long stay where they are', () => {
    const long = `<h2>Highlights</h2><ul><li>${'x'.repeat(501)}</li></ul>`;
    expect(toArticle(long, BASE)).toMatchObject({ highlights: [] });
    expect(markupOf(long)).toContain('Highlights');
  });

  test.each([
    [0, 1],
    [238, 1],
    [400, 2],
    [1000, 4],
  ])('%i words are read in %i minutes', (words, minutes) => {
    expect(minutesToRead(words)).toBe(minutes);
  });
});

describe('every recorded story', () => {
  test('is shown with all its words', () => {
    for (const { contentHtml = '' } of recordedStories(0, 0)) {
      const { markup, text, highlights, isCut } = toArticle(contentHtml, BASE);
      expect(isCut).toBe(false);
      expect(plain(markup)).toBe(text.replace(/\s+/g, ' '));
      const all = htmlToText(contentHtml).replace(/\s+/g, ' ');
      expect(all).toContain(plain(markup));
      for (const highlight of highlights) expect(all).toContain(highlight);
    }
  });
});

describe('whatever a story holds', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...[
        '<p>',
        '</p>',
        '<b>',
        '</b>',
        '<i>',
        '</i>',
        '<a href=/x>',
        '<a href=javascript:x>',
        '</a>',
        '<br>',
        '<hr>',
      ],
      ...[
        '<ul>',
        '</ul>',
        '<ol>',
        '<li>',
        '</li>',
        '<h2>',
        '<h5>',
        '</h2>',
        '<blockquote>',
        '</blockquote>',
        '<pre>',
      ],
      ...[
        '<table>',
        '</table>',
        '<tr>',
        '<td>',
        '<caption>',
        '<tbody>',
        '</tr>',
        '<figure>',
        '<figcaption>',
        '</figure>',
      ],
      ...[
        '<div>',
        '</div>',
        '<svg>',
        '</svg>',
        '<math>',
        '<style>',
        '</style>',
        '<script>',
        '</script>',
        '<!--',
        '-->',
      ],
      ...[
        '<img src=/a.png>',
        '<img src=x onerror=y>',
        '<iframe src=x>',
        '<template>',
        '</template>',
        '<wbr>',
      ],
      ...['<h2>Highlights</h2>', '&lt;', '&amp;', '&nbsp;', '"', '\n', ' ', 'word', '<', '>'],
    ),
    fc.string({ maxLength: 6 }),
  );
  const stories = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

  test('every tag is ours, has no attribute but an address, and is closed in order', () => {
    fc.assert(
      fc.property(stories, (html) => {
        const { markup, pictures } = toArticle(html, BASE);
        expect(faultsIn(markup)).toEqual([]);
        expect(markup.split('<wbr>').length - 1).toBe(pictures.length);
      }),
      { numRuns: 3000 },
    );
  });

  test('it says the same as its text', () => {
    fc.assert(
      fc.property(stories, (html) => {
        const { markup, text } = toArticle(html, BASE);
        const bare = (said: string) => said.replace(/[\s\p{Cc}]+/gu, '');
        expect(bare(plain(markup))).toBe(bare(text));
      }),
      { numRuns: 3000 },
    );
  });

  test.each<[string, string]>([
    ['as long as a feed may be', `<p>${'word '.repeat(1_000_000)}</p>`],
    ['of a hundred thousand elements', '<p>a</p>'.repeat(100_000)],
    ['nested a hundred thousand deep', '<p>a</p>'.concat('<blockquote><b>'.repeat(100_000), 'b')],
    ['of elements that each reopen a thousand others', `${distinct(1_000)}${'<p>a'.repeat(50_000)}`],
    ['of tables in tables', '<table><tr><td>a'.repeat(20_000)],
  ])('one %s is bounded, and says so', (_name, html) => {
    const { markup, text, isCut } = toArticle(html, BASE);
    expect(isCut).toBe(true);
    expect(markup.length).toBeLessThan(500_000);
    expect(text.length).toBeLessThanOrEqual(150_000);
    expect(markup.match(/<[a-z]/g)?.length ?? 0).toBeLessThanOrEqual(5_000);
    expect(faultsIn(markup)).toEqual([]);
  });
});

/** Formatting elements that HTML tells apart, and would open again in each paragraph. */
function distinct(count: number): string {
  return Array.from({ length: count }, (_, index) => `<font size=${index}><b id=${index}>`).join('');
}

/** The text of markup, by a reading of its own. */
function plain(markup: string): string {
  return markup
    .replace(
      /<\/?(?:p|h\d|li|ul|ol|br|hr|tr|t[dh]|table|caption|thead|tbody|tfoot|figure|figcaption|blockquote|pre)>/g,
      ' ',
    )
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What is wrong with markup: tags that are not ours or not closed in order, attributes, and what is nested too deep. */
function faultsIn(markup: string): string[] {
  const faults: string[] = [];
  const open: string[] = [];
  for (const [whole, end, tag = '', attributes = ''] of markup.matchAll(/<(\/?)([^\s>]*)([^>]*)>/g)) {
    if (!ARTICLE_TAGS.includes(tag)) faults.push(`${whole} is no tag of ours`);
    if (attributes !== '' && !(tag === 'a' && /^ href="https?:\/\/[^"<>\s]*"$/.test(attributes)))
      faults.push(whole);
    if (['br', 'hr', 'wbr'].includes(tag)) continue;
    if (end === '') open.push(tag);
    else if (open.pop() !== tag) faults.push(`${whole} closes another`);
    if (open.length > 16) faults.push(`${open.length} deep`);
  }
  if (open.length > 0) faults.push(`left open: ${open}`);
  if (/[<>]/.test(markup.replace(/<[^<>]*>/g, ''))) faults.push('an angle bracket in text');
  return faults;
}
