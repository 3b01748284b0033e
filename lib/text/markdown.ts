// Plain text → Markdown that shows that text and nothing else, whatever stands in it (CommonMark 0.31, GitHub's
// autolinks). A backslash before what could mean something; where nothing could, the text stays as it is.

import { oneLine } from './lines.ts';

/** Text within a line. */
export function inMarkdown(text: string): string {
  return (
    oneLine(text)
      .replace(/[\\`*_{}[\]<>|~#]/g, '\\$&')
      .replace(/&(?=#?\w+;)/g, '\\&')
      .replace(/(?<=\])\(/g, '\\(') // marked 18 takes even an escaped bracket for the end of a link here
      // GitHub makes links of bare addresses.
      .replace(/(?<=[a-z]):(?=\/\/)/gi, '\\:')
      .replace(/(?<=www)\./gi, '\\.')
      .replace(/(?<=\S)@(?=\S)/g, '\\@')
  );
}

/** Text that begins a line, where a number, a dash or an equals sign would begin a list or a heading. */
export function beginningLine(text: string): string {
  return inMarkdown(text)
    .replace(/^[-+=:]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

/** A link. `address` is whole and in its normal form. */
export function linkInMarkdown(text: string, address: string): string {
  return `[${inMarkdown(text)}](${addressInMarkdown(address)})`;
}

/** An address as it stands between the brackets of a link: what would end it is percent-encoded. */
function addressInMarkdown(address: string): string {
  return address
    .replace(/[\s()<>\\`]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
    .replace(/&(?=#?\w+;)/g, '&amp;');
}
