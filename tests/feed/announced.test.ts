import { describe, expect, test } from 'vitest';
import { announcedFeeds } from '../../lib/feed/announced.ts';

const PAGE = 'https://rareearthexchanges.com/news/';
const link = (href: string, more = '') =>
  `<link rel="alternate" type="application/rss+xml" title="x" href="${href}" ${more}/>`;

describe('announcedFeeds', () => {
  test('gives the feeds of a page in order, without that of the comments', () => {
    const page = `<!DOCTYPE html><html><head><title>x</title>
      ${link('https://rareearthexchanges.com/feed/')}
      ${link('https://rareearthexchanges.com/comments/feed/')}
      ${link('https://rareearthexchanges.com/news/feed/')}</head><body></body></html>`;
    expect(announcedFeeds(page, PAGE)).toEqual([
      'https://rareearthexchanges.com/feed/',
      'https://rareearthexchanges.com/news/feed/',
    ]);
  });

  test.each<[string, string, string[]]>([
    [
      'resolves addresses against that of the page',
      link('/feed/') + link('feed/') + link('//a.example/feed'),
      [
        'https://rareearthexchanges.com/feed/',
        'https://rareearthexchanges.com/news/feed/',
        'https://a.example/feed',
      ],
    ],
    ['gives each once', link('/feed/') + link(`${PAGE}../feed/`), ['https://rareearthexchanges.com/feed/']],
    ['decodes the address', link('/?a=1&amp;b=2'), ['https://rareearthexchanges.com/?a=1&b=2']],
    [
      'takes attributes in any case and order',
      '<LINK HREF="/feed/" TYPE="Application/RSS+XML; charset=UTF-8" REL="home Alternate">',
      ['https://rareearthexchanges.com/feed/'],
    ],
    ['leaves out comments by query', link('/?feed=comments-rss2'), []],
    ['leaves out the comments of a story', link('/news/a-story/comments/feed'), []],
    [
      'leaves out other types',
      '<link rel="alternate" type="application/json" href="/a"><link rel="alternate" hreflang="de" href="/b">',
      [],
    ],
    ['leaves out other relations', '<link rel="stylesheet" type="application/rss+xml" href="/a">', []],
    [
      'leaves out links without an address',
      '<link rel="alternate" type="application/rss+xml"><link rel="alternate" type="application/rss+xml" href=" ">',
      [],
    ],
    [
      'leaves out addresses that are none',
      link('https://[') + link('javascript:alert(1)') + link('feed:https://a.example/'),
      [],
    ],
    [
      'leaves out what is only text or a comment',
      `<!-- ${link('/a')} --><script>'${link('/b')}'</script><title>${link('/c')}</title>`,
      [],
    ],
    ['gives nothing for nothing', '', []],
  ])('%s', (_name, page, expected) => {
    expect(announcedFeeds(page, PAGE)).toEqual(expected);
  });

  test('goes on through a long page', () => {
    expect(announcedFeeds(`${'<p>x</p>'.repeat(2000)}${link('/a')}`, PAGE)).toHaveLength(1);
  });

  test('gives up beyond an absurd depth and keeps what came before', () => {
    expect(announcedFeeds(`${link('/a')}${'<b>'.repeat(100_000)}${link('/b')}`, PAGE)).toEqual([
      'https://rareearthexchanges.com/a',
    ]);
  });
});
