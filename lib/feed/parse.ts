// The bytes that a feed's address gave → channel and items, or what was there instead.
// Reading the elements is left to read-rss.ts, their meaning to channel.ts and item.ts.

import { decodeBytes } from '../text/decode.ts';
import { toChannel } from './channel.ts';
import { toItem } from './item.ts';
import { readRss } from './read-rss.ts';
import type { ParsedFeed } from './types.ts';

/** Characters that XML 1.0 does not allow; WordPress lets them through. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these very characters are meant.
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Where the document begins, behind what PHP or a plugin printed before it. */
const BEGINNING = /<\?xml[\s?]|<rss[\s>/]/;

/** Nothing, or a document that ended before its first element was whole. */
const CUT_AT_ONCE = /^\s*(<\?[^>]*(>\s*(<[^>]*)?)?)?$/;

const HTML_PAGE = /<!doctype\s+html|<html[\s>/]/i;

/**
 * Parses a feed (RSS 2.0 with the modules that WordPress uses), forgiving all that can be told apart from a feed
 * cut short. Values are as published: the title and other texts decoded once, the HTML of description and
 * content untouched. The size of `bytes` is for the caller to limit. Never throws.
 */
export function parseFeed(bytes: Uint8Array, contentType?: string): ParsedFeed {
  const text = decodeBytes(bytes, contentType).replace(NOT_XML, '');
  const beginning = text.search(BEGINNING);
  if (beginning === -1 || HTML_PAGE.test(text.slice(0, beginning))) return notAFeed(text);
  const found = readRss(text.slice(beginning));
  if (found === undefined) return notAFeed(text);
  return {
    kind: 'feed',
    complete: found.complete,
    channel: toChannel(found.channel),
    items: found.items.map(toItem),
  };
}

function notAFeed(text: string): ParsedFeed {
  const looksLike = CUT_AT_ONCE.test(text) ? 'empty' : HTML_PAGE.test(text) ? 'html' : 'other';
  return { kind: 'not-a-feed', looksLike };
}
