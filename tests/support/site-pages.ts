// The HTML pages of the stand-in for the site: a page that lists stories, a story, and a page that is not there.

import { contentOf, escaped, linkOf, type SiteStory } from './site-story.ts';

/** The home page or the news page; it announces the feeds at the given addresses. */
export function listPage(
  stories: readonly SiteStory[],
  announced: readonly string[],
  origin: string,
): string {
  const feeds = announced.map(
    (address) =>
      `<link rel="alternate" type="application/rss+xml" title="Rare Earth Exchanges &raquo; Feed" href="${escaped(address)}" />\n`,
  );
  const links = stories.map(
    (story) => `<li><a href="${linkOf(story, origin)}">${escaped(story.title)}</a></li>\n`,
  );
  return page(
    'Rare Earth Exchanges',
    `<h1>Rare Earth Exchanges</h1>\n<ul>\n${links.join('')}</ul>`,
    feeds.join(''),
  );
}

export function storyPage(story: SiteStory): string {
  return page(story.title, `<article>\n<h1>${escaped(story.title)}</h1>\n${contentOf(story)}</article>`);
}

export function notFoundPage(): string {
  return page('Page not found', '<h1>Page not found</h1>');
}

function page(title: string, main: string, head = ''): string {
  return `<!DOCTYPE html>
<html lang="en-US">
<head>
<meta charset="UTF-8" />
<title>${escaped(title)} - Rare Earth Exchanges</title>
${head}</head>
<body>
<main>
${main}
</main>
</body>
</html>
`;
}
