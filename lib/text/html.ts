// Story HTML → plain text and highlights, without a DOM: the worker has none. The text is for reading in a
// list; it is no sanitised HTML and is only ever drawn as a text node.

import { Parser } from 'htmlparser2';

/** Elements whose content is no text for the eye. */
const SKIPPED = new Set(
  'script style noscript template iframe object svg math canvas video audio head title select textarea button'.split(
    ' ',
  ),
);
/** Classes and ids of texts for screen readers alone, and of tables of contents (of the usual plugins). */
const LEFT_OVER =
  /(^|[\s_-])(screen-reader-text|sr-only|visually-hidden|toc|ez-toc[\w-]*|lwptoc[\w-]*|toc_container|toc-container|table-of-contents|wp-block-table-of-contents|simpletoc[\w-]*)(?=$|\s)/i;
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const BLOCK = new Set(
  (
    'address article aside blockquote br dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);
const HEADING = /^h[1-6]$/;
/** What the site writes above the bullets. */
const HIGHLIGHTS = /^(key\s+)?highlights\s*:?$/i;

/** What is heard of a document, in its order: tags and text for the eye, with what is left over left out. */
interface Reader {
  open(name: string): void;
  text(text: string): void;
  close(name: string): void;
}

/**
 * The text of an HTML fragment: a line for each block, white space collapsed, entities decoded once. Scripts,
 * styles, texts for screen readers and tables of contents are left out; an emoji that is a picture is its
 * character. Never throws.
 */
export function htmlToText(html: string): string {
  let text = '';
  const breakLine = (name: string) => {
    if (BLOCK.has(name)) text += '\n';
  };
  read(html, { open: breakLine, text: (more) => (text += more.replace(/\s+/g, ' ')), close: breakLine });
  return text
    .split('\n')
    .map(collapsed)
    .filter((line) => line !== '')
    .join('\n');
}

/**
 * The bullets under the "Highlights" on top of a story, as plain text; [] where it has none. Nested bullets are
 * joined to the one they stand under. Words before the heading are overlooked, another heading is not.
 */
export function liftHighlights(html: string): string[] {
  const bullets: string[] = [];
  let state: 'before' | 'heading' | 'after-heading' | 'list' | 'done' = 'before';
  let words = '';
  let depth = 0;
  read(html, {
    open(name) {
      if (state === 'before' && (HEADING.test(name) || name === 'p')) words = '';
      if (state === 'after-heading' && (HEADING.test(name) || name === 'table' || name === 'figure'))
        state = 'done';
      if (name === 'ul' || name === 'ol') {
        if (state === 'after-heading') state = 'list';
        if (state === 'list') depth += 1;
      }
      if (state === 'list' && name === 'li' && depth === 1) bullets.push('');
      else if (state === 'list' && BLOCK.has(name)) add(' ');
    },
    text(text) {
      if (state === 'before') words += text;
      if (state === 'list') add(text);
    },
    close(name) {
      if (state === 'before' && (HEADING.test(name) || name === 'p')) {
        if (HIGHLIGHTS.test(collapsed(words))) state = 'after-heading';
        else if (HEADING.test(name) && collapsed(words) !== '') state = 'done';
        words = '';
      }
      if (state === 'list' && (name === 'ul' || name === 'ol')) {
        depth -= 1;
        if (depth === 0) state = 'done';
      }
    },
  });
  function add(text: string): void {
    const last = bullets.pop();
    if (last !== undefined) bullets.push(last + text);
  }
  return [...new Set(bullets.map(collapsed).filter((bullet) => bullet !== ''))];
}

function read(html: string, reader: Reader): void {
  /** How deep within an element that is left out. */
  let skipped = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (skipped > 0 || SKIPPED.has(name) || isLeftOver(attributes)) {
          if (!VOID.has(name)) skipped += 1;
          return;
        }
        reader.open(name);
        if (name === 'img' && /\b(wp-smiley|emoji)\b/.test(attributes['class'] ?? ''))
          reader.text(attributes['alt'] ?? '');
      },
      ontext(text) {
        if (skipped === 0) reader.text(text);
      },
      onclosetag(name) {
        if (VOID.has(name)) return;
        if (skipped > 0) skipped -= 1;
        else reader.close(name);
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
}

function isLeftOver(attributes: Record<string, string>): boolean {
  return LEFT_OVER.test(attributes['class'] ?? '') || LEFT_OVER.test(attributes['id'] ?? '');
}

function collapsed(text: string): string {
  return text
    .replace(/\(opens in a new tab\)/gi, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\s+([.,;:!?])(?=\s|$)/g, '$1')
    .trim();
}
