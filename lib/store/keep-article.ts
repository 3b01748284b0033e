// The texts of stories as the site changes them. What the reader saved stays as it was then, whatever becomes of it on
// the site: beside it the present text is kept, until the story is saved no more.

import { toSnapshot } from '../journal/snapshot.ts';
import type { Story } from '../story/story.ts';
import { keepAct } from './outbox.ts';
import type { Writing } from './transaction.ts';

/** Keeps the text of a story as a document has it. */
export async function keepArticle(
  transaction: Writing,
  story: Story,
  html: string,
  now: number,
): Promise<void> {
  const articles = transaction.objectStore('articles');
  const before = await articles.get(story.id);
  if (before?.html === html) return;
  const { savedAt } = story.states;
  const saved = savedAt === undefined ? undefined : (before?.saved ?? before?.html);
  await articles.put({ id: story.id, html, ...(saved !== undefined && saved !== html && { saved }) });
  // Saved before it had a text here: the journal has to know it, too.
  if (savedAt !== undefined && saved === undefined)
    await keepAct(transaction, { saved: [[story.id, savedAt, toSnapshot(story, html)]] }, now);
}

/** The story is saved no more: its text is what the site has. */
export async function forgetSavedText(transaction: Writing, id: string): Promise<void> {
  const articles = transaction.objectStore('articles');
  const article = await articles.get(id);
  if (article?.saved !== undefined) await articles.put({ id, html: article.html });
}
