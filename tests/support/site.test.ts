// @vitest-environment node
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askSite } from './ask-site.ts';
import { recording } from './recordings.ts';
import { type Site, startSite } from './site.ts';

let site: Site;

beforeEach(async () => {
  site = await startSite();
});

afterEach(() => site.close());

async function itemsAt(path: string): Promise<string[]> {
  const { body } = await askSite(site, path);
  return [...body.toString().matchAll(/<item>\s*<title>(.*?)<\/title>/g)].map(([, title = '']) => title);
}

describe('the recorded archive', () => {
  test('has every story once, newest first, and the newest is minutes old', () => {
    const ages = site.stories.map(({ publishedAt }) => Date.now() - publishedAt);
    expect(new Set(site.stories.map(({ id }) => id)).size).toBe(321);
    expect(ages[0]).toBeGreaterThan(3 * 60_000);
    expect(ages[0]).toBeLessThan(5 * 60_000);
    expect(ages).toEqual(ages.toSorted((a, b) => a - b));
  });

  test('is written as it was recorded, but for its dates, the channel and the signs that are escaped', async () => {
    const { body } = await askSite(site, '/feed/');
    expect(comparable(body)).toEqual(comparable(recording('page-1.xml').body));
  });

  function comparable(feed: Buffer): string[] {
    const references = /&#(\d+);/g;
    const items = feed
      .toString()
      .replace(/^.*?<item>/s, '')
      .replace(/<pubDate>.*?<\/pubDate>/g, '');
    return items.replace(references, (_, code) => String.fromCodePoint(Number(code))).split('\n');
  }
});

describe('a feed', () => {
  test('goes back in time by pages, and ends with status 404 and an empty channel', async () => {
    expect(await itemsAt('/feed/')).toHaveLength(10);
    expect(await itemsAt('/feed/?paged=33')).toHaveLength(1);
    const pastTheEnd = await askSite(site, '/feed/?paged=34');
    expect(pastTheEnd.status).toBe(404);
    expect(pastTheEnd.body.toString()).toContain('<title>Page not found');
    expect(pastTheEnd.body.toString()).toMatch(/<\/rss>\s*$/);
  });

  test('redirects its first page to itself', async () => {
    const { status, headers } = await askSite(site, '/feed/?paged=1');
    expect([status, headers.location]).toEqual([301, 'https://rareearthexchanges.com/feed/']);
  });

  test('carries the stories at the addresses it is told to, and posts of another kind elsewhere', async () => {
    site.feedPaths = ['/feed/?post_type=news-archive'];
    site.publish({ title: 'About us', postType: 'post' });
    expect(await itemsAt('/feed/?post_type=news-archive&paged=2')).toHaveLength(10);
    expect(await itemsAt('/feed/')).toEqual(['About us']);
    expect(await itemsAt('/news/feed/')).toEqual([]);
  });

  test('of a category holds its stories, and of an unknown one is empty with status 200', async () => {
    expect(await itemsAt('/category/western-australia/feed/')).toHaveLength(10);
    expect(await itemsAt('/category/no-such-category/feed/')).toEqual([]);
    expect((await askSite(site, '/category/no-such-category/feed/')).status).toBe(200);
  });

  test('takes in a story that was put into the archive by hand', async () => {
    const before = (await askSite(site, '/feed/')).headers.etag;
    const [newest] = site.stories;
    site.stories.push({
      id: 9000,
      title: 'Back-dated',
      slug: 'back-dated',
      publishedAt: (newest?.publishedAt ?? 0) - 1000,
    });
    expect((await itemsAt('/feed/'))[1]).toBe('Back-dated');
    expect((await askSite(site, '/feed/')).headers.etag).toBe(before);
  });
});

