// The description of an item → a short plain summary for a row of the list.
// What text the HTML holds is decided in html.ts.

import { htmlToText } from './html.ts';

const LONGEST = 300;

/**
 * A summary in one line of at most `maxLength` UTF-16 units: without the word "Highlights" that an automatic
 * excerpt inherits from the story's first heading, "…" where the excerpt or we left off. Empty when there is no
 * text. Never throws.
 */
export function summarise(descriptionHtml: string, maxLength = LONGEST): string {
  const text = htmlToText(descriptionHtml)
    .replaceAll('\n', ' ')
    // Not in a sentence of its own, as in "Highlights of the week".
    .replace(/^highlights(?:\s*:|(?=\s|$))(?!\s+(?:of|from|in|include)\b)\s*/i, '')
    .replace(/\s*\[(?:…|\.\.\.)\]$/, '…');
  return text.length <= maxLength ? text : shorten(text, maxLength);
}

function shorten(text: string, maxLength: number): string {
  const space = text.lastIndexOf(' ', maxLength - 1);
  // Writing without spaces, or an address, is cut where it must be, but not inside a character.
  const cut = space > maxLength / 2 ? space : maxLength - 1;
  return `${text
    .slice(0, Math.max(cut, 0))
    .replace(/[\uD800-\uDBFF]$/, '')
    .replace(/[\s,;:–—-]+$/, '')}…`;
}
