// Where an item of the feed becomes a story: texts made plain, links checked, identity found.

import type { Item } from '../feed/types.ts';
import { addressKey, isSiteAddress, isStoryLink } from '../site.ts';
import { imagesIn, liftHighlights } from '../text/html.ts';
import { summarise } from '../text/summary.ts';
import { safeLink } from './safe-link.ts';
import type { Incoming, StoryFacts } from './story.ts';

/** What is kept at most, so that no story makes the list unusable. The site's own stay far below. */
const MOST = {
  address: 2000,
  title: 300,
  highlights: 12,
  highlight: 500,
  author: 100,
  categories: 50,
  category: 100,
};
/** More items than this no document of the site's has: the store would not be done with them while the worker lives. */
const MOST_STORIES = 5000;

/**
 * The stories of a document, in its order, each once. An item with neither guid nor link nor title says
 * nothing that could be kept, and is left out; every other one gives a story. Never throws.
 */
export function toStories(items: readonly Item[]): Incoming[] {
  const sound = items.slice(0, MOST_STORIES).map(withoutOverlong);
  const shared = sharedGuids(sound);
  const stories = new Map<string, Incoming>();
  for (const [position, item] of sound.entries()) {
    const isNamed = item.guid !== undefined && !shared.has(addressKey(item.guid));
    const story = toStory(item, (isNamed ? item.guid : item.link) ?? item.title, position);
    if (story !== undefined && !stories.has(story.id)) stories.set(story.id, story);
  }
  return [...stories.values()];
}

/** The item without guid and links that are too long to be any, which would be kept many times over. */
function withoutOverlong({ guid, link, commentsLink, ...item }: Item): Item {
  const hasGuid = isAddress(guid);
  return {
    ...item,
    ...(hasGuid && { guid }),
    isPermaLink: hasGuid && item.isPermaLink,
    title: item.title.slice(0, MOST.address),
    ...(isAddress(link) && { link }),
    ...(isAddress(commentsLink) && { commentsLink }),
  };
}

function isAddress(text: string | undefined): text is string {
  return text !== undefined && text.length <= MOST.address;
}

/** Guids that several stories have, by their links: such a guid names none of them. */
function sharedGuids(items: readonly Item[]): Set<string> {
  const links = new Map<string, string>();
  const shared = new Set<string>();
  for (const { guid, link } of items) {
    if (guid === undefined || link === undefined || !isStoryLink(link)) continue;
    const id = addressKey(guid);
    const key = addressKey(link);
    if ((links.get(id) ?? key) !== key) shared.add(id);
    links.set(id, key);
  }
  return shared;
}

function toStory(item: Item, guid: string, position: number): Incoming | undefined {
  const id = addressKey(guid);
  if (id === '') return undefined;
  const facts = toFacts(item, guid);
  // A link that is no story's may be shared by many: it leads to none.
  const link = facts.link !== undefined && isStoryLink(facts.link) ? [addressKey(facts.link)] : [];
  const aliases = [...new Set([id, ...link])];
  return { id, aliases, facts, position, ...(item.contentHtml && { html: item.contentHtml }) };
}

function toFacts(item: Item, guid: string): StoryFacts {
  const highlights = liftHighlights(item.contentHtml ?? '').slice(0, MOST.highlights);
  const link = safeLink(item.link) ?? (item.isPermaLink ? safeLink(guid) : undefined);
  const comments = safeLink(item.commentsLink);
  const image = imagesIn(item.contentHtml ?? '').find(isOwnImage);
  return {
    guid,
    title: titleOf(item.title),
    ...(link !== undefined && { link }),
    // Where there are highlights the automatic summary is their beginning once more.
    summary:
      highlights.length > 0 && isAutomatic(item)
        ? ''
        : summarise(item.descriptionHtml ?? item.contentHtml ?? ''),
    highlights: highlights.map((highlight) => shortened(highlight, MOST.highlight)),
    ...(item.author && { author: shortened(item.author, MOST.author) }),
    categories: item.categories.slice(0, MOST.categories).map((name) => shortened(name, MOST.category)),
    ...(image !== undefined && { image }),
    ...(comments !== undefined && {
      comments: { link: comments, ...(item.commentsCount !== undefined && { count: item.commentsCount }) },
    }),
    ...(item.publishedAt !== undefined && { publishedAt: item.publishedAt }),
  };
}

/** Whether an image may be loaded where the reader wants images: the site's own alone. */
function isOwnImage(address: string): boolean {
  return isAddress(address) && isSiteAddress(address) && safeLink(address) !== undefined;
}

/** Whether WordPress made the description of the content: then it begins with its heading. */
function isAutomatic({ descriptionHtml }: Item): boolean {
  return descriptionHtml === undefined || /^\s*(<[^>]*>\s*)*(key\s+)?highlights\b/i.test(descriptionHtml);
}

/** A title of blanks, marks and control characters alone (Hangul fillers and the blank Braille cell among them). */
const NOTHING_TO_SEE = /^[\p{C}\p{Z}\p{M}\u115f\u1160\u3164\uffa0\u2800]*$/u;

/** The title as published; empty where there is nothing to see, for a link needs a name. */
function titleOf(title: string): string {
  return NOTHING_TO_SEE.test(title) ? '' : shortened(title, MOST.title);
}

/** The text, cut where it is too long; marks that are piled up on one letter are cut to four. */
function shortened(text: string, length: number): string {
  // The pattern overflows the engine's stack on millions of marks.
  const plain = text.slice(0, 10 * length).replace(/(\p{M}{4})\p{M}+/gu, '$1');
  return plain.length <= length ? plain : `${plain.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
