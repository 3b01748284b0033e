import { describe, expect, test } from 'vitest';
import type { Item } from '../../lib/feed/types.ts';
import { toStories } from '../../lib/story/to-story.ts';

const LINK = 'https://rareearthexchanges.com/news/a-story/';
const item = (said: Partial<Item>): Item => ({
  isPermaLink: false,
  title: 'A story',
  categories: [],
  ...said,
});
const first = (said: Partial<Item>) => toStories([item(said)])[0];

describe('toStories', () => {
  test('takes the texts as plain text, the highlights and the checked links', () => {
    const story = first({
      guid: 'https://rareearthexchanges.com/?p=7',
      link: LINK,
      contentHtml: '<h2>Highlights</h2><ul><li>One &amp; two</li></ul><p>Text</p>',
      descriptionHtml: 'Highlights Prices &lt;5% above last week [&hellip;]',
      commentsLink: `${LINK}#respond`,
      commentsCount: 3,
    });
    expect(story).toMatchObject({
      id: 'p/7',
      aliases: ['p/7', 'news/a-story'],
      facts: {
        title: 'A story',
        link: LINK,
        summary: '',
        highlights: ['One & two'],
        comments: { link: `${LINK}#respond`, count: 3 },
      },
    });
  });

  test.each([
    [
      'the first of the site’s own',
      ['https://example.com/a.png', 'https://rareearthexchanges.com/b.png'],
      'https://rareearthexchanges.com/b.png',
    ],
    [
      'none of another site',
      ['https://example.com/a.png', 'https://rareearthexchanges.com.example.com/b.png'],
      undefined,
    ],
    [
      'none that is not safe to load',
      [
        'http://rareearthexchanges.com/a.png',
        'https://a:b@rareearthexchanges.com/',
        'data:image/png;base64,',
        'javascript:1',
        '/a.png',
        '',
      ],
      undefined,
    ],
  ])('keeps of its images %s', (_name, addresses, image) => {
    const contentHtml = addresses.map((address) => `<p><img src="${address}"></p>`).join('');
    expect(first({ guid: 'urn:x:1', contentHtml })?.facts.image).toBe(image);
  });

  test('a summary that an editor wrote is kept beside the highlights', () => {
    const contentHtml = '<h2>Highlights</h2><ul><li>One</li></ul>';
    expect(
      first({ guid: 'urn:x:1', contentHtml, descriptionHtml: 'Prices &lt;5% up [&hellip;]' })?.facts.summary,
    ).toBe('Prices <5% up…');
  });

  test('a story without a guid is its link; one whose guid is a permalink needs no link', () => {
    expect(first({ link: LINK })?.id).toBe('news/a-story');
    expect(first({ guid: LINK, isPermaLink: true })?.facts.link).toBe(LINK);
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 'http://127.0.0.1/', 'not a link'])(
    'a link like %s is left out, the story is not',
    (link) => {
      const story = first({ guid: 'urn:x:1', link });
      expect(story?.facts.title).toBe('A story');
      expect(story?.facts.link).toBeUndefined();
    },
  );

  test('a story without a description is told by the beginning of its text', () => {
    expect(first({ guid: 'urn:x:1', contentHtml: '<p>X &lt; Y holds.</p><p>More.</p>' })?.facts.summary).toBe(
      'X < Y holds. More.',
    );
  });

  test('a link that is no story’s leads to none, for many may share it', () => {
    expect(first({ guid: 'urn:x:1', link: 'https://rareearthexchanges.com/subscribe/' })?.aliases).toEqual([
      'urn:x:1',
    ]);
  });

  test('texts without end are cut, so that no story makes the list unusable', () => {
    const long = 'x'.repeat(100_000);
    const bullets = `<h2>Highlights</h2><ul>${`<li>${long}</li>`.repeat(3)}${'<li>y</li>'.repeat(50)}</ul>`;
    const story = first({
      guid: 'urn:x:1',
      title: long,
      author: long,
      categories: [long],
      contentHtml: bullets,
    });
    expect(JSON.stringify(story?.facts).length).toBeLessThan(10_000);
    expect(first({ guid: 'urn:x:1', title: `e${'\u0301'.repeat(900)}` })?.facts.title.length).toBeLessThan(
      10,
    );
  });

  test.each([
    ['marks', `a${'\u0301'.repeat(5_000_000)}`],
    ['nothing to see', `${'\u200b'.repeat(5_000_000)}a`],
  ])('a title of five million characters of %s is no more trouble than another', (_kind, title) => {
    expect(first({ guid: 'urn:x:1', title })?.facts.title.length).toBeLessThanOrEqual(300);
  });

  test('a guid and links without end are none', () => {
    const slashes = `https://rareearthexchanges.com/${'/'.repeat(5000)}x`;
    const tracked = `https://rareearthexchanges.com/?${Array.from({ length: 2000 }, (_, n) => `utm_${n}`).join('&')}`;
    expect(first({ guid: slashes, link: LINK, commentsLink: slashes })).toMatchObject({ id: 'news/a-story' });
    expect(first({ guid: slashes, link: tracked })).toMatchObject({
      id: 'A story',
      facts: { guid: 'A story' },
    });
    expect(JSON.stringify(first({ guid: slashes, title: 'long '.repeat(1_000_000) })).length).toBeLessThan(
      9000,
    );
  });

  test('a guid that several stories of a document have names none of them: their links do', () => {
    const guid = 'https://rareearthexchanges.com/';
    const links = ['one', 'two', 'three'].map((slug) => `https://rareearthexchanges.com/news/${slug}/`);
    const stories = toStories(links.map((link) => item({ guid, link })));
    expect(stories.map(({ id, facts }) => [id, facts.guid])).toEqual([
      ['news/one', links[0]],
      ['news/two', links[1]],
      ['news/three', links[2]],
    ]);
  });

  test('a guid met twice at one link names its story', () => {
    const twice = [
      item({ guid: 'urn:x:1', link: LINK }),
      item({ guid: 'urn:x:1', link: `${LINK}?utm_source=rss` }),
    ];
    expect(toStories(twice).map(({ id }) => id)).toEqual(['urn:x:1']);
  });

  test('names that JavaScript has for itself are names like others', () => {
    const names = ['__proto__', 'constructor', 'hasOwnProperty'];
    const stories = toStories(names.map((guid) => item({ guid, title: guid, categories: names })));
    expect(stories.map(({ id, facts }) => [id, facts.title])).toEqual(names.map((name) => [name, name]));
  });

  test('of more items than the store can take in a worker’s life the first are kept', () => {
    const items = Array.from({ length: 20_000 }, (_, number) => item({ guid: `urn:x:${number}` }));
    const stories = toStories(items);
    expect(stories).toHaveLength(5000);
    expect(stories[0]?.id).toBe('urn:x:0');
  });

  test('an item met twice in a document is one story, and one that says nothing is none', () => {
    expect(toStories([item({ guid: 'urn:x:1' }), item({ guid: 'urn:x:1', title: 'Again' })])).toHaveLength(1);
    expect(toStories([item({ title: '' })])).toEqual([]);
  });
});
