// What arrives while a list is being read waits for the reader: above what they read, it would push that down.

import type { Headline } from './headline.ts';

/** Fewer rows fill no page: a list that begins, or begins anew after a loss, is not held back. */
export const SCREENFUL = 8;

type Listed = Pick<Headline, 'id' | 'order'>;

/**
 * What of a list, as it was read anew, is shown to a reader who has `inView` before them: all that was in it, and what
 * stands below its end and so moves nothing.
 */
export function withoutWaiting<Story extends Listed>(read: Story[], inView: readonly Listed[]): Story[] {
  if (inView.length < SCREENFUL) return read;
  const known = new Set(inView.map(({ id }) => id));
  const end = inView.at(-1)?.order ?? Number.NEGATIVE_INFINITY;
  return read.filter(({ id, order }) => order > end || known.has(id));
}
