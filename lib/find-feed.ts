// Finds the address that carries the stories: the candidates are asked one at a time, and the first whole
// feed that holds a story is taken (docs/decisions.md, feed).

import { announcedFeeds } from './feed/announced.ts';
import { parseFeed } from './feed/parse.ts';
import type { ParsedFeed } from './feed/types.ts';
import { FEED_CANDIDATES, isSiteAddress, isStoryLink } from './site.ts';
import type { Answer } from './site-client.ts';
import { decodeBytes } from './text/decode.ts';
import type { Validators } from './validators.ts';

export type Feed = Extract<ParsedFeed, { kind: 'feed' }>;

/** A page that announces more feeds than this is no help. */
const MOST_ANNOUNCED = 5;

/** A feed as one address gave it. */
export interface Reading {
  address: string;
  feed: Feed;
  validators: Validators | undefined;
}

/** Asks one address, without validators. */
export type Ask = (address: string) => Promise<Answer>;

/** An answer that holds no document. */
export type Unread = Extract<Answer, { kind: 'unreachable' | 'refused' }>;

export type Search =
  | { kind: 'found'; reading: Reading }
  /** No candidate is whole and holds stories, but this one broke off after some. */
  | { kind: 'cut-short'; reading: Reading }
  /** The site is in trouble: asking further candidates would tell nothing, and only add to it. */
  | { kind: 'trouble'; answer: Unread }
  /** `brokeOff`: an address gave the beginning of a document, and no story. */
  | { kind: 'none'; blockedBy: number | undefined; brokeOff: boolean };

/** Whether a document holds a story of the site; an empty channel, or posts of another kind, do not count. */
export function carriesStories({ items }: Feed): boolean {
  return items.some(({ link }) => link !== undefined && isStoryLink(link));
}

/**
 * Looks for the feed. Each address is asked at most once, none that is not the site's own, and not `lost`, which
 * was asked a moment ago.
 */
export async function findFeed(ask: Ask, lost?: string): Promise<Search> {
  let cutShort: Reading | undefined;
  let blockedBy: number | undefined;
  let brokeOff = false;
  for await (const address of candidates(ask, lost)) {
    const answer = await ask(address);
    const trouble = troubleOf(answer);
    if (trouble !== undefined) return { kind: 'trouble', answer: trouble };
    if (answer.kind === 'refused' && answer.html && answer.status === 403) blockedBy = answer.status;
    if (answer.kind !== 'document') continue;
    const feed = parseFeed(answer.bytes, answer.contentType);
    if (feed.kind === 'not-a-feed') {
      if (feed.looksLike === 'html') blockedBy ??= 200;
      if (feed.looksLike === 'empty') brokeOff = true;
    } else if (carriesStories(feed)) {
      const reading = { address, feed, validators: answer.validators };
      if (feed.complete) return { kind: 'found', reading };
      cutShort ??= reading;
    } else if (!feed.complete) brokeOff = true;
  }
  return cutShort === undefined
    ? { kind: 'none', blockedBy, brokeOff }
    : { kind: 'cut-short', reading: cutShort };
}

/** No answer, or one that speaks of the site as a whole rather than of this address. */
function troubleOf(answer: Answer): Unread | undefined {
  if (answer.kind === 'unreachable') return answer;
  return answer.kind === 'refused' && (answer.status === 429 || answer.status >= 500) ? answer : undefined;
}

async function* candidates(ask: Ask, lost: string | undefined): AsyncGenerator<string> {
  const given = new Set(lost === undefined ? [] : [lost]);
  const once = (address: string) => !given.has(address) && given.add(address);
  for (const address of FEED_CANDIDATES.early) if (once(address)) yield address;
  for (const page of FEED_CANDIDATES.announcing) {
    const answer = await ask(page);
    if (answer.kind !== 'document') continue;
    const html = decodeBytes(answer.bytes, answer.contentType);
    for (const address of announcedFeeds(html, page).slice(0, MOST_ANNOUNCED))
      if (isSiteAddress(address) && once(address)) yield address;
  }
  for (const address of FEED_CANDIDATES.late) if (once(address)) yield address;
}
