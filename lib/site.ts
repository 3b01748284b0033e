// All that knows which site this is: its name, its addresses, the shape of its links and guids.
// Another site is another version of this file, and of the icons, the name and address in words/en.ts, the colours
// (badge.ts, tokens.css), the gecko id, and what its stories call their highlights (text/html.ts).

export const SITE = {
  host: 'rareearthexchanges.com',
  origin: 'https://rareearthexchanges.com',
  home: 'https://rareearthexchanges.com/',
  /** What the manifest asks for: this one host, and nothing beside it. */
  matchPattern: 'https://rareearthexchanges.com/*',
} as const;

/** What its stories are written in, as a BCP 47 tag: for hyphens, and for screen readers. */
export const SITE_LANGUAGE = 'en';

/** Where the site's own newsletter is signed up for: its pages offer it, and no address of its own is known. */
export const NEWSLETTER = 'https://rareearthexchanges.com/';

/**
 * Addresses that may carry the stories, in the order in which they are asked (docs/decisions.md, feed).
 * Between `early` and `late` stand the feeds that `announcing` pages name.
 */
export const FEED_CANDIDATES = {
  early: [`${SITE.origin}/feed/`, `${SITE.origin}/news/feed/`, `${SITE.origin}/feed/?post_type=news-archive`],
  announcing: [`${SITE.origin}/`, `${SITE.origin}/news/`],
  late: [`${SITE.origin}/category/industrial-metals/feed/`],
} as const;

/**
 * Whether a feed is asked before another where both are there. Those that pages announce stand between the others, and
 * with them what else a reader may have chosen.
 */
export function isBetterFeed(feed: string, other: string): boolean {
  return rankOf(feed) < rankOf(other);
}

function rankOf(feed: string): number {
  const early: readonly string[] = FEED_CANDIDATES.early;
  const late: readonly string[] = FEED_CANDIDATES.late;
  const rank = early.indexOf(feed);
  return rank < 0 ? early.length + 1 + late.indexOf(feed) : rank;
}

/** True only in a build that Rare Earth Exchanges itself publishes. */
export const IS_OFFICIAL = false;

/** Categories that nearly every story has: they tell a reader nothing. */
const TELLS_NOTHING = new Set(['news', 'uncategorized', 'uncategorised']);

/** Whether an address is https on the site's own host; false for what is no address. */
export function isSiteAddress(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'https:' && url.host === SITE.host && url.username === '' && url.password === '';
}

/**
 * The address on the site that a reader wrote, as a path or whole; undefined for what is none: another host, another
 * scheme, the home page itself.
 */
export function addressOf(text: string): string | undefined {
  const written = text.trim();
  const url = written === '' ? null : URL.parse(written, SITE.home);
  if (url === null || url.origin !== SITE.origin || url.username !== '' || url.password !== '')
    return undefined;
  if (url.pathname === '/' && url.search === '') return undefined;
  url.hash = '';
  return url.href;
}

/**
 * The feed of a category, by its name: the slug is that of WordPress (`sanitize_title`), which takes accents off Latin
 * letters, makes hyphens of blanks, points, slashes and dashes, and leaves other marks out. Undefined for a name that
 * leaves no slug.
 */
export function categoryFeed(name: string): string | undefined {
  const slug = name
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s./\u2013\u2014-]+/g, '-')
    .replace(/[^\p{L}\p{M}\p{N}_-]/gu, '')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '');
  return slug === '' ? undefined : `${SITE.origin}/category/${encodeURIComponent(slug)}/feed/`;
}

/** The address of a page of a feed, 1 being the feed itself (WordPress, `paged`). */
export function pageAddress(feed: string, page: number): string {
  if (page <= 1) return feed;
  const url = new URL(feed);
  url.searchParams.set('paged', String(page));
  return url.href;
}

/** Whether a link leads to a story (`/news/<slug>/` on the site), which tells a news feed from any other. */
export function isStoryLink(link: string): boolean {
  const url = URL.parse(link);
  return url !== null && isOurHost(url.host) && /^\/news\/[^/]+\/?$/.test(url.pathname) && !isOfComment(url);
}

/** The category that tells most about a story: the first that is not on every story. */
export function tellingCategory(categories: readonly string[]): string | undefined {
  return categories.find((category) => !TELLS_NOTHING.has(category.toLowerCase()));
}

/** Parameters that tell where a reader came from, not what they read. */
const TRACKING = /^(utm_.*|fbclid|gclid|mc_.*|ref)$/i;

/**
 * One key for all spellings of an address: scheme, `www.` and trailing slash fall away, and so does everything but
 * the slug of a story and the ID of `?p=ID`, host included, for the site was seen to publish guids of a staging
 * host. Of other addresses all else is kept but for tracking: two guids are never made one.
 * Text that is no http address is returned as it is, trimmed: a guid is opaque (RSS 2.0, guid).
 */
export function addressKey(text: string): string {
  const trimmed = text.trim().replace(/&(#0*38|amp);/g, '&'); // some feeds escape guids twice
  const url = URL.parse(trimmed);
  if (url === null || !/^https?:$/.test(url.protocol)) return trimmed;
  const path = url.pathname.replace(/(?<!\/)\/+$/, ''); // not from each slash of a row anew
  if (!isOfComment(url)) {
    const postId = url.searchParams.get('p');
    if (postId !== null && /^\d+$/.test(postId)) return `p/${postId}`;
    const story = /^\/news\/([^/]+)$/.exec(path)?.[1];
    if (story !== undefined) return `news/${decoded(story)}`;
  }
  const told = new URLSearchParams([...url.searchParams].filter(([name]) => !TRACKING.test(name)));
  told.sort();
  const query = told.size === 0 ? '' : `?${told}`;
  return `${url.host.replace(/^www\./, '')}${decoded(path)}${query}${url.hash}`;
}

/** WordPress makes guids and links of comments of those of their story, with `#comment-ID` behind. */
function isOfComment({ hash }: URL): boolean {
  return hash.startsWith('#comment-');
}

function isOurHost(host: string): boolean {
  return host === SITE.host || host === `www.${SITE.host}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path).normalize();
  } catch {
    return path; // a stray % in a slug: two spellings of it stay two
  }
}
