// Where an item of the feed becomes a story: texts made plain, links checked, identity found.

import type { Item } from '../feed/types.ts';
import { addressKey } from '../site.ts';
import { liftHighlights } from '../text/html.ts';
import { summarise } from '../text/summary.ts';
import { safeLink } from './safe-link.ts';
import type { Incoming, StoryFacts } from './story.ts';

/** Longest title kept: beyond it stands no headline, and a row must stay readable. */
const TITLE_LENGTH = 1000;

/**
 * The stories of a document, in its order, each once. An item with neither guid nor link nor title says
 * nothing that could be kept, and is left out; every other one gives a story. Never throws.
 */
export function toStories(items: readonly Item[]): Incoming[] {
  const stories = new Map<string, Incoming>();
  for (const [position, item] of items.entries()) {
    const story = toStory(item, position);
    if (story !== undefined && !stories.has(story.id)) stories.set(story.id, story);
  }
  return [...stories.values()];
}

function toStory(item: Item, position: number): Incoming | undefined {
  const guid = item.guid ?? item.link ?? item.title;
  const id = addressKey(guid);
  if (id === '') return undefined;
  const facts = toFacts(item, guid);
  const aliases = [...new Set([id, ...(facts.link === undefined ? [] : [addressKey(facts.link)])])];
  return { id, aliases, facts, position, ...(item.contentHtml && { html: item.contentHtml }) };
}

function toFacts(item: Item, guid: string): StoryFacts {
  const highlights = liftHighlights(item.contentHtml ?? '');
  const link = safeLink(item.link) ?? (item.isPermaLink ? safeLink(guid) : undefined);
  const comments = safeLink(item.commentsLink);
  return {
    guid,
    title: item.title.slice(0, TITLE_LENGTH),
    ...(link !== undefined && { link }),
    summary: summarise(item.descriptionHtml ?? item.contentHtml ?? ''),
    highlights,
    ...(item.author && { author: item.author }),
    categories: item.categories,
    ...(comments !== undefined && {
      comments: { link: comments, ...(item.commentsCount !== undefined && { count: item.commentsCount }) },
    }),
    ...(item.publishedAt !== undefined && { publishedAt: item.publishedAt }),
  };
}
