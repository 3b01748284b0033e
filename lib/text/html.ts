// Story HTML → plain text, and the bullets that stand under "Highlights".
// What counts as visible is decided in visible.ts; shortening is left to summary.ts.

import { walkVisible } from './visible.ts';

const HEADINGS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const LISTS = new Set(['ul', 'ol']);

/** Elements that begin and end a line of their own. */
const BLOCKS = new Set([
  ...HEADINGS,
  ...LISTS,
  ...['address', 'article', 'aside', 'blockquote', 'body', 'br', 'caption', 'dd', 'details', 'dialog', 'div'],
  ...[
    'dl',
    'dt',
    'fieldset',
    'figcaption',
    'figure',
    'footer',
    'form',
    'header',
    'hgroup',
    'hr',
    'html',
    'li',
  ],
  ...['main', 'nav', 'p', 'pre', 'section', 'summary', 'table', 'tbody', 'tfoot', 'thead', 'tr'],
]);
const CELLS = new Set(['td', 'th']);

/**
 * The visible text of `html`: one line a paragraph, none of them empty, white space collapsed, references
 * decoded once. Emoji images become their character. Never throws.
 */
export function htmlToText(html: string): string {
  let text = '';
  const separate = (name: string) => {
    if (BLOCKS.has(name)) text += '\n';
    else if (CELLS.has(name)) text += ' ';
  };
  walkVisible(html, {
    open: separate,
    close: separate,
    text: (piece) => {
      // A line break in the source is only white space.
      text += piece.replace(/\s+/g, ' ');
    },
  });
  return text
    .split('\n')
    .map(tidy)
    .filter((line) => line !== '')
    .join('\n');
}

/**
 * The bullets under "Highlights", in order, each on one line, sub-bullets joined to theirs. The first heading or
 * the first paragraph with text must read "Highlights", and a list must follow it before another heading, a
 * table or a figure; [] otherwise. Never throws.
 */
export function liftHighlights(html: string): string[] {
  return splitHighlights(html).highlights;
}

/** The same, and the HTML without the heading and the list that they were lifted from. Never throws. */
export function splitHighlights(html: string): { highlights: string[]; rest: string } {
  const bullets: string[] = [];
  let state: 'seeking' | 'announced' | 'lifting' | 'done' = 'seeking';
  let title: { element: string; text: string; from: number } | undefined;
  const passed = new Set<'heading' | 'p'>();
  let listDepth = 0;
  /** Where the heading and the list stand. */
  let [heading, list]: [Span, Span] = [NOWHERE, NOWHERE];

  const endTitle = ({ element, text, from }: { element: string; text: string; from: number }, to: number) => {
    const kind = element === 'p' ? 'p' : 'heading';
    if (tidy(text) === '') return;
    if (state === 'announced' && kind === 'heading') state = 'done';
    if (state === 'seeking' && !passed.has(kind) && /^highlights\s*:?$/i.test(tidy(text))) {
      state = 'announced';
      heading = [from, to];
    }
    passed.add(kind);
  };

  walkVisible(html, {
    open(name, _attributes, from) {
      if (state === 'announced' && LISTS.has(name)) {
        state = 'lifting';
        list = [from, html.length];
      }
      if (state === 'announced' && (name === 'table' || name === 'figure')) state = 'done';
      if (state === 'lifting') {
        if (LISTS.has(name)) listDepth += 1;
        if (name === 'li' && listDepth === 1) bullets.push('');
        else appendToLast(bullets, spaceOf(name));
      } else if (HEADINGS.has(name) || name === 'p') {
        title ??= { element: name, text: '', from };
      }
    },
    close(name, to) {
      if (title?.element === name) {
        endTitle(title, to);
        title = undefined;
      }
      if (state !== 'lifting') return;
      appendToLast(bullets, spaceOf(name));
      if (LISTS.has(name)) listDepth -= 1;
      if (listDepth > 0) return;
      state = 'done';
      list = [list[0], to];
    },
    text(piece) {
      if (title !== undefined) title.text += piece;
      if (state === 'lifting') appendToLast(bullets, piece);
    },
  });
  const highlights = bullets.map(tidy).filter((bullet) => bullet !== '');
  const rest = highlights.length === 0 ? html : without(without(html, list), heading);
  return { highlights, rest };
}

/** A stretch of the HTML, from its first character to behind its last. */
type Span = readonly [from: number, to: number];
const NOWHERE: Span = [0, 0];

function without(html: string, [from, to]: Span): string {
  return html.slice(0, from) + html.slice(to);
}

/** The addresses of the visible images of `html`, as they are written, in order. Never throws. */
export function imagesIn(html: string): string[] {
  const images: string[] = [];
  walkVisible(html, {
    open: () => undefined,
    close: () => undefined,
    text: () => undefined,
    image: (address) => images.push(address),
  });
  return images;
}

function spaceOf(element: string): string {
  return BLOCKS.has(element) || CELLS.has(element) ? ' ' : '';
}

/** What stands in a list before its first bullet belongs to none. */
function appendToLast(bullets: string[], piece: string): void {
  const last = bullets.pop();
  if (last !== undefined) bullets.push(last + piece);
}

/** In automatic excerpts the words for screen readers have lost the element that hid them. */
function tidy(line: string): string {
  return line
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/ ?\(opens in a new tab\)/gi, '')
    .trim();
}
