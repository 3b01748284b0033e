// What a feed says, as RSS 2.0 names it (rssboard.org). Optional means that the feed may not say.

export interface Channel {
  title?: string;
  link?: string;
  description?: string;
  language?: string;
  /** How often the feed hopes to be asked (sy:updatePeriod / sy:updateFrequency, RSS 1.0 Syndication). */
  updatePeriodMs?: number;
  /** ttl, given in minutes. */
  ttlMs?: number;
  /** Hours of the day, in GMT, in which asking is of no use. */
  skipHours: number[];
  /** Days of the week, in English, on which asking is of no use. */
  skipDays: string[];
}

export interface Item {
  guid?: string;
  /** False only when the feed says so (RSS 2.0, guid). */
  isPermaLink: boolean;
  /** Text already: a second decode is wrong. Empty where the site published none. */
  title: string;
  link?: string;
  /** pubDate in ms since 1970 UTC. */
  publishedAt?: number;
  /** HTML. */
  descriptionHtml?: string;
  /** HTML of the whole story (content:encoded). */
  contentHtml?: string;
  /** dc:creator, else author. */
  author?: string;
  /** Categories and tags in one list, each once. */
  categories: string[];
  commentsLink?: string;
  /** slash:comments. */
  commentsCount?: number;
  /** wfw:commentRss. */
  commentsFeed?: string;
}

export type ParsedFeed =
  | {
      kind: 'feed';
      /** Whether the document reached `</rss>`; false means that stories may be missing, never that one is half. */
      complete: boolean;
      channel: Channel;
      items: Item[];
    }
  /** `empty` too where the document broke off before its first element. */
  | { kind: 'not-a-feed'; looksLike: 'html' | 'empty' | 'other' };
