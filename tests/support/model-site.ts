// The site as a function: the pages of its feed and their validators, and the address of each story. No server:
// requests come in as values and answers go out, so that whole histories run in memory.

import { writeFeed } from './site-feed.ts';
import { linkOf, type SiteStory } from './site-story.ts';
import { isNotModified, originValidators } from './wordpress.ts';

const ORIGIN = 'https://rareearthexchanges.com';
const SECOND_MS = 1000;
const RSS = { 'content-type': 'application/rss+xml; charset=UTF-8' };
const HTML = { 'content-type': 'text/html; charset=UTF-8' };

export class ModelSite {
  /** Newest first is how the feed shows them; here they stand as they were published. */
  readonly stories: SiteStory[] = [];
  pageSize: number;
  /** The paths of its feeds, and which stories each carries. */
  readonly feeds = new Map<string, (story: SiteStory) => boolean>([['/feed/', () => true]]);
  private readonly modifications = new Map<number, number>();
  private lastId = 0;
  private lastChangeAt = 0;

  constructor(pageSize = 10) {
    this.pageSize = pageSize;
  }

  publish(now: number): SiteStory {
    this.lastId += 1;
    const id = this.lastId;
    const story = { id, title: `Story ${id}`, slug: `story-${id}`, publishedAt: secondOf(now) };
    this.put(story, now);
    return story;
  }

  /** Puts a story there, or back there. */
  put(story: SiteStory, now: number): void {
    this.stories.push(story);
    this.modifications.set(story.id, this.nextChangeAt(now));
  }

  edit(story: SiteStory, change: Partial<SiteStory>, now: number): void {
    Object.assign(story, change);
    this.modifications.set(story.id, this.nextChangeAt(now));
  }

  /** The validators are those of what is left: of an older story's withdrawal they say nothing. */
  withdraw(story: SiteStory): void {
    this.stories.splice(this.stories.indexOf(story), 1);
    this.modifications.delete(story.id);
  }

  /** The stories of a page of a feed, 1 being the feed itself. */
  page(page: number, path = '/feed/'): SiteStory[] {
    const newestFirst = this.stories
      .filter(this.feeds.get(path) ?? (() => false))
      .toSorted((a, b) => b.publishedAt - a.publishedAt || b.id - a.id);
    return newestFirst.slice((page - 1) * this.pageSize, page * this.pageSize);
  }

  answer(request: Request): Response {
    const url = new URL(request.url);
    if (!this.feeds.has(url.pathname)) return this.answerStory(url);
    const modifiedAt = Math.max(0, ...this.stories.map(({ id }) => this.modifications.get(id) ?? 0));
    const { etag, lastModified } = originValidators(modifiedAt);
    const headers = { ...RSS, etag, 'last-modified': lastModified };
    const sent = {
      tag: request.headers.get('if-none-match'),
      date: request.headers.get('if-modified-since'),
    };
    if (isNotModified(sent, modifiedAt)) return new Response(null, { status: 304, headers });
    const page = Number(url.searchParams.get('paged') ?? 1);
    const stories = this.page(page, url.pathname);
    const channel = { title: 'REEx', self: url.href, origin: ORIGIN, lastBuildAt: modifiedAt };
    const status = page > 1 && stories.length === 0 ? 404 : 200;
    return new Response(writeFeed(channel, stories), { status, headers });
  }

  private answerStory(url: URL): Response {
    const isThere = this.stories.some((story) => linkOf(story, ORIGIN) === url.href);
    return new Response('', { status: isThere ? 200 : 404, headers: HTML });
  }

  /** Validators count in seconds; each change gets a second of its own. */
  private nextChangeAt(now: number): number {
    this.lastChangeAt = Math.max(secondOf(now), this.lastChangeAt + SECOND_MS);
    return this.lastChangeAt;
  }
}

function secondOf(at: number): number {
  return Math.floor(at / SECOND_MS) * SECOND_MS;
}
