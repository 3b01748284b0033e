import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../lib/feed/parse.ts';
import type { Channel, Item, ParsedFeed } from '../../lib/feed/types.ts';

type Feed = Extract<ParsedFeed, { kind: 'feed' }>;

const NAMESPACES =
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"';

const rss = (channel: string, attributes = NAMESPACES) =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" ${attributes}><channel>${channel}</channel></rss>`;
const parse = (text: string) => parseFeed(new TextEncoder().encode(text));

function feedOf(text: string): Feed {
  const parsed = parse(text);
  if (parsed.kind !== 'feed') throw new Error(`not a feed: ${text.slice(0, 80)}`);
  return parsed;
}

const channelOf = (channel: string): Channel => feedOf(rss(channel)).channel;

function itemOf(item: string, attributes?: string): Item {
  const [first, ...more] = feedOf(rss(`<item>${item}</item>`, attributes)).items;
  if (first === undefined || more.length > 0) throw new Error('not one item');
  return first;
}

const titlesOf = ({ items }: Feed) => items.map(({ title }) => title);

describe('texts', () => {
  test.each<[string, string, string]>([
    ['decodes references once', 'Q&#38;A &amp;lt; &lt;b&gt;', 'Q&A &lt; <b>'],
    ['decodes names of HTML', 'a&nbsp;&mdash;&hellip;', 'a\u00a0—…'],
    ['leaves a bare ampersand', 'R&D at AT&T?a=1&copy=2', 'R&D at AT&T?a=1&copy=2'],
    ['leaves references to nothing', '&lol9; &#xZZ;', '&lol9; &#xZZ;'],
    ['decodes nothing in CDATA', '<![CDATA[Q&amp;A <b>]]>', 'Q&amp;A <b>'],
    ['joins text and CDATA', 'a &amp; <![CDATA[b &amp;]]> c', 'a & b &amp; c'],
    ['takes a CDATA end that is cut in two', '<![CDATA[a]]]]><![CDATA[>b]]>', 'a]]>b'],
    ['leaves a comment out', 'a<!-- <title>x</title> -->b', 'ab'],
    ['collapses white space', '\n\ta\n  b\u2028c ', 'a b c'],
    ['keeps a no-break space', 'a\u00a0b', 'a\u00a0b'],
    ['keeps a lone less-than sign', 'a < b', 'a < b'],
    ['takes the text of elements inside', 'a <b>bold</b> c', 'a bold c'],
    ['is empty where the element is', '', ''],
  ])('title %s', (_name, xml, expected) => {
    expect(itemOf(`<title>${xml}</title><guid>x</guid>`).title).toBe(expected);
  });

  test('HTML stays as published', () => {
    const item = itemOf(
      '<description>&lt;p&gt;Q&amp;amp;A&lt;/p&gt;</description><content:encoded> <![CDATA[<p>a\n&amp; b</p>]]>\n</content:encoded>',
    );
    expect(item.descriptionHtml).toBe('<p>Q&amp;A</p>');
    expect(item.contentHtml).toBe('<p>a\n&amp; b</p>');
  });

  test('any title comes back as it was escaped', () => {
    const escaped = (text: string) => text.replace(/[<&>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
    // Characters that XML 1.0 does not allow are dropped; line separators are white space.
    const expected = (text: string) =>
      [...text]
        .filter((character) => character >= ' ' || '\t\n\r'.includes(character))
        .filter((character) => character !== '\uFFFE' && character !== '\uFFFF')
        .join('')
        .replace(/[\t\n\r \u0085\u2028\u2029]+/g, ' ')
        .trim();
    const title = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom('&', 'amp;', '#38;', '<', '>', ']]>', '<![CDATA[', '</title>', ' ', 'é', '™'))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(title, (text) => {
        expect(itemOf(`<guid>x</guid><title>${escaped(text)}</title>`).title).toBe(expected(text));
      }),
    );
  });
});

