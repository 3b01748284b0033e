// The description of an item → a few lines of plain text.

import { htmlToText } from './html.ts';

/** Characters of a summary: two or three lines of a list. */
const SUMMARY_LENGTH = 300;

/**
 * A short plain text of a description. WordPress makes it of the story's first 55 words, so it begins with the
 * heading "Highlights" and ends in " […]": both are left out.
 */
export function summarise(html: string, length = SUMMARY_LENGTH): string {
  const text = htmlToText(html)
    .replace(/\n/g, ' ')
    .replace(/^(key\s+)?highlights:?\s+/i, '')
    .replace(/\s*\[(…|\.\.\.)\]$/, '…');
  return text.length <= length ? text : `${wholeWords(text.slice(0, length))}…`;
}

/** The text without a last word that was cut, or without half a character where it is one long word. */
function wholeWords(text: string): string {
  const words = text.replace(/\s+\S*$/, '');
  return words.replace(/[\ud800-\udbff]$/, '').replace(/[\s.,;:–—-]+$/, '');
}
