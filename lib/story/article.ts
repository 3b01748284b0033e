// The HTML of a story → what a reader shows of it: markup of few tags, put in order and bounded, so that no story is too
// large or too deep for a page. It is hostile until a page has put it through the browser's own sanitiser as well
// (lib/page/put-article.ts): that is the lock that counts, and this the one before it.

import { htmlToText, splitHighlights } from '../text/html.ts';
import { type Attributes, type Visitor, walkVisible } from '../text/visible.ts';
import { safeLink } from './safe-link.ts';

/** What the reader shows of a story's text. */
export interface Article {
  /** The bullets that stood on top of it; they are not in the text any more. */
  highlights: string[];
  /** HTML of `ARTICLE_TAGS` alone, without attributes but the addresses of links; a `<wbr>` stands for each picture. */
  markup: string;
  /** The same as plain text, a line for each paragraph. */
  text: string;
  /** In the order in which they stand in the text. */
  pictures: Picture[];
  words: number;
  /** Whether it was cut because it was too long. */
  isCut: boolean;
}

export interface Picture {
  address: string;
  /** What it shows, in words; '' where the site does not say. */
  alt: string;
  /** Whether it is the site's own: only these are ever loaded. */
  isOwn: boolean;
  /** In px, as the site says, so that its place can be kept; absent where it does not. */
  size?: { width: number; height: number };
}

/** All that markup consists of; `a` may have `href`, and nothing else an attribute. */
export const ARTICLE_TAGS = [
  ...[
    'p',
    'h2',
    'h3',
    'h4',
    'blockquote',
    'pre',
    'hr',
    'br',
    'wbr',
    'ul',
    'ol',
    'li',
    'figure',
    'figcaption',
  ],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ...[
    'a',
    'em',
    'i',
    'strong',
    'b',
    'u',
    's',
    'sub',
    'sup',
    'small',
    'mark',
    'q',
    'cite',
    'code',
    'del',
    'ins',
  ],
];

/** The site's own stories stay far below. Beyond this the rest is on the site. */
const MOST = {
  source: 400_000,
  text: 150_000,
  elements: 5_000,
  deep: 12,
  pictures: 50,
  /** Characters of what is said of a picture. */
  alt: 300,
  /** Of a picture, in px. */
  side: 10_000,
};
/** Pictures that are smaller, in px, are there to count readers. */
const SEEN = 3;
/** As many as are kept of a story (to-story.ts), and as long: more of them stay in the text. */
const MOST_HIGHLIGHTS = 12;
const LONGEST_HIGHLIGHT = 500;
/** Silent reading of prose, in words a minute (Brysbaert 2019, a mean of 190 studies). */
const WORDS_A_MINUTE = 238;

/**
 * What a reader shows of `html`; addresses in it are resolved against `base`, the story's own, and `isOwn` says of one
 * whether it is the site's: as an argument, so that this is one file in the package for all pages. Never throws.
 */
export function toArticle(html: string, base: string, isOwn: (address: string) => boolean): Article {
  const { highlights, rest } = withHighlights(html.slice(0, MOST.source));
  const writer = new Writer(base, isOwn);
  const isWhole = walkVisible(rest, writer);
  const text = htmlToText(rest);
  return {
    highlights,
    markup: writer.end(),
    text: text.slice(0, MOST.text),
    pictures: writer.pictures,
    words: text.match(/\S+/g)?.length ?? 0,
    isCut: html.length > MOST.source || !isWhole || writer.isFull,
  };
}

/** How long it takes to read so many words, in whole minutes. */
export function minutesToRead(words: number): number {
  return Math.max(1, Math.round(words / WORDS_A_MINUTE));
}

function withHighlights(html: string): { highlights: string[]; rest: string } {
  const split = splitHighlights(html);
  const fits = split.highlights.every(({ length }) => length <= LONGEST_HIGHLIGHT);
  return split.highlights.length <= MOST_HIGHLIGHTS && fits ? split : { highlights: [], rest: html };
}

