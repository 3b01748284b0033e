// Text for places that are no page: in one line, without what can't be seen, and broken where a mail breaks it.

/** What turns the direction of writing, and what has no width: neither is seen, and both move what stands beside it. */
const UNSEEN =
  /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** A text as one line: blanks, breaks and control characters are one blank each time, and nothing unseen is left. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(UNSEEN, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/**
 * Breaks one line between words into lines of at most `width` UTF-16 units, the first led by `first`, the others by
 * `others`. A word that is longer stands alone. Empty text gives no line.
 */
export function wrap(text: string, width: number, first = '', others = first): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const lead = lines.length === 0 ? first : others;
    if (line !== '' && lead.length + line.length + 1 + word.length > width) {
      lines.push(lead + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, (lines.length === 0 ? first : others) + line];
}
