// Writes a feed as WordPress writes it (wp-includes/feed-rss2.php): element order, CDATA, blank lines and all.
// Which stories belong in it is site.ts's business.

import { contentOf, descriptionOf, escaped, guidOf, linkOf, type SiteStory } from './site-story.ts';

export interface Channel {
  title: string;
  /** The address of this feed. */
  self: string;
  origin: string;
  lastBuildAt: number;
}

export function writeFeed(
  { title, self, origin, lastBuildAt }: Channel,
  stories: readonly SiteStory[],
): string {
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
	xmlns:content="http://purl.org/rss/1.0/modules/content/"
	xmlns:wfw="http://wellformedweb.org/CommentAPI/"
	xmlns:dc="http://purl.org/dc/elements/1.1/"
	xmlns:atom="http://www.w3.org/2005/Atom"
	xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
	xmlns:slash="http://purl.org/rss/1.0/modules/slash/"
	>

<channel>
	<title>${escaped(title)}</title>
	<atom:link href="${escaped(self)}" rel="self" type="application/rss+xml" />
	<link>${origin}</link>
	<description>Rare Earth Insights &#38; Industry News</description>
	<lastBuildDate>${rfc822(lastBuildAt)}</lastBuildDate>
	<language>en-US</language>
	<sy:updatePeriod>
	hourly	</sy:updatePeriod>
	<sy:updateFrequency>
	1	</sy:updateFrequency>
	<generator>https://wordpress.org/?v=6.9.1</generator>
${stories.map((story) => writeItem(story, origin)).join('')}</channel>
</rss>
`;
}

function writeItem(story: SiteStory, origin: string): string {
  const link = linkOf(story, origin);
  const commentsCount = story.commentsCount ?? 0;
  const categories = (story.categories ?? ['News']).map((name) => `<category>${cdata(name)}</category>`);
  return `	<item>
		<title>${escaped(story.title)}</title>
		<link>${link}</link>
					<comments>${link}${commentsCount === 0 ? '#respond' : '#comments'}</comments>
		
		<dc:creator>${cdata(story.author ?? 'REEx Editorial Team')}</dc:creator>
		<pubDate>${rfc822(story.publishedAt)}</pubDate>
				${categories.join('\n\t\t')}
		<guid isPermaLink="false">${escaped(guidOf(story, origin))}</guid>

					<description>${cdata(descriptionOf(story))}</description>
										<content:encoded>${cdata(contentOf(story))}</content:encoded>
					
					<wfw:commentRss>${link}feed/</wfw:commentRss>
			<slash:comments>${commentsCount}</slash:comments>
		
		
			</item>
	`;
}

function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll(']]>', ']]&gt;')}]]>`;
}

/** A date as WordPress writes it in a feed: "Tue, 24 Nov 2026 02:00:18 +0000". */
export function rfc822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}
