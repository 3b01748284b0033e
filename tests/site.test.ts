import { describe, expect, test } from 'vitest';
import {
  addressKey,
  categoryFeed,
  isBetterFeed,
  isSiteAddress,
  isStoryLink,
  tellingCategory,
} from '../lib/site.ts';

describe('addressKey', () => {
  test.each<[string, string, string]>([
    ['scheme', 'http://rareearthexchanges.com/news/a/', 'https://rareearthexchanges.com/news/a/'],
    ['trailing slash', 'https://rareearthexchanges.com/news/a', 'https://rareearthexchanges.com/news/a/'],
    [
      'query',
      'https://rareearthexchanges.com/news/a/?utm_source=x',
      'https://rareearthexchanges.com/news/a/',
    ],
    ['fragment', 'https://rareearthexchanges.com/news/a/#respond', 'https://rareearthexchanges.com/news/a/'],
    ['www', 'https://www.rareearthexchanges.com/news/a/', 'https://rareearthexchanges.com/news/a/'],
    ['staging host', 'https://reex.onrocket.site/news/a/', 'https://rareearthexchanges.com/news/a/'],
    ['staging host of ?p=', 'https://reex.onrocket.site/?p=12', 'https://rareearthexchanges.com/?p=12'],
    [
      'percent encoding',
      'https://rareearthexchanges.com/news/%E7%A8%80/',
      'https://rareearthexchanges.com/news/稀/',
    ],
    [
      'an ampersand that was escaped twice',
      'https://rareearthexchanges.com/?post_type=x&#038;p=12',
      'https://rareearthexchanges.com/?p=12',
    ],
    [
      'tracking',
      'https://rareearthexchanges.com/podcast/?utm_source=x',
      'https://rareearthexchanges.com/podcast/',
    ],
    ['spaces around', '  https://rareearthexchanges.com/?p=12\n', 'https://rareearthexchanges.com/?p=12'],
  ])('is one for two spellings: %s', (_name, one, other) => {
    expect(addressKey(one)).toBe(addressKey(other));
  });

  test.each<[string, string, string]>([
    ['two slugs', 'https://rareearthexchanges.com/news/a/', 'https://rareearthexchanges.com/news/b/'],
    ['two numbers', 'https://rareearthexchanges.com/?p=1', 'https://rareearthexchanges.com/?p=11'],
    [
      'a number and a slug of that number',
      'https://rareearthexchanges.com/?p=1',
      'https://rareearthexchanges.com/news/1/',
    ],
    ['two queries of another host', 'https://forum.example/t?id=1', 'https://forum.example/t?id=2'],
    [
      'two attachments',
      'https://rareearthexchanges.com/?attachment_id=1',
      'https://rareearthexchanges.com/?attachment_id=2',
    ],
    ['two pages', 'https://rareearthexchanges.com/?page_id=1', 'https://rareearthexchanges.com/'],
    [
      'a story and a comment on it',
      'https://rareearthexchanges.com/?p=12',
      'https://rareearthexchanges.com/?p=12#comment-5',
    ],
    [
      'two comments on a story',
      'https://rareearthexchanges.com/news/a/#comment-5',
      'https://rareearthexchanges.com/news/a/#comment-6',
    ],
    ['two fragments', 'https://rareearthexchanges.com/#a', 'https://rareearthexchanges.com/#b'],
    ['opaque guids that differ in case', 'urn:x:A', 'urn:x:a'],
  ])('tells apart: %s', (_name, one, other) => {
    expect(addressKey(one)).not.toBe(addressKey(other));
  });
});

test.each<[string, boolean]>([
  ['https://rareearthexchanges.com/news/a-story/', true],
  ['http://www.rareearthexchanges.com/news/a-story', true],
  ['https://rareearthexchanges.com/news/', false],
  ['https://rareearthexchanges.com/news/a-story/#comment-5', false],
  ['https://rareearthexchanges.com/podcast/a/', false],
  ['https://elsewhere.example/news/a-story/', false],
  ['no address', false],
])('isStoryLink(%s) is %s', (link, expected) => {
  expect(isStoryLink(link)).toBe(expected);
});

test.each<[string, boolean]>([
  ['https://rareearthexchanges.com/feed/', true],
  ['http://rareearthexchanges.com/feed/', false],
  ['https://rareearthexchanges.com.evil.example/feed/', false],
  ['https://user@rareearthexchanges.com:444/feed/', false],
  ['https://user:word@rareearthexchanges.com/feed/', false],
])('isSiteAddress(%s) is %s', (address, expected) => {
  expect(isSiteAddress(address)).toBe(expected);
});

test.each([
  ['slashes', `https://rareearthexchanges.com/${'/'.repeat(100_000)}x`],
  [
    'tracking',
    `https://rareearthexchanges.com/?${Array.from({ length: 20_000 }, (_, number) => `utm_${number}=1`).join('&')}`,
  ],
])('the key of an address with any number of %s is made in no time', (_kind, address) => {
  const startedAt = performance.now();
  addressKey(address);
  expect(performance.now() - startedAt).toBeLessThan(2000); // ms; it took minutes
});

test('the telling category is the first that is not on every story', () => {
  expect(tellingCategory(['News', 'Magnets', 'China'])).toBe('Magnets');
  expect(tellingCategory(['News'])).toBeUndefined();
});

// As WordPress's sanitize_title makes them.
test.each([
  ['Oil/Gas', 'oil-gas'],
  ['US–China', 'us-china'],
  ['Processing & Separation', 'processing-separation'],
  ['Bastnäsite', 'bastnasite'],
  ['U.S. Policy', 'u-s-policy'],
  ['../../wp-admin', 'wp-admin'],
  ['ガリウム', encodeURIComponent('ガリウム')],
])('the feed of the category %s is at %s', (name, slug) => {
  expect(categoryFeed(name)).toBe(`https://rareearthexchanges.com/category/${slug}/feed/`);
});

test('a category of marks alone has no feed', () => {
  expect(categoryFeed('!!!')).toBeUndefined();
});

test('feeds are better or lesser in the order in which they are asked', () => {
  const feeds = ['feed/', 'news/feed/', 'announced/feed/', 'category/industrial-metals/feed/'];
  const addresses = feeds.map((feed) => `https://rareearthexchanges.com/${feed}`);
  for (const [place, feed] of addresses.entries())
    expect(addresses.map((other) => isBetterFeed(feed, other))).toEqual(addresses.map((_, at) => place < at));
});
