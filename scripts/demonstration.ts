// The demonstration feed: the stand-in for the site with its recorded stories, for a computer that can't reach
// the site itself. While a window is open, a story arrives every few minutes.

import { type Site, startSite } from '../tests/support/site.ts';

/** Between two stories; a good deal more often than on the site, so that one is seen to arrive. */
const STORY_EVERY_MS = 3 * 60_000;

/** Starts the demonstration feed, its newest story minutes old. Throws words for the reader where it can't. */
export async function startDemonstration(): Promise<Site> {
  try {
    return await startSite({ stories: 'recorded' });
  } catch (error) {
    if (!isMissingProgram(error)) throw error;
    throw new Error(
      'The demonstration needs openssl, which is not here. Install it (Debian: apt-get install openssl), or ' +
        'start again where rareearthexchanges.com can be reached.',
    );
  }
}

/** Publishes a story every few minutes until the returned function is called; tells the title of each. */
export function keepPublishing(site: Site, tell: (title: string) => void): () => void {
  const timer = setInterval(() => tell(publishOldest(site)), STORY_EVERY_MS);
  return () => clearInterval(timer);
}

/** Takes the oldest story, which no reader has scrolled to, and publishes it as a new one; returns its title. */
export function publishOldest(site: Site): string {
  const { title, contentHtml, categories, author } = site.stories.pop() ?? {};
  return site.publish({
    ...(title !== undefined && { title }),
    ...(contentHtml !== undefined && { contentHtml }),
    ...(categories !== undefined && { categories }),
    ...(author !== undefined && { author }),
  }).title;
}

function isMissingProgram(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT' && 'spawnargs' in error;
}