/** An element as it is written. Two of one name are told apart by identity. */
interface Piece {
  tag: string;
  start: string;
}

const same = (tag: string): [string, string] => [tag, tag];

/** Elements by their names in stories, and the tags that we write: the `h1` of a page is the title of the story. */
const BLOCKS = new Map<string, string>([
  ...['p', 'h2', 'h3', 'h4', 'blockquote', 'pre', 'ul', 'ol', 'li', 'figure', 'figcaption'].map(same),
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'].map(same),
  ['h1', 'h2'],
  ['h5', 'h4'],
  ['h6', 'h4'],
]);
const INLINE = new Map<string, string>([
  ...['a', 'em', 'i', 'strong', 'b', 'u', 's', 'sub', 'sup', 'small', 'mark'].map(same),
  ...['q', 'cite', 'code', 'del', 'ins'].map(same),
  ['strike', 's'],
  ['kbd', 'code'],
  ['samp', 'code'],
  ['tt', 'code'],
]);
/** Elements that end a line, though nothing is written for them. */
const LINES = new Set([
  ...['address', 'article', 'aside', 'center', 'dd', 'details', 'dialog', 'div', 'dl', 'dt', 'fieldset'],
  ...['footer', 'form', 'header', 'hgroup', 'hr', 'legend', 'main', 'nav', 'section', 'summary'],
]);

/** What must stand around a block; one that stands elsewhere is passed over, and its text stays. */
const PARENTS = new Map<string, RegExp>([
  ['li', /^[uo]l$/],
  ['figcaption', /^figure$/],
  ['caption', /^table$/],
  ['thead', /^table$/],
  ['tbody', /^table$/],
  ['tfoot', /^table$/],
  ['tr', /^(?:table|thead|tbody|tfoot)$/],
  ['th', /^tr$/],
  ['td', /^tr$/],
]);
/** What text needs around it where it stands in one of these; `''` is the text as a whole. */
const WRAPPERS = new Map<string, string[]>([
  ['', ['p']],
  ['blockquote', ['p']],
  ['figure', ['p']],
  ['ul', ['li']],
  ['ol', ['li']],
  ['table', ['tr', 'td']],
  ['thead', ['tr', 'td']],
  ['tbody', ['tr', 'td']],
  ['tfoot', ['tr', 'td']],
  ['tr', ['td']],
]);
/** Those of them that take nothing but what `PARENTS` says. */
const OF_PARTS = /^(?:[uo]l|table|thead|tbody|tfoot|tr)$/;
/** Blocks in which no other stands. */
const OF_TEXT = /^(?:p|h[234]|pre|figcaption|caption)$/;
/** Blocks in which a paragraph is a line. */
const OF_LINES = /^(?:li|t[hd])$/;

/**
 * Writes markup in which every tag is closed, inline elements stand within blocks, and no element but a cell is empty.
 * What is inline is closed and opened anew with each block, and nothing is nested deep: what is misnested in a story
 * costs a browser no more than what is not.
 */
class Writer implements Visitor {
  readonly pictures: Picture[] = [];
  /** Whether more was to be written than may be. */
  isFull = false;
  private readonly base: string;
  private readonly isOwn: (address: string) => boolean;
  private out = '';
  /** What is to be open where we are in the story, in the order of the story. */
  private readonly kept: Piece[] = [];
  /** For each element that is open in the story, how many of `kept` are its. */
  private readonly counts: number[] = [];
  /** What stands around text that has no block of its own, until another block begins or ends. */
  private wrappers: Piece[] | undefined;
  /** What is open in what was written: blocks, then what is inline. */
  private written: Piece[] = [];
  /** Whether nothing was written since a block began or ended. */
  private isFresh = true;
  /** What lies between what was written and what is written next. */
  private between = { isLineOver: false, breaks: 0, hasSpace: false };
  private elements = 0;
  private length = 0;
  private level = 1;

