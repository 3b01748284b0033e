// Feed bytes → channel and items, and whether the document was whole. Forgiving in what browsers call
// ill-formed, strict in what counts as told: an item that did not reach its end is not an item.

import { decodeHTMLStrict } from 'entities';
import { Parser } from 'htmlparser2';
import { decodeBytes } from '../text/decode.ts';
import { parseDate } from './date.ts';
import type { Channel, Item, ParsedFeed } from './types.ts';

/** Nesting beyond which no feed goes; deeper ones cost quadratic time. */
const DEEPEST = 256;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Namespaces by the prefix under which the fields below name them. */
const NAMESPACES = new Map([
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://purl.org/rss/1.0/modules/content/', 'content'],
  ['http://purl.org/rss/1.0/modules/slash/', 'slash'],
  ['http://purl.org/rss/1.0/modules/syndication/', 'sy'],
  ['http://wellformedweb.org/CommentAPI/', 'wfw'],
]);
const KNOWN_PREFIXES = new Set(NAMESPACES.values());

/**
 * Reads a feed (RSS 2.0 with the modules that WordPress uses). Wrong or missing charsets, junk before the
 * declaration, control characters and undefined entities do no harm. A document that was cut short gives its
 * whole items and `complete: false`. Never throws.
 */
export function parseFeed(bytes: Uint8Array, contentType?: string): ParsedFeed {
  const text = decodeBytes(bytes, contentType);
  const start = text.search(/<\?xml|<rss[\s>]/i);
  const page = text.search(/<!doctype\s+html|<html[\s>]/i);
  if (start < 0 || (page >= 0 && page < start)) return { kind: 'not-a-feed', looksLike: lookOf(text, page) };
  const reader = new FeedReader();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids and editors paste
  reader.read(text.slice(start).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''));
  return reader.isFeed ? reader.feed() : { kind: 'not-a-feed', looksLike: lookOf(text, page) };
}

function lookOf(text: string, page: number): 'html' | 'empty' | 'other' {
  if (page >= 0) return 'html';
  return text.trim() === '' ? 'empty' : 'other';
}

/** A field of an item or a channel: its text, and the attributes of its element. */
interface Field {
  text: string;
  attributes: Record<string, string>;
}

/** Fields by name, in the order of the document. */
type Fields = Map<string, Field[]>;

interface Open {
  name: string;
  attributes: Record<string, string>;
  text: string;
  /** Namespaces declared here, by prefix. */
  prefixes: Map<string, string>;
}

class TooDeep extends Error {}

class FeedReader {
  isFeed = false;
  private complete = false;
  private distrusted = false;
  private readonly stack: Open[] = [];
  private readonly channelFields: Fields = new Map();
  private itemFields: Fields = new Map();
  private readonly items: Item[] = [];
  private run = '';
  private inCdata = false;

  read(xml: string): void {
    const parser = new Parser(
      {
        onopentag: (name, attributes) => this.open(name, attributes),
        ontext: (text) => {
          if (this.inCdata) this.add(text);
          else this.run += text;
        },
        oncdatastart: () => {
          this.endRun();
          this.inCdata = true;
        },
        oncdataend: () => {
          this.inCdata = false;
        },
        onclosetag: (name, isImplied) => this.close(name, isImplied),
      },
      { xmlMode: true, decodeEntities: false },
    );
    try {
      parser.end(xml);
    } catch (error) {
      if (!(error instanceof TooDeep)) throw error;
    }
  }

  feed(): ParsedFeed {
    const complete = this.complete && !this.distrusted;
    return { kind: 'feed', complete, channel: toChannel(this.channelFields), items: this.items };
  }

  private open(rawName: string, attributes: Record<string, string>): void {
    this.endRun();
    if (this.stack.length >= DEEPEST) throw new TooDeep();
    const prefixes = new Map<string, string>();
    for (const [key, value] of Object.entries(attributes)) {
      if (key === 'xmlns') prefixes.set('', value);
      else if (key.startsWith('xmlns:')) prefixes.set(key.slice(6), value);
    }
    this.stack.push({ name: rawName, attributes, text: '', prefixes });
    const name = this.resolve(rawName);
    const top = this.stack.at(-1);
    if (top !== undefined) top.name = name;
    if (this.stack.length === 1) this.isFeed = name === 'rss';
    if (this.isItem(this.stack.length - 1)) this.itemFields = new Map();
  }

  /** The name with the prefix under which we know its namespace, whatever the document calls it. */
  private resolve(rawName: string): string {
    const [prefix, local] = rawName.includes(':') ? split(rawName) : ['', rawName];
    const uri = this.stack.findLast(({ prefixes }) => prefixes.has(prefix))?.prefixes.get(prefix);
    if (uri === undefined) return prefix === '' || KNOWN_PREFIXES.has(prefix) ? rawName : `?:${local}`;
    const known = NAMESPACES.get(uri.trim());
    if (known !== undefined) return `${known}:${local}`;
    return prefix === '' && !/Atom|mrss|itunes/i.test(uri) ? local : `?:${local}`;
  }

