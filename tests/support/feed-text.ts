// Feed documents for unit tests, as small as a test wants them.

export interface FeedItem {
  id: number;
  link?: string;
}

/** An RSS document with these items; `cut` leaves out its end. */
export function feedText(items: FeedItem[], { cut = false } = {}): string {
  const end = cut ? '' : '</channel></rss>';
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>REEx</title>${items.map(itemText).join('')}${end}`;
}

function itemText({ id, link }: FeedItem): string {
  const address = link ?? `https://rareearthexchanges.com/news/story-${id}/`;
  const guid = `https://rareearthexchanges.com/?p=${id}`;
  return `<item><title>Story ${id}</title><link>${address}</link><guid isPermaLink="false">${guid}</guid></item>`;
}
