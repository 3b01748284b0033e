// The fields of an item → Item. What becomes of it is left to lib/story.

import { parseDate } from './date.ts';
import { allValues, type Fields, firstValue, inOneLine, wholeNumber } from './fields.ts';
import type { Item } from './types.ts';

/** An item of the feed; what it does not say, or says in a form that can't be read, is absent. RSS 2.0, item. */
export function toItem(fields: Fields): Item {
  const said = (name: string) => firstValue(fields, name);
  const guid = said('guid');
  const link = said('link');
  const publishedAt = parseDate(said('pubDate') ?? '') ?? parseDate(said('dc:date') ?? '');
  const descriptionHtml = said('description');
  const contentHtml = said('content:encoded');
  const author = said('dc:creator') ?? said('author');
  const commentsLink = said('comments');
  const commentsCount = wholeNumber(said('slash:comments'));
  const commentsFeed = said('wfw:commentRss');
  return {
    ...(guid !== undefined && { guid }),
    isPermaLink: guid !== undefined && said('guid/@isPermaLink')?.toLowerCase() !== 'false',
    title: inOneLine(said('title') ?? ''),
    ...(link !== undefined && { link }),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(descriptionHtml !== undefined && { descriptionHtml }),
    ...(contentHtml !== undefined && { contentHtml }),
    ...(author !== undefined && { author: inOneLine(author) }),
    categories: allValues(fields, 'category'),
    ...(commentsLink !== undefined && { commentsLink }),
    ...(commentsCount !== undefined && { commentsCount }),
    ...(commentsFeed !== undefined && { commentsFeed }),
  };
}
