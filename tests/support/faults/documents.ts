// Feeds that are cut, changed or wrapped on their way, always under the validators of the sound one: whoever keeps
// these is told "not modified" from then on.

import { constants, gzipSync } from 'node:zlib';
import type { Site, SoundFeed } from '../site.ts';
import { writeFeed } from '../site-feed.ts';
import type { SiteStory } from '../site-story.ts';
import { type Fault, onFeeds } from './fault.ts';

/** The answer that becomes of the sound one. */
export type Change = (sound: SoundFeed) => { status?: number; headers?: object; body?: Buffer | string };

/** The sound feed with a change; headers are added to its own, and one that is '' is left out. Feeds alone. */
export function feedWith(site: Pick<Site, 'soundFeed'>, change: Change): Fault {
  return onFeeds((_request, response) => {
    const sound = site.soundFeed();
    const { status = 200, headers = {}, body = sound.body } = change(sound);
    const all = Object.entries({ ...sound.headers, ...headers }).filter(([, value]) => value !== '');
    response.writeHead(status, Object.fromEntries(all)).end(body);
    return 'handled';
  });
}

/** The sound feed with a change of its text. */
export function feedRewritten(site: Pick<Site, 'soundFeed'>, rewrite: (text: string) => string): Fault {
  return feedWith(site, ({ body }) => ({ body: rewrite(body.toString()) }));
}

/** Bytes of the sound feed up to somewhere within the item behind the first `items`. */
export function bytesOf(items: number): (sound: SoundFeed) => number {
  return ({ body }) => {
    let end = body.indexOf('<item>');
    for (let item = 0; item < items; item += 1) end = body.indexOf('<item>', end + 1);
    return end + 120;
  };
}

/** A feed that breaks off, with status 200, validators, and a clean end (PHP died). */
export function truncated(site: Pick<Site, 'soundFeed'>, keptBytes: (sound: SoundFeed) => number): Fault {
  return feedWith(site, (sound) => ({ body: sound.body.subarray(0, keptBytes(sound)) }));
}

/** A feed whose Content-Length is wrong by so many bytes; the connection ends with it. */
export function wrongLength(site: Pick<Site, 'soundFeed'>, byBytes: (sound: SoundFeed) => number): Fault {
  return onFeeds((request, response) => {
    const sound = site.soundFeed();
    const length = sound.body.length + byBytes(sound);
    response.writeHead(200, { ...sound.headers, 'Content-Length': String(length), Connection: 'close' });
    response.write(sound.body, () => request.socket.end());
    return 'handled';
  });
}

/** A zipped feed that breaks off within the fourth item, with a clean end of the connection. */
export function gzipCut(site: Pick<Site, 'soundFeed'>): Fault {
  return feedWith(site, (sound) => {
    const kept = sound.body.subarray(0, bytesOf(3)(sound));
    const body = gzipSync(kept, { finishFlush: constants.Z_SYNC_FLUSH }); // without the end of the stream
    return { headers: { 'Content-Encoding': 'gzip' }, body };
  });
}

/** Bytes that are called zipped and are not. */
export function gzipGarbage(site: Pick<Site, 'soundFeed'>): Fault {
  return feedWith(site, ({ body }) => ({ headers: { 'Content-Encoding': 'gzip' }, body }));
}

/** Some kilobytes that unzip to 60 MB. */
export function gzipBomb(site: Pick<Site, 'soundFeed'>): Fault {
  const { body } = site.soundFeed();
  const blank = Buffer.alloc(60 * 1024 * 1024, ' ');
  const bomb = gzipSync(Buffer.concat([body.subarray(0, body.indexOf('<item>')), blank]));
  return feedWith(site, () => ({ headers: { 'Content-Encoding': 'gzip' }, body: bomb }));
}

/** Entities that stand for entities, ten times each, nine deep: a gigabyte to a parser that believes them. */
export function entityBomb(text: string): string {
  const bomb = Array.from(
    { length: 9 },
    (_, depth) => `<!ENTITY b${depth + 1} "${`&b${depth};`.repeat(10)}">\n`,
  );
  return text
    .replace('<rss', `<!DOCTYPE rss [\n<!ENTITY b0 "boom">\n${bomb.join('')}]>\n<rss`)
    .replace(/<description>(?!<!)[^<]*/, '<description>&b9;');
}

/** The feed as it was before its newest story, from a copy that somebody kept. */
export function oldCopy(site: Pick<Site, 'host' | 'stories' | 'soundFeed'>): Fault {
  const body = feedOf(site.stories.slice(1, 11), site);
  const headers = { ETag: '"0123456789abcdef0123456789abcdef"', 'Last-Modified': '', Age: '86400' };
  return feedWith(site, () => ({ headers, body }));
}

/** A feed of these stories, as the site would write it. */
export function feedOf(stories: readonly SiteStory[], site: Pick<Site, 'host'>): string {
  const origin = `https://${site.host}`;
  const lastBuildAt = Math.max(0, ...stories.map(({ publishedAt }) => publishedAt));
  return writeFeed({ title: 'Rare Earth Exchanges', self: `${origin}/feed/`, origin, lastBuildAt }, stories);
}

/** Posts of another kind: their links are not those of stories. */
export function feedOfPosts(site: Pick<Site, 'host' | 'stories'>): string {
  const posts = site.stories.slice(0, 10).map(({ id, title, slug, publishedAt }) => ({
    ...{ title, slug, publishedAt, postType: 'post' as const },
    id: id + 500_000,
  }));
  return feedOf(posts, site);
}

/** A comment on each of the newest stories, as WordPress writes their feed: links and guids are those of the story, and more. */
export function feedOfComments(site: Pick<Site, 'host' | 'stories'>): string {
  const origin = `https://${site.host}`;
  const items = site.stories.slice(0, 10).map(({ id, slug }, index) => {
    const anchor = `#comment-${100 + index}`;
    return `<item><title>By: A Reader</title><link>${origin}/news/${slug}/${anchor}</link>
      <dc:creator>A Reader</dc:creator><pubDate>Tue, 24 Nov 2026 02:00:18 +0000</pubDate>
      <guid isPermaLink="false">${origin}/?p=${id}${anchor}</guid><description>I disagree.</description></item>`;
  });
  return feedOf([], site).replace('</channel>', `${items.join('\n')}\n</channel>`);
}

/** The sound feed with one more story at its top. */
export function asIfWith({ headers, body }: SoundFeed, title: string): SoundFeed {
  const item = `<item><title>${title}</title><link>https://rareearthexchanges.com/news/false/</link>
    <guid isPermaLink="false">https://rareearthexchanges.com/?p=999999</guid></item>`;
  return { headers, body: Buffer.from(body.toString().replace('<item>', `${item}<item>`)) };
}
