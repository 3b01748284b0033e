// A stand-in for rareearthexchanges.com: an HTTPS server that answers as the WordPress site does, with its
// validators, its pages of a feed and its redirects. What it was made after is recorded in tests/fixtures/feeds.
// The bytes of a feed are site-feed.ts's, the pages site-pages.ts's, and what goes wrong stands in faults/.

import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { createServer as createDoor, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { makeCertificate } from './certificate.ts';
import type { Fault, Line } from './faults/fault.ts';
import { recordedStories } from './recordings.ts';
import { writeFeed } from './site-feed.ts';
import { listPage, notFoundPage, storyPage } from './site-pages.ts';
import { linkOf, type SiteStory, slugOf } from './site-story.ts';

export type { Fault, Line } from './faults/fault.ts';
export type { SiteStory } from './site-story.ts';

/** A request that reached the site. */
export interface Hit {
  /** Path and query, as asked. */
  url: string;
  headers: IncomingHttpHeaders;
  at: number;
  /** Absent as long as there is no answer, and for ever when the connection broke before one. */
  status?: number;
}

export interface Site {
  readonly host: string;
  readonly port: number;
  /** The certificate, PEM, for whoever is to trust it. */
  readonly certificate: string;
  /** SHA-256 of its public key, base64. */
  readonly spkiHash: string;
  readonly hits: Hit[];
  /**
   * The archive, newest first; edit it freely. Only `publish`, `edit` and `withdraw` count as modifications:
   * a story put in here by hand that is older than the newest leaves the validators as they are, as a
   * back-dated one does on the site.
   */
  stories: SiteStory[];
  /** Publishes a story now: newest, with a fresh id, and whatever the change names. */
  publish(story: Partial<SiteStory>): SiteStory;
  /** Changes a story and with it the validators; an earlier slug goes on redirecting. Throws on an unknown id. */
  edit(id: number, change: Partial<SiteStory>): void;
  /** Takes a story away: the validators go back in time. Throws on an unknown id. */
  withdraw(id: number): void;
  /**
   * The addresses (path and query) that carry all the stories. Of the others, `/feed/` gives the posts of
   * another kind, categories give their own stories, and the rest an empty channel.
   */
  feedPaths: string[];
  /** The feeds that the home page and `/news/` announce: paths or whole addresses. */
  announced: string[];
  /** How many stories a page of a feed holds. */
  pageSize: number;
  fault: Fault | undefined;
  /** What becomes of new connections; those that are open break. Resolves when it is so. */
  setLine(line: Line): Promise<void>;
  /** What `/feed/` answers to a request without validators, before any fault. */
  soundFeed(): SoundFeed;
  /** What a server in front of WordPress makes of the ETag: nothing, or what gzip in nginx or Apache does to it. */
  etagStyle: 'strong' | 'weak-nginx' | 'gzip-apache';
  close(): Promise<void>;
}

export interface SiteOptions {
  /** 'recorded', the default, is the recorded archive with its newest story four minutes old. */
  stories?: 'recorded' | SiteStory[];
  now?: () => number;
  host?: string;
  /** How many stories a page of a feed holds; 10 when absent. */
  pageSize?: number;
}

export interface SoundFeed {
  headers: Record<string, string>;
  body: Buffer;
}

interface Reply {
  status: number;
  headers: Record<string, string>;
  body?: string | Buffer;
}

const NEWEST_AGE_MINUTES = 4;
const SECOND_MS = 1000;
const RSS_TYPE = 'application/rss+xml; charset=UTF-8';
const HTML_TYPE = 'text/html; charset=UTF-8';

/** Starts the site on a free port of 127.0.0.1. Throws where there is no openssl. */
export async function startSite(options: SiteOptions = {}): Promise<Site> {
  const { now = Date.now, host = 'rareearthexchanges.com', stories = 'recorded', pageSize = 10 } = options;
  const origin = `https://${host}`;
  const { key, cert, spkiHash } = makeCertificate(host);
  /** When stories were modified, where that is not when they were published; by id. */
  const modifications = new Map<number, number>();
  /** Slugs that were given up, with the id of their story. */
  const formerSlugs = new Map<string, number>();
  let lastChangeAt = 0;

  const server = createServer({ key, cert }, (request, response) => {
    const hit: Hit = { url: request.url ?? '', headers: request.headers, at: now() };
    site.hits.push(hit);
    response.on('close', () => {
      if (response.headersSent) hit.status = response.statusCode;
    });
    if (site.fault?.(request, response) !== 'handled') answer(request, response);
  });
  let line: Line = 'open';
  const connections = new Set<Socket>();
  // Before the server stands a door of its own: what goes wrong before TLS begins goes wrong there.
  const door = createDoor((socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
    socket.on('error', () => undefined); // a browser that hangs up
    if (typeof line === 'function') line(socket);
    else server.emit('connection', socket);
  });
  await openDoor(0);
  const address = door.address();
  if (address === null || typeof address === 'string') throw new Error('the site listens on no port');
  const { port } = address;

  const site: Site = {
    host,
    port,
    certificate: cert,
    spkiHash,
    hits: [],
    stories: stories === 'recorded' ? recordedStories(now(), NEWEST_AGE_MINUTES) : stories,
    feedPaths: ['/feed/'],
    announced: [],
    pageSize,
    fault: undefined,
    etagStyle: 'strong',
    publish(given) {
      const id = given.id ?? Math.max(0, ...site.stories.map((story) => story.id)) + 1;
      const title = given.title ?? `Story ${id}`;
      const story = { slug: slugOf(title), publishedAt: now(), ...given, id, title };
      site.stories.unshift(story);
      modifications.set(id, nextChangeAt());
      return story;
    },
    edit(id, change) {
      const story = storyById(id);
      if (change.slug !== undefined && change.slug !== story.slug) formerSlugs.set(story.slug, id);
      Object.assign(story, change);
      modifications.set(story.id, nextChangeAt());
    },
    withdraw(id) {
      const story = storyById(id);
      site.stories.splice(site.stories.indexOf(story), 1);
      modifications.delete(id);
    },
    async setLine(next) {
      line = next;
      for (const socket of connections) socket.destroy();
      if (next === 'closed') await closeDoor();
      else if (!door.listening) await openDoor(port);
    },
    soundFeed() {
      const { headers, body = '' } = feedAt(new URL('/feed/', origin), {});
      return { headers, body: Buffer.from(body) };
    },
    async close() {
      for (const socket of connections) socket.destroy();
      await closeDoor();
    },
  };
  return site;

  function openDoor(at: number): Promise<void> {
    return new Promise((opened, failed) => {
      door.once('error', failed).listen(at, '127.0.0.1', () => {
        door.off('error', failed);
        opened();
      });
    });
  }

  async function closeDoor(): Promise<void> {
    if (!door.listening) return;
    await new Promise((closed) => door.close(closed));
  }

  function storyById(id: number): SiteStory {
    const story = site.stories.find((candidate) => candidate.id === id);
    if (story === undefined) throw new Error(`the site has no story ${id}`);
    return story;
  }

  /** Validators count in seconds; each change gets a second of its own, so that no test races the clock. */
  function nextChangeAt(): number {
    lastChangeAt = Math.max(now(), lastChangeAt + SECOND_MS, readValidators().modifiedAt + SECOND_MS);
    return lastChangeAt;
  }

  function modifiedAt({ id, publishedAt }: SiteStory): number {
    return modifications.get(id) ?? publishedAt;
  }

  /** One pair for the whole site: the newest modification, and its hash (WordPress, WP::send_headers). */
  function readValidators(): { etag: string; modifiedAt: number } {
    const newest = Math.max(0, ...site.stories.map(modifiedAt));
    const wholeSeconds = Math.floor(newest / SECOND_MS) * SECOND_MS;
    return { modifiedAt: wholeSeconds, etag: createHash('md5').update(String(wholeSeconds)).digest('hex') };
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', origin);
    const isFeed = /\/feed\/?$/.test(url.pathname) || url.searchParams.get('feed') === 'rss2';
    let reply: Reply;
    if (request.headers.host === `www.${host}`) reply = movedTo(url.href);
    else if (isFeed) reply = feedAt(url, request.headers);
    else reply = pageAt(url);
    response.writeHead(reply.status, reply.headers).end(reply.body);
  }

  function pageAt(url: URL): Reply {
    const asked = url.searchParams.get('p');
    const byId = asked === null ? undefined : site.stories.find(({ id }) => id === Number(asked));
    if (byId !== undefined) return movedTo(linkOf(byId, origin));
    if (url.pathname === '/' || url.pathname === '/news/') {
      return html(200, listPage(newestFirst(site.stories).slice(0, site.pageSize), site.announced, origin));
    }
    const path = url.pathname.toLowerCase().replace(/\/?$/, '/');
    const story = site.stories.find(
      (candidate) => new URL(linkOf(candidate, origin)).pathname.toLowerCase() === path,
    );
    if (story !== undefined) {
      return url.pathname.endsWith('/') ? html(200, storyPage(story)) : movedTo(linkOf(story, origin));
    }
    const renamed = formerSlugs.get(/^\/news\/([^/]+)\/$/.exec(path)?.[1] ?? '');
    const successor = site.stories.find(({ id }) => id === renamed);
    return successor === undefined ? html(404, notFoundPage()) : movedTo(linkOf(successor, origin));
  }

  function feedAt(url: URL, headers: IncomingHttpHeaders): Reply {
    const { etag, modifiedAt: siteModifiedAt } = readValidators();
    const validators = { 'Last-Modified': new Date(siteModifiedAt).toUTCString(), ETag: `"${etag}"` };
    // WordPress compares before it looks for stories: any address of a feed answers 304, even one past the end.
    if (isNotModified(headers, etag, siteModifiedAt)) return { status: 304, headers: validators };
    const paged = url.searchParams.get('paged');
    const channel = new URL(url);
    channel.searchParams.delete('paged');
    if (paged === '1') return movedTo(channel.href);

    const contents = contentsOf(channel);
    const first = (Math.max(1, Number(paged ?? 1)) - 1) * site.pageSize;
    const stories = newestFirst(contents.stories).slice(first, first + site.pageSize);
    const isPastTheEnd = paged !== null && stories.length === 0;
    const title = isPastTheEnd ? `Page not found – ${NAME}` : contents.title;
    const lastBuildAt = stories.length === 0 ? siteModifiedAt : Math.max(...stories.map(modifiedAt));
    const body = writeFeed({ title, self: url.href, origin, lastBuildAt }, stories);
    const plain = {
      status: isPastTheEnd ? 404 : 200,
      headers: { 'Content-Type': RSS_TYPE, ...validators },
      body,
    };
    const isZipped = site.etagStyle !== 'strong' && /\bgzip\b/.test(headers['accept-encoding'] ?? '');
    return isZipped
      ? zipped(plain, site.etagStyle === 'weak-nginx' ? `W/"${etag}"` : `"${etag}-gzip"`)
      : plain;
  }

  function contentsOf({ pathname, search }: URL): { stories: SiteStory[]; title: string } {
    if (site.feedPaths.includes(pathname + search)) return { stories: site.stories, title: NAME };
    const category = /^\/(?:category|tag)\/([^/]+)\/feed\/?$/.exec(pathname)?.[1];
    if (category !== undefined) return contentsOfCategory(category);
    const posts = site.stories.filter(({ postType }) => postType === 'post');
    return { stories: pathname === '/feed/' && search === '' ? posts : [], title: NAME };
  }

  function contentsOfCategory(slug: string): { stories: SiteStory[]; title: string } {
    const isIt = (name: string) => slugOf(name) === slug.toLowerCase();
    const stories = site.stories.filter(({ categories }) => categories?.some(isIt));
    const name = stories[0]?.categories?.find(isIt);
    return { stories, title: `${name ?? 'Page not found'} – ${NAME}` };
  }
}

const NAME = 'Rare Earth Exchanges';

/** WordPress 6.9, WP::send_headers: where both were sent, both must hold; the date holds when it is not older. */
function isNotModified(headers: IncomingHttpHeaders, etag: string, modifiedAt: number): boolean {
  const sentEtag = headers['if-none-match'];
  const sentDate = headers['if-modified-since'];
  const etagHolds = sentEtag === `"${etag}"`;
  const dateHolds = sentDate !== undefined && Date.parse(sentDate) >= modifiedAt;
  return sentEtag !== undefined && sentDate !== undefined ? etagHolds && dateHolds : etagHolds || dateHolds;
}

/** The server in front of WordPress changes the ETag on the way out, and does not change it back on the way in. */
function zipped({ status, headers, body = '' }: Reply, etag: string): Reply {
  return { status, headers: { ...headers, ETag: etag, 'Content-Encoding': 'gzip' }, body: gzipSync(body) };
}

function newestFirst(stories: readonly SiteStory[]): SiteStory[] {
  return stories.toSorted((a, b) => b.publishedAt - a.publishedAt);
}

function movedTo(location: string): Reply {
  return { status: 301, headers: { 'Content-Type': HTML_TYPE, Location: location } };
}

function html(status: number, body: string): Reply {
  return { status, headers: { 'Content-Type': HTML_TYPE }, body };
}