  constructor(base: string, isOwn: (address: string) => boolean) {
    this.base = base;
    this.isOwn = isOwn;
  }

  open(name: string, attributes: Attributes): void {
    if (isLine(name)) this.endLine();
    if (name === 'br') this.between.breaks += 1;
    if (name === 'hr') this.writeRule();
    const pieces = this.piecesFor(name, attributes);
    this.kept.push(...pieces);
    this.counts.push(pieces.length);
    if (pieces.some(({ tag }) => isCell(tag))) this.reach(this.wanted(false)); // one that is empty counts
  }

  close(name: string): void {
    this.kept.length -= this.counts.pop() ?? 0;
    if (isLine(name)) this.endLine();
  }

  text(text: string): void {
    if (this.kept.some(({ tag }) => tag === 'pre')) {
      this.write(text.replace(/[^\P{Cc}\n\t]/gu, ''));
      return;
    }
    const plain = text.replace(/[\t\n\f\r \p{Cc}]+/gu, ' ').replace(/ ?\(opens in a new tab\)/gi, '');
    // A paragraph of no-break spaces alone is an empty one.
    const isNothing = plain === '' || plain === ' ' || (plain.trim() === '' && this.isAtStart());
    if (!isNothing) {
      this.between.hasSpace ||= plain.startsWith(' ');
      this.write(plain.replace(/^ | $/g, ''));
    }
    this.between.hasSpace ||= plain.endsWith(' ');
  }

  image(address: string, attributes: Attributes): void {
    const picture = pictureOf(address, attributes, this.base, this.isOwn);
    if (picture === undefined || this.pictures.length === MOST.pictures) return;
    this.reach(this.wanted(true));
    if (!this.mayAdd()) return;
    this.out += '<wbr>';
    this.isFresh = false;
    this.pictures.push(picture);
  }

  /** All that was written. */
  end(): string {
    this.closeTo(0);
    return this.out;
  }

  /** What is written for an element: nothing, itself, or itself in what it needs around it. */
  private piecesFor(name: string, attributes: Attributes): Piece[] {
    if (this.isFull || this.kept.length >= MOST.deep) return [];
    const inline = INLINE.get(name);
    if (inline !== undefined) return this.inlineFor(inline, attributes);
    const block = BLOCKS.get(name);
    const outer = this.kept.findLast(isBlock)?.tag ?? '';
    if (block === undefined || OF_TEXT.test(outer) || PARENTS.get(block)?.test(outer) === false) return [];
    const pieces = block === 'p' && OF_LINES.test(outer) ? [] : [this.blockFor(block)];
    if (PARENTS.has(block) || !OF_PARTS.test(outer)) return pieces;
    const wrappers = (WRAPPERS.get(outer) ?? []).map(pieceFor);
    return block === 'p' ? wrappers : [...wrappers, ...pieces];
  }

  private inlineFor(tag: string, { href }: Attributes): Piece[] {
    if (this.kept.some((piece) => piece.tag === tag)) return [];
    if (tag !== 'a') return [pieceFor(tag)];
    const address = href === undefined ? undefined : safeLink(URL.parse(href, this.base)?.href);
    return address === undefined ? [] : [{ tag, start: `<a href="${escaped(address)}">` }];
  }

  private blockFor(tag: string): Piece {
    if (!/^h\d$/.test(tag)) return pieceFor(tag);
    // No level is left out, whatever the site does: screen readers go by them.
    this.level = Math.min(Number(tag.slice(1)), this.level + 1);
    return pieceFor(`h${this.level}`);
  }

  private endLine(): void {
    this.wrappers = undefined;
    this.between.isLineOver = true;
  }

  private isAtStart(): boolean {
    return this.isFresh || this.between.isLineOver || this.between.breaks > 0;
  }