describe('fields of an item', () => {
  test('that says nothing are absent', () => {
    expect(itemOf('<title></title><link/><description> </description><category></category>')).toEqual({
      isPermaLink: false,
      title: '',
      categories: [],
    });
  });

  test('are taken from direct children only', () => {
    const item = itemOf(
      '<media:group><title>a</title><link>https://a.example/</link></media:group><source><title>b</title></source><title>c</title>',
    );
    expect(item).toEqual({ isPermaLink: false, title: 'c', categories: [] });
  });

  test('are the first where they are repeated, unless that is empty', () => {
    const item = itemOf(
      '<guid/><guid isPermaLink="false">a</guid><guid>b</guid><title> </title><title>c</title><title>d</title>',
    );
    expect(item).toMatchObject({ guid: 'a', isPermaLink: false, title: 'c' });
  });

  test.each<[string, string, boolean]>([
    ['true where nothing is said', '<guid>a</guid>', true],
    ['true where that is said', '<guid isPermaLink="true">a</guid>', true],
    ['false where that is said', '<guid isPermaLink="false">a</guid>', false],
    ['false in other case', '<guid isPermaLink=" False ">a</guid>', false],
    ['that of the first guid', '<guid>a</guid><guid isPermaLink="false">b</guid>', true],
    ['not that of an empty one', '<guid isPermaLink="false"></guid><guid>a</guid>', true],
    ['false without a guid', '<guid isPermaLink="true"/>', false],
  ])('isPermaLink is %s', (_name, guid, expected) => {
    expect(itemOf(guid).isPermaLink).toBe(expected);
  });

  test.each<[string, string, Partial<Item>]>([
    ['dc:creator before author', '<author>a@b (A)</author><dc:creator>B</dc:creator>', { author: 'B' }],
    ['author where there is no dc:creator', '<author>a@b (A)</author>', { author: 'a@b (A)' }],
    [
      'dc:date where pubDate is no date',
      '<pubDate>soon</pubDate><dc:date>2026-11-24T02:00:18Z</dc:date>',
      { publishedAt: Date.UTC(2026, 10, 24, 2, 0, 18) },
    ],
    [
      'each category once, in order',
      '<category>b</category><category domain="x">a</category><category> b </category>',
      { categories: ['b', 'a'] },
    ],
    [
      'names like __proto__ as any other',
      '<__proto__>x</__proto__><constructor>y</constructor><category>__proto__</category>',
      { categories: ['__proto__'] },
    ],
  ])('take %s', (_name, item, expected) => {
    expect(itemOf(item)).toMatchObject(expected);
  });

  test('have no count of comments where it is not a number', () => {
    const slash = 'xmlns:slash="http://purl.org/rss/1.0/modules/slash/"';
    expect(itemOf('<slash:comments>12</slash:comments>', slash).commentsCount).toBe(12);
    expect(itemOf('<slash:comments>many</slash:comments>', slash).commentsCount).toBeUndefined();
    expect(itemOf('<slash:comments>-1</slash:comments>', slash).commentsCount).toBeUndefined();
  });
});

describe('namespaces', () => {
  test('of other vocabularies are left out', () => {
    const item = itemOf('<media:title>a</media:title><atom:link href="b">c</atom:link><title>d</title>');
    expect(item).toEqual({ isPermaLink: false, title: 'd', categories: [] });
  });

  test('count by what is behind the prefix', () => {
    const item = itemOf(
      '<a:creator>A</a:creator><dc:creator>B</dc:creator>',
      'xmlns:a="http://purl.org/dc/elements/1.1/" xmlns:dc="http://a.example/"',
    );
    expect(item.author).toBe('A');
  });

  test('hold only inside the element that declares them', () => {
    const item = itemOf(
      '<x xmlns:dc="http://a.example/"><y/></x><link xmlns="http://www.w3.org/2005/Atom">a</link><dc:creator>B</dc:creator><link>c</link>',
    );
    expect(item).toMatchObject({ author: 'B', link: 'c' });
  });

  test('may be missing for the usual prefixes', () => {
    const item = itemOf(
      '<dc:creator>A</dc:creator><content:encoded>b</content:encoded><media:title>c</media:title>',
      '',
    );
    expect(item).toMatchObject({ author: 'A', contentHtml: 'b', title: '' });
  });

  test('may be given to RSS itself', () => {
    const item = itemOf(
      '<title>a</title><x xmlns="http://www.w3.org/1999/xhtml"/>',
      'xmlns="http://backend.userland.com/RSS2"',
    );
    expect(item.title).toBe('a');
  });
});

describe('the channel', () => {
  test('says when it is published', () => {
    const channel = channelOf(
      '<ttl>90</ttl><skipHours><hour>0</hour><hour>23</hour><hour>24</hour><hour>x</hour><hour>0</hour></skipHours><skipDays><day>Saturday</day><day> Sunday </day></skipDays>',
    );
    expect(channel).toEqual({ ttlMs: 5_400_000, skipHours: [0, 23], skipDays: ['Saturday', 'Sunday'] });
  });

  test.each<[string, string, number | undefined]>([
    ['once an hour', '<sy:updatePeriod>hourly</sy:updatePeriod>', 3_600_000],
    [
      'four times a day',
      '<sy:updatePeriod> Daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>',
      21_600_000,
    ],
    [
      'with a frequency of 0, as once',
      '<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>',
      86_400_000,
    ],
    ['in a period that is none', '<sy:updatePeriod>constructor</sy:updatePeriod>', undefined],
    ['with a frequency alone', '<sy:updateFrequency>2</sy:updateFrequency>', undefined],
  ])('is updated %s', (_name, channel, expected) => {
    expect(channelOf(channel).updatePeriodMs).toBe(expected);
  });

  test('is not its image', () => {
    expect(channelOf('<image><title>a</title><link>b</link></image><title>c</title>')).toEqual({
      title: 'c',
      skipHours: [],
      skipDays: [],
    });
  });
});

