// Which stories a filter holds of. Apart from filter.ts, for only who narrows a list needs it.

import { tellingCategory } from '../site.ts';
import type { Filter } from './filter.ts';
import type { Story } from './story.ts';

/** Tells whether a story is shown. */
export function matcherOf({ above, category, isSaved, words = '' }: Filter): (story: Story) => boolean {
  const wanted = plain(words).split(/\s+/u).filter(Boolean);
  return (story) =>
    (above === undefined || story.order < above) &&
    (category === undefined || tellingCategory(story.facts.categories) === category) &&
    (!isSaved || story.states.savedAt !== undefined) &&
    holds(story, wanted);
}

function holds({ facts }: Story, wanted: readonly string[]): boolean {
  if (wanted.length === 0) return true;
  const { title, highlights, summary, author = '', categories } = facts;
  const text = plain([title, ...highlights, summary, author, ...categories].join('\n'));
  return wanted.every((word) => text.includes(word));
}

/** Without case, accents and kinds of one character: "Bastnäsite" is found by "bastnasite". */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