  private close(_rawName: string, isImplied: boolean): void {
    this.endRun();
    const depth = this.stack.length - 1;
    const closed = this.stack.at(-1);
    if (closed === undefined) return;
    if (this.isItem(depth)) {
      if (isImplied) this.distrusted = true;
      else this.items.push(toItem(this.itemFields));
    } else if (!isImplied && this.isItem(depth - 1)) keep(this.itemFields, closed);
    else if (!isImplied && this.isChannel(depth - 1)) keep(this.channelFields, closed);
    else if (!isImplied && this.isChannel(depth - 2)) keep(this.channelFields, closed); // skipHours, skipDays
    if (depth === 0 && closed.name === 'rss' && !isImplied) this.complete = true;
    this.stack.pop();
  }

  private isChannel(depth: number): boolean {
    return depth === 1 && this.stack[1]?.name === 'channel' && this.stack[0]?.name === 'rss';
  }

  private isItem(depth: number): boolean {
    return depth === 2 && this.stack[2]?.name === 'item' && this.isChannel(1);
  }

  /** Text outside CDATA is decoded as a whole run, for an entity may be cut between two events. */
  private endRun(): void {
    if (this.run !== '') this.add(decodeHTMLStrict(this.run));
    this.run = '';
  }

  private add(text: string): void {
    const top = this.stack.at(-1);
    if (top !== undefined) top.text += text;
  }
}

function split(name: string): [string, string] {
  const colon = name.indexOf(':');
  return [name.slice(0, colon), name.slice(colon + 1)];
}

function keep(fields: Fields, { name, text, attributes }: Open): void {
  const field = { text: text.trim(), attributes };
  fields.set(name, [...(fields.get(name) ?? []), field]);
}

/** The first value of a field that says something. */
function first(fields: Fields, name: string): string | undefined {
  return fields.get(name)?.find(({ text }) => text !== '')?.text;
}

function toItem(fields: Fields): Item {
  const guid = fields.get('guid')?.find(({ text }) => text !== '');
  const date = first(fields, 'pubDate') ?? first(fields, 'dc:date');
  const count = Number(first(fields, 'slash:comments') ?? Number.NaN);
  return {
    isPermaLink: guid?.attributes['isPermaLink']?.trim().toLowerCase() !== 'false',
    title: (first(fields, 'title') ?? '').replace(/\s+/g, ' '),
    categories: [
      ...new Set((fields.get('category') ?? []).map(({ text }) => text).filter((text) => text !== '')),
    ],
    ...said('guid', guid?.text),
    ...said('link', first(fields, 'link')),
    ...said('publishedAt', date === undefined ? undefined : parseDate(date)),
    ...said('descriptionHtml', first(fields, 'description')),
    ...said('contentHtml', first(fields, 'content:encoded')),
    ...said('author', first(fields, 'dc:creator') ?? first(fields, 'author')),
    ...said('commentsLink', first(fields, 'comments')),
    ...said('commentsCount', Number.isSafeInteger(count) && count >= 0 ? count : undefined),
    ...said('commentsFeed', first(fields, 'wfw:commentRss')),
  };
}

function toChannel(fields: Fields): Channel {
  const ttl = Number(first(fields, 'ttl') ?? Number.NaN);
  return {
    ...said('title', first(fields, 'title')),
    ...said('link', first(fields, 'link')),
    ...said('description', first(fields, 'description')),
    ...said('language', first(fields, 'language')),
    ...said('updatePeriodMs', updatePeriodMs(fields)),
    ...said('ttlMs', ttl > 0 ? ttl * 60_000 : undefined),
    skipHours: (fields.get('hour') ?? [])
      .map(({ text }) => Number(text))
      .filter((hour) => hour >= 0 && hour <= 24),
    skipDays: (fields.get('day') ?? []).map(({ text }) => text).filter((day) => day !== ''),
  };
}

function updatePeriodMs(fields: Fields): number | undefined {
  const periods: Record<string, number | undefined> = {
    hourly: DAY_MS / 24,
    daily: DAY_MS,
    weekly: 7 * DAY_MS,
    monthly: 30 * DAY_MS,
    yearly: 365 * DAY_MS,
  };
  const period = periods[first(fields, 'sy:updatePeriod')?.toLowerCase() ?? ''];
  const frequency = Number(first(fields, 'sy:updateFrequency') ?? 1);
  return period === undefined || !(frequency > 0) ? undefined : period / frequency;
}

/** A property that is absent where the feed says nothing. */
function said<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  const field: Partial<Record<K, V>> = {};
  if (value !== undefined) field[key] = value;
  return field;
}