describe('completeness', () => {
  test.each<[string, string, boolean, string[]]>([
    ['a whole document', rss('<item><title>a</title></item>'), true, ['a']],
    [
      'words behind the end',
      `${rss('<item><title>a</title></item>')}<br/><b>Fatal error</b><item><title>b</title></item>`,
      true,
      ['a'],
    ],
    ['no end of rss', '<rss><channel><item><title>a</title></item></channel>', false, ['a']],
    ['no end of the channel', '<rss><channel><item><title>a</title></item></rss>', true, ['a']],
    [
      'an item cut off by the end of the channel',
      rss('<item><title>a</title></item><item><title>b</title>'),
      false,
      ['a'],
    ],
    ['an item cut off by the next', rss('<item><title>a</title><item><title>b</title></item>'), false, ['b']],
    [
      'an item that another is put into',
      rss('<item><title>a</title><item><title>b</title></item></item>'),
      false,
      ['b'],
    ],
    [
      'a feed that begins anew in the middle of itself',
      `<rss><channel><item><title>a</title>${rss('<item><title>b</title></item>')}`,
      false,
      ['b'],
    ],
    [
      'a CDATA section without an end',
      rss('<item><title>a</title></item><item><title><![CDATA[b</title></item>'),
      false,
      ['a'],
    ],
    [
      'an end that stands in CDATA',
      '<rss><channel><item><title>a</title></item><x><![CDATA[</x></channel></rss>]]>',
      false,
      ['a'],
    ],
    [
      'an attribute without an end',
      '<rss><channel><item><title>a</title></item><x y="></x></channel></rss>',
      false,
      ['a'],
    ],
  ])('%s', (_name, text, complete, titles) => {
    const feed = feedOf(text);
    expect(feed.complete).toBe(complete);
    expect(titlesOf(feed)).toEqual(titles);
  });

  test('a field without its end tag is not believed', () => {
    const [item] = feedOf(rss('<item><guid>x</guid><title>a<link>b</link></item>')).items;
    expect(item).toEqual({ guid: 'x', isPermaLink: true, title: '', categories: [] });
  });

  test('a title of the channel without its end tag does not hide the items behind it', () => {
    const feed = feedOf(rss('<title>t<item><title>a</title></item>'));
    expect(titlesOf(feed)).toEqual(['a']);
    expect(feed.channel.title).toBeUndefined();
  });

  test('an element left open does not hide the items behind it', () => {
    const feed = feedOf(rss('<title>t</title><image><url>x</image2><item><title>a</title></item>'));
    expect(titlesOf(feed)).toEqual(['a']);
  });
});

describe('what is not a feed', () => {
  test.each<[string, string, string]>([
    ['nothing', '', 'empty'],
    ['white space', ' \n\t', 'empty'],
    ['zeros', '\u0000\u0000', 'empty'],
    ['a page', '<!DOCTYPE html><html><body>x</body></html>', 'html'],
    ['a page without a doctype', '<HTML lang="en"><body>x', 'html'],
    [
      'a page with a byte order mark and words before',
      '\uFEFF\nNotice: x <html><body></body></html>',
      'html',
    ],
    ['a page in XML', '<?xml version="1.0"?><!DOCTYPE html><html><body/></html>', 'html'],
    [
      'a page that holds a feed',
      `<!DOCTYPE html><html><body>${rss('<item><title>a</title></item>')}</body></html>`,
      'html',
    ],
    [
      'a page in XML that holds a feed',
      `<?xml version="1.0"?><html><rss><channel><item/></channel></rss></html>`,
      'html',
    ],
    [
      'a feed of another kind',
      '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>',
      'other',
    ],
    ['JSON', '{"code":"rest_no_route"}', 'other'],
    ['a word that begins like rss', '<rssfeed></rssfeed>', 'other'],
    ['a beginning cut short', '<?xml version="1.0"?><rs', 'empty'],
    ['a declaration cut short', '<?xml vers', 'empty'],
    ['the declaration alone', '<?xml version="1.0"?>\n', 'empty'],
  ])('%s', (_name, text, looksLike) => {
    expect(parse(text)).toEqual({ kind: 'not-a-feed', looksLike });
  });

  test('what PHP printed before a feed does not make it a page', () => {
    const feed = feedOf(`\uFEFF<br />\n<b>Warning</b>: x <p>\n${rss('<item><title>a</title></item>')}`);
    expect(feed).toMatchObject({ complete: true, items: [{ title: 'a' }] });
  });

  test('nor does a comment left open before it hide the feed', () => {
    const feed = feedOf(`<!-- cached \n${rss('<item><title>a</title></item>')}`);
    expect(feed).toMatchObject({ complete: true, items: [{ title: 'a' }] });
  });

  test('what PHP printed behind the declaration neither', () => {
    const feed = feedOf(
      rss('<item><title>a</title></item>').replace('?>', '?><br>\n<b>Warning</b>: x <!-- <html> -->'),
    );
    expect(feed).toMatchObject({ complete: true, items: [{ title: 'a' }] });
  });
});

