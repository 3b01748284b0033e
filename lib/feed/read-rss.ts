// The text of an RSS document → the fields of its channel and of its whole items, and whether it reached its end.
// Follows the parser's events and builds no tree, so that a document cut short gives all that came whole.

import { decodeHTMLStrict } from 'entities/decode';
import { type Handler, Parser } from 'htmlparser2';
import { addValue, type Fields } from './fields.ts';
import { enterScope, knownName, namespaceOf, type Scope } from './namespaces.ts';

export interface RssFields {
  channel: Fields;
  /** Only those whose end tag came. */
  items: Fields[];
  /** Whether `</rss>` came, and no item was left without its end tag. */
  complete: boolean;
}

/** The parser takes quadratic time on deep documents; a feed is five deep. */
const DEEPEST = 256;

/** What is read, as the way from the channel or item down. */
const FIELDS = new Set([
  ...['title', 'link', 'description'],
  ...['language', 'ttl', 'skipHours/hour', 'skipDays/day', 'sy:updatePeriod', 'sy:updateFrequency'],
  ...['guid', 'pubDate', 'dc:date', 'content:encoded', 'author', 'dc:creator', 'category'],
  ...['comments', 'slash:comments', 'wfw:commentRss'],
]);
const GROUPS = new Set(['skipHours', 'skipDays']);

/** Undefined when there is no `<rss>`, or only one in an HTML page. Never throws. RSS 2.0. */
export function readRss(text: string): RssFields | undefined {
  const reader = new RssReader();
  // HTML names such as &nbsp; occur in feeds, and xmlMode does not know them: references are decoded here.
  const parser = new Parser(reader, { xmlMode: true, decodeEntities: false });
  parser.end(text);
  return reader.result();
}

interface OpenElement {
  scope: Scope;
  /** Its way from the channel or item down, where it may be or hold a field. */
  path: string | undefined;
}

/** Depths count from 1, the outermost element. */
class RssReader implements Partial<Handler> {
  readonly #channel: Fields = new Map();
  readonly #items: Fields[] = [];
  readonly #open: OpenElement[] = [];
  #parser: Parser | undefined;
  #rss: { depth: number; namespace: string | undefined } | undefined;
  #item: { depth: number; fields: Fields } | undefined;
  #field: { depth: number; path: string; text: string; isPermaLink: string } | undefined;
  #isCdata = false;
  #lostItem = false;
  #reachedEnd = false;

  result(): RssFields | undefined {
    if (this.#rss === undefined) return undefined;
    return {
      channel: this.#channel,
      items: this.#items,
      complete: this.#reachedEnd && !this.#lostItem,
    };
  }

  onparserinit(parser: Parser): void {
    this.#parser = parser;
  }

  onopentag(name: string, attributes: Record<string, string>): void {
    const parent = this.#open.at(-1);
    const element: OpenElement = { scope: enterScope(attributes, parent?.scope), path: undefined };
    const depth = this.#open.push(element);
    if (depth > DEEPEST) this.#parser?.pause();
    else if (this.#rss === undefined) this.#seekRss(name, depth, element.scope);
    else {
      const known = knownName(name, element.scope, this.#rss.namespace);
      if (known === 'item') this.#beginItem(depth);
      else {
        element.path = this.#pathOf(known, depth, parent?.path);
        this.#beginField(element.path, depth, attributes);
      }
    }
  }

  ontext(text: string): void {
    // Texts are split only at "<", which no reference holds: each can be decoded on its own.
    if (this.#field !== undefined) this.#field.text += this.#isCdata ? text : decodeHTMLStrict(text);
  }

  oncdatastart(): void {
    this.#isCdata = true;
  }

  oncdataend(): void {
    this.#isCdata = false;
  }

  /** The end tag is implied where an outer element ends first, at the text's end, and (to this parser) in `<x/>`. */
  onclosetag(_name: string, isImplied: boolean): void {
    const depth = this.#open.length;
    if (this.#field?.depth === depth) this.#endField(isImplied);
    if (this.#item?.depth === depth) this.#endItem(isImplied);
    if (this.#rss?.depth === depth) {
      this.#reachedEnd = !isImplied;
      this.#parser?.pause();
    }
    this.#open.pop();
  }

  #seekRss(name: string, depth: number, scope: Scope): void {
    if (name === 'rss') this.#rss = { depth, namespace: namespaceOf('', scope) };
    else if (name.toLowerCase() === 'html') this.#parser?.pause();
  }

  /** The channel's own fields stand two below `<rss>`, an item's one below it. */
  #pathOf(known: string | undefined, depth: number, parentPath: string | undefined): string | undefined {
    const holder = this.#item?.depth ?? (this.#rss?.depth ?? 0) + 1;
    if (known === undefined) return undefined;
    if (depth === holder + 1) return known;
    return parentPath !== undefined && GROUPS.has(parentPath) ? `${parentPath}/${known}` : undefined;
  }

  /** An item inside another means that the outer one's end tag is missing. */
  #beginItem(depth: number): void {
    if (this.#item !== undefined) this.#lostItem = true;
    this.#item = { depth, fields: new Map() };
  }

  #endItem(isImplied: boolean): void {
    if (isImplied) this.#lostItem = true;
    else if (this.#item !== undefined) this.#items.push(this.#item.fields);
    this.#item = undefined;
  }

  #beginField(path: string | undefined, depth: number, attributes: Record<string, string>): void {
    if (path === undefined || !FIELDS.has(path)) return;
    this.#field = { depth, path, text: '', isPermaLink: attributes['isPermaLink'] ?? '' };
  }

  /** Without an end tag of its own a field may have swallowed its neighbours. */
  #endField(isImplied: boolean): void {
    const fields = this.#item?.fields ?? this.#channel;
    if (this.#field !== undefined && !isImplied) {
      const { path, text, isPermaLink } = this.#field;
      const isFirst = !fields.has(path);
      addValue(fields, path, text);
      // Of the guid that counts: the first that is not empty.
      if (path === 'guid' && isFirst && fields.has(path)) addValue(fields, 'guid/@isPermaLink', isPermaLink);
    }
    this.#field = undefined;
  }
}
