// A story as the stand-in for the site keeps it, and what follows from it: its link, its guid, its texts.

export interface SiteStory {
  id: number;
  /** Plain text. */
  title: string;
  /** As it stands in the link: lower case, percent-encoded where it is not ASCII. */
  slug: string;
  publishedAt: number;
  /** `https://<host>/?p=<id>` when absent, as WordPress makes it. */
  guid?: string;
  /** Categories and tags in one list, as in the feed. */
  categories?: string[];
  author?: string;
  /** Plain text, one bullet each; used only where there is no `contentHtml`. */
  highlights?: string[];
  contentHtml?: string;
  /** The beginning of the content when absent, as WordPress writes it. */
  descriptionHtml?: string;
  /** 'post' is an entry of another kind, which the site keeps at `/<slug>/`. */
  postType?: 'news' | 'post';
  commentsCount?: number;
}

const EXCERPT_WORDS = 55;

/** The address of a story on the site. */
export function linkOf({ slug, postType }: SiteStory, origin: string): string {
  return postType === 'post' ? `${origin}/${slug}/` : `${origin}/news/${slug}/`;
}

export function guidOf({ id, guid }: SiteStory, origin: string): string {
  return guid ?? `${origin}/?p=${id}`;
}

export function contentOf({ title, highlights, contentHtml }: SiteStory): string {
  if (contentHtml !== undefined) return contentHtml;
  const bullets = (highlights ?? []).map((text) => `<li>${escaped(text)}</li>`).join('');
  const lead =
    bullets === '' ? '' : `\n<h2 class="wp-block-heading">Highlights</h2>\n\n\n\n<ul>${bullets}</ul>\n\n\n`;
  return `${lead}\n<p>The full story of “${escaped(title)}”.</p>\n`;
}

/** The written excerpt, or the first 55 words of the content run together (WordPress, wp_trim_excerpt). */
export function descriptionOf(story: SiteStory): string {
  if (story.descriptionHtml !== undefined) return story.descriptionHtml;
  const words = contentOf(story)
    .replace(/<[^>]*>/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '');
  const excerpt = words.slice(0, EXCERPT_WORDS).join(' ');
  return words.length > EXCERPT_WORDS ? `${excerpt} [&#8230;]` : excerpt;
}

/** The slug that WordPress makes of a title or of the name of a category. */
export function slugOf(text: string): string {
  return encodeURIComponent(
    text
      .normalize()
      .toLowerCase()
      .replace(/['’]/g, '')
      .replace(/[^\p{L}\p{N}]+/gu, '-'),
  )
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
}

/** Text for XML and HTML, with the signs written as numbers, as WordPress writes them. */
export function escaped(text: string): string {
  return text.replace(/[&<>"“”‘’–—…]/g, (sign) => `&#${String(sign.charCodeAt(0)).padStart(3, '0')};`);
}
