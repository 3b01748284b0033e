// Walks story HTML and tells what an eye would see of it: elements and text, without scripts, words for screen
// readers and tables of contents. What becomes of them is left to html.ts.

import { Parser } from 'htmlparser2';

/** What is told of the HTML; every element that is opened is closed, also `<br>` and those left open. */
export interface Visitor {
  /** `from`: where its start tag begins in the HTML. */
  open(name: string, attributes: Attributes, from: number): void;
  /** `to`: where it ends in the HTML, behind its end tag where it has one. */
  close(name: string, to: number): void;
  text(text: string): void;
  /** An image that is no character, with its address as written. */
  image?(address: string, attributes: Attributes): void;
}

/** By their names in lower case, as written. */
export type Attributes = Readonly<Record<string, string>>;

/** The parser searches its stack at each end tag; no story nests as deep, and Blink goes no deeper either. */
const DEEPEST = 512;

const HIDDEN_ELEMENTS = new Set([
  'audio',
  'button',
  'canvas',
  'head',
  'iframe',
  'noembed',
  'noframes',
  'noscript',
  'object',
  'script',
  'select',
  'style',
  'svg',
  'template',
  'textarea',
  'video',
]);

/** WordPress puts "(opens in a new tab)" into these. */
const FOR_SCREEN_READERS = /^(?:sr-only|screen-reader-text)$/;

/**
 * Tables of contents: Easy TOC, LuckyWP, SimpleTOC, TOC+, Ultimate Addons, and the blocks of WordPress itself,
 * Rank Math, Yoast, AIOSEO and Kadence. Whole words, because Easy TOC marks every heading `ez-toc-section`.
 */
const TABLE_OF_CONTENTS =
  /^(?:toc|toc[-_]container|(?:yoast-)?table[-_]of[-_]contents|ez-toc(?:-widget)?-container|lwptoc|rank-math-toc|simpletoc(?:-title|-list)?|uagb-toc|wp-block-(?:[a-z]+-)*(?:toc|toc-block|table-?of-?contents))$/i;

const EMOJI = /^(?:wp-smiley|emoji)$/;

/**
 * Walks `html` from its start to its end. Beyond an absurd depth it stops, and what came before holds. Whether it came
 * to the end. Never throws unless the visitor does.
 */
export function walkVisible(html: string, visitor: Visitor): boolean {
  let depth = 0;
  let isWhole = true;
  let hiddenFrom = Number.POSITIVE_INFINITY;
  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1;
      if (depth > DEEPEST) {
        isWhole = false;
        parser.pause();
      }
      if (depth >= hiddenFrom) return;
      if (isHidden(name, attributes)) {
        hiddenFrom = depth;
        return;
      }
      visitor.open(name, attributes, parser.startIndex);
      if (name !== 'img') return;
      const emoji = emojiOf(attributes);
      visitor.text(emoji);
      if (emoji === '') visitor.image?.(attributes['src'] ?? '', attributes);
    },
    onclosetag(name, isImplied) {
      // One that is implied ends where the tag begins that implies it.
      if (depth < hiddenFrom) visitor.close(name, isImplied ? parser.startIndex : parser.endIndex + 1);
      if (depth === hiddenFrom) hiddenFrom = Number.POSITIVE_INFINITY;
      depth -= 1;
    },
    ontext(text) {
      if (depth < hiddenFrom) visitor.text(text);
    },
  });
  parser.end(html);
  return isWhole;
}

function isHidden(name: string, attributes: Attributes): boolean {
  return (
    HIDDEN_ELEMENTS.has(name) ||
    hasWord(attributes['class'], FOR_SCREEN_READERS) ||
    hasWord(attributes['class'], TABLE_OF_CONTENTS) ||
    hasWord(attributes['id'], TABLE_OF_CONTENTS)
  );
}

/** WordPress replaces emoji, even ™, by images that have the character as their alternative text. */
function emojiOf(attributes: Attributes): string {
  return hasWord(attributes['class'], EMOJI) ? (attributes['alt'] ?? '') : '';
}

function hasWord(words: string | undefined, pattern: RegExp): boolean {
  return words?.split(/\s+/).some((word) => pattern.test(word)) ?? false;
}