describe('encodings', () => {
  test('are those of the bytes', () => {
    const text = rss('<item><title>é</title></item>').replace('encoding="UTF-8"', 'encoding="windows-1252"');
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
    expect(parseFeed(bytes)).toMatchObject({ complete: true, items: [{ title: 'é' }] });
    expect(parseFeed(bytes, 'text/xml; charset=utf-8')).toMatchObject({ items: [{ title: '\uFFFD' }] });
  });

  test('may be UTF-16', () => {
    const bytes = Buffer.from(rss('<item><title>é 钕</title></item>'), 'utf16le');
    expect(parseFeed(bytes)).toMatchObject({ complete: true, items: [{ title: 'é 钕' }] });
  });
});

describe('hostile documents', () => {
  const whole = '<item><title>a</title></item>';

  test('nested without end are given up, and what came before is kept', () => {
    const feed = feedOf(rss(`${whole}${'<a>'.repeat(100_000)}${whole}`));
    expect(feed.complete).toBe(false);
    expect(titlesOf(feed)).toEqual(['a']);
  });

  test('expand no entities of their own', () => {
    const lines = Array.from(
      { length: 9 },
      (_, level) => `<!ENTITY lol${level + 1} "${`&lol${level};`.repeat(10)}">`,
    );
    const text = rss('<item><title>&lol9;</title></item>').replace(
      '?>',
      `?><!DOCTYPE lolz [<!ENTITY lol0 "lol">${lines.join('')}]>`,
    );
    expect(titlesOf(feedOf(text))).toEqual(['&lol9;']);
  });

  test('pollute nothing', () => {
    feedOf(
      rss('<item __proto__="x" xmlns:__proto__="y"><__proto__><polluted>1</polluted></__proto__></item>'),
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  test.each([
    '<',
    '<a>',
    '</a>',
    '<a ',
    '<a b="',
    '&',
    '<!',
    '<!--',
    '<![CDATA[',
    '<?x ',
    '<!DOCTYPE [',
    ' ',
    '\u0000',
    '<item>',
    '<item><title>',
    '<x xmlns:a="b">',
    '<category>a</category>',
    '<?xml ',
    '<rss ',
  ])('of five megabytes of %j come to an end', (piece) => {
    const junk = piece.repeat(Math.floor((5 * 1024 * 1024) / piece.length));
    expect(parse(junk)).toHaveProperty('kind');
    expect(titlesOf(feedOf(`<rss><channel>${whole}${junk}`))).toEqual(['a']);
  });

  test('never throw', () => {
    const piece = fc.constantFrom(
      '<?xml version="1.0"?>',
      '<rss>',
      '</rss>',
      '<channel>',
      '</channel>',
      '<item>',
      '</item>',
      '<title>',
      '</title>',
      '<guid isPermaLink="',
      '"',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '&',
      '&amp;',
      '<html>',
      '/>',
      ' xmlns="a"',
      'x',
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 500 }),
      fc.array(piece, { maxLength: 60 }).map((pieces) => new TextEncoder().encode(pieces.join(''))),
      fc
        .tuple(fc.uint8Array({ maxLength: 100 }), fc.string())
        .map(([some, text]) => Buffer.concat([Buffer.from(`<rss><channel>${text}`), some])),
    );
    fc.assert(
      fc.property(bytes, fc.option(fc.string(), { nil: undefined }), (document, contentType) => {
        expect(['feed', 'not-a-feed']).toContain(parseFeed(document, contentType).kind);
      }),
      { numRuns: 500 },
    );
  });
});
