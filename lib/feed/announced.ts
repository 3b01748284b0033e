// The feeds that a web page announces in its head. Which of them carries the stories is left to who asked.

import { Parser } from 'htmlparser2';

/** The parser searches its stack at each end tag; no page nests as deep. */
const DEEPEST = 512;

/**
 * The absolute addresses of `<link rel="alternate" type="application/rss+xml">`, in the order of the page, each
 * once. Feeds of comments and addresses that are not of the web are left out. Never throws. HTML, link type
 * "alternate".
 */
export function announcedFeeds(html: string, pageUrl: string): string[] {
  const feeds = new Set<string>();
  let depth = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1;
      if (depth > DEEPEST) parser.pause();
      if (name !== 'link' || !announcesFeed(attributes)) return;
      const feed = resolve(attributes['href'] ?? '', pageUrl);
      if (feed !== undefined && !isOfComments(feed)) feeds.add(feed.href);
    },
    onclosetag() {
      depth -= 1;
    },
  });
  parser.end(html);
  return [...feeds];
}

function announcesFeed(attributes: Record<string, string>): boolean {
  const relations = (attributes['rel'] ?? '').toLowerCase().split(/\s+/);
  const type = (attributes['type'] ?? '').toLowerCase().split(';')[0];
  return relations.includes('alternate') && type?.trim() === 'application/rss+xml';
}

function resolve(href: string, pageUrl: string): URL | undefined {
  if (href.trim() === '' || !URL.canParse(href, pageUrl)) return undefined;
  const url = new URL(href, pageUrl);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
}

function isOfComments({ pathname, searchParams }: URL): boolean {
  return /\/comments\/feed\/?$/.test(pathname) || /^comments-/.test(searchParams.get('feed') ?? '');
}
