// What a reader opens: one story whole, with its text as it is stored.

import type { Article, Story } from '../story/story.ts';
import { read } from './transaction.ts';

/** Undefined where there is no such story (any more). Rejects when the store can't be read. */
export function readArticle(
  database: IDBDatabase,
  id: string,
): Promise<{ story: Story; article: Article | undefined } | undefined> {
  return read(database, async (transaction) => {
    const [story, article] = await Promise.all([
      transaction.objectStore('stories').get(id),
      transaction.objectStore('articles').get(id),
    ]);
    return story && { story, article };
  });
}
