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

  test('an item met twice in a document is one story, and one that says nothing is none', () => {
    expect(toStories([item({ guid: 'urn:x:1' }), item({ guid: 'urn:x:1', title: 'Again' })])).toHaveLength(1);
    expect(toStories([item({ title: '' })])).toEqual([]);
  });
});