describe('a conditional request', () => {
  const other = '"00000000000000000000000000000000"';
  const old = 'Tue, 01 Jan 2019 00:00:00 GMT';

  test.each([
    { name: 'the exact ETag', etag: '$', date: undefined, status: 304 },
    { name: 'the exact date', etag: undefined, date: '$', status: 304 },
    { name: 'both exact', etag: '$', date: '$', status: 304 },
    { name: 'a newer date', etag: undefined, date: 'Wed, 01 Jan 2031 00:00:00 GMT', status: 304 },
    { name: 'an older date', etag: undefined, date: old, status: 200 },
    { name: 'the exact ETag and an older date', etag: '$', date: old, status: 200 },
    { name: 'another ETag and the exact date', etag: other, date: '$', status: 200 },
    { name: 'the ETag as nginx sends it', etag: 'W/$', date: undefined, status: 200 },
  ])('with $name is answered $status', async ({ etag, date, status }) => {
    const { headers } = await askSite(site, '/feed/');
    const sent = {
      ...(etag !== undefined && { 'If-None-Match': etag.replace('$', headers.etag ?? '') }),
      ...(date !== undefined && { 'If-Modified-Since': date.replace('$', headers['last-modified'] ?? '') }),
    };
    expect((await askSite(site, '/feed/', sent)).status).toBe(status);
  });

  test.each([
    { style: 'weak-nginx', shape: /^W\/"[0-9a-f]{32}"$/ },
    { style: 'gzip-apache', shape: /^"[0-9a-f]{32}-gzip"$/ },
  ] as const)(
    'with the ETag of a zipped answer ($style) gets the whole body again',
    async ({ style, shape }) => {
      site.etagStyle = style;
      const accepts = { 'Accept-Encoding': 'gzip, br' };
      const first = await askSite(site, '/feed/', accepts);
      expect(first.headers.etag).toMatch(shape);
      expect(gunzipSync(first.body).toString()).toContain('</rss>');
      const again = await askSite(site, '/feed/', { ...accepts, 'If-None-Match': first.headers.etag ?? '' });
      expect(again.status).toBe(200);
    },
  );

  test('is answered in full after every change, even after two within one second', async () => {
    const statusNow = async (etag = '') => (await askSite(site, '/feed/', { 'If-None-Match': etag })).status;
    const etagNow = async () => (await askSite(site, '/feed/')).headers.etag;
    const first = await etagNow();
    const { id } = site.publish({ title: 'One' });
    expect(await statusNow(first)).toBe(200);
    const second = await etagNow();
    site.edit(id, { title: 'Another' });
    expect(await statusNow(second)).toBe(200);
    expect(await statusNow(await etagNow())).toBe(304);
  });

  test('by date alone is answered 304 after the newest story was withdrawn', async () => {
    const { id } = site.publish({});
    const { headers } = await askSite(site, '/feed/');
    site.withdraw(id);
    const sent = { 'If-Modified-Since': headers['last-modified'] ?? '' };
    expect((await askSite(site, '/feed/', sent)).status).toBe(304);
    expect((await askSite(site, '/feed/', { ...sent, 'If-None-Match': headers.etag ?? '' })).status).toBe(
      200,
    );
  });
});

describe('a page', () => {
  test('announces the feeds it is told to', async () => {
    site.announced = ['/category/magnets/feed/'];
    const { body } = await askSite(site, '/news/');
    expect(body.toString()).toContain(
      'type="application/rss+xml" title="Rare Earth Exchanges &raquo; Feed" href="/category/magnets/feed/"',
    );
  });

  test('of a story shows its title, and is found by its id and by the slug it had', async () => {
    const { id } = site.publish({ title: 'Nd & Dy', slug: 'first' });
    expect((await askSite(site, '/news/first/')).body.toString()).toContain('<h1>Nd &#038; Dy</h1>');
    site.edit(id, { slug: 'second' });
    const moved = 'https://rareearthexchanges.com/news/second/';
    expect((await askSite(site, '/news/first/')).headers.location).toBe(moved);
    expect((await askSite(site, `/?p=${id}`)).headers.location).toBe(moved);
    expect((await askSite(site, '/news/second')).headers.location).toBe(moved);
    expect((await askSite(site, '/news/none/')).status).toBe(404);
  });
});

test('every request is on the record, with its answer', async () => {
  await askSite(site, '/feed/', { 'If-None-Match': '"x"' });
  await askSite(site, '/nowhere/');
  expect(site.hits.map(({ url, status }) => [url, status])).toEqual([
    ['/feed/', 200],
    ['/nowhere/', 404],
  ]);
  expect(site.hits[0]?.headers['if-none-match']).toBe('"x"');
});
