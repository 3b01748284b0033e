// The feeds that a page of the site announces.

import { Parser } from 'htmlparser2';

/**
 * Addresses of `<link rel="alternate" type="application/rss+xml">` in an HTML page, resolved against its address,
 * in its order, each once (RSS Autodiscovery). Feeds of comments are left out. Never throws.
 */
export function announcedFeeds(html: string, pageUrl: string): string[] {
  const found = new Set<string>();
  const parser = new Parser({
    onopentag(name, { rel = '', type = '', href = '' }) {
      if (name !== 'link' || !/\balternate\b/i.test(rel) || !/^application\/rss\+xml\b/i.test(type.trim()))
        return;
      const url = URL.parse(href, pageUrl);
      if (url !== null && !/\/comments\/feed\/?$|\/feed\/comments/.test(url.pathname)) found.add(url.href);
    },
  });
  parser.end(html);
  return [...found];
}