  /** What is to be open around text, or around a picture. */
  private wanted(isPicture: boolean): Piece[] {
    // Two breaks are how some editors end a paragraph.
    if (this.between.breaks > 1) this.beginParagraph();
    const blocks = this.kept.filter(isBlock);
    const outer = blocks.at(-1)?.tag ?? '';
    const needed = isPicture && outer === 'figure' ? undefined : WRAPPERS.get(outer);
    if (needed !== undefined) this.wrappers ??= needed.map(pieceFor);
    const inline = this.kept.filter((piece) => !isBlock(piece));
    return [...blocks, ...(needed === undefined ? [] : (this.wrappers ?? [])), ...inline];
  }

  private beginParagraph(): void {
    this.wrappers = undefined;
    const at = this.kept.findLastIndex(isBlock);
    if (this.kept[at]?.tag === 'p') this.kept[at] = pieceFor('p');
  }

  /** Closes and opens what has to be for `path` to be open. */
  private reach(path: readonly Piece[]): void {
    const { isLineOver, breaks, hasSpace } = this.between;
    this.between = { isLineOver: false, breaks: 0, hasSpace: false };
    const differs = path.findIndex((piece, index) => piece !== this.written[index]);
    const shared = differs < 0 ? path.length : differs;
    this.closeTo(shared);
    const opening = path.slice(shared);
    if (!this.isFresh && !opening.some(isBlock)) {
      if ((isLineOver || breaks > 0) && this.mayAdd()) this.out += '<br>';
      else if (hasSpace) this.out += ' ';
    }
    for (const piece of opening) {
      if (!this.mayAdd()) return;
      this.out += piece.start;
      this.written.push(piece);
      if (isBlock(piece)) this.isFresh = true;
    }
  }

  private closeTo(depth: number): void {
    for (const piece of this.written.splice(depth).reverse()) {
      this.out += `</${piece.tag}>`;
      if (isBlock(piece)) this.isFresh = true;
    }
  }

  private write(text: string): void {
    if (this.isFull) return;
    this.reach(this.wanted(false));
    if (this.isFull) return;
    const room = MOST.text - this.length;
    this.isFull = text.length > room;
    this.out += escaped(this.isFull ? `${text.slice(0, room).replace(/[\ud800-\udbff]$/, '')}…` : text);
    this.length += text.length;
    this.isFresh = false;
  }

  /** A rule, between blocks alone. */
  private writeRule(): void {
    if (this.kept.some(isBlock) || this.out === '' || this.out.endsWith('<hr>')) return;
    this.closeTo(0);
    if (this.mayAdd()) this.out += '<hr>';
  }

  /** Counts an element that is to be written. */
  private mayAdd(): boolean {
    this.isFull ||= this.elements === MOST.elements;
    if (!this.isFull) this.elements += 1;
    return !this.isFull;
  }
}

function isLine(name: string): boolean {
  return BLOCKS.has(name) || LINES.has(name);
}

function isBlock({ tag }: Piece): boolean {
  return !INLINE.has(tag);
}

function isCell(tag: string): boolean {
  return tag === 'td' || tag === 'th';
}

function pieceFor(tag: string): Piece {
  return { tag, start: `<${tag}>` };
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Undefined for what has no address that is safe to ask for, and for what is too small to see. */
function pictureOf(
  written: string,
  { alt = '', width, height }: Attributes,
  base: string,
  isOwn: (address: string) => boolean,
): Picture | undefined {
  const address = written === '' ? undefined : safeLink(URL.parse(written, base)?.href);
  const size = { width: Number(width), height: Number(height) };
  if (address === undefined || size.width < SEEN || size.height < SEEN) return undefined;
  const isSized = size.width <= MOST.side && size.height <= MOST.side;
  return {
    address,
    alt: alt
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .slice(0, MOST.alt),
    isOwn: isOwn(address),
    ...(isSized && { size }),
  };
}
