// What the extension keeps of a story. What the feed says and what the reader did stand apart:
// a merge replaces the first and never touches the second.

/** What the feed says of a story; replaced whole when the feed says it anew. */
export interface StoryFacts {
  /** The guid as the feed gave it (RSS 2.0, guid), else the link. Opaque. */
  guid: string;
  /** Plain text, decoded once; empty when the site published it without one, or without a character to see. */
  title: string;
  /** An http(s) address without user or password; absent when the feed gave none that is safe to open. */
  link?: string;
  /** Plain text of the description, a few hundred characters at most. */
  summary: string;
  /** Bullets that the site puts on top of a story, as plain text; often three, sometimes none. */
  highlights: string[];
  author?: string;
  categories: string[];
  /** Address of the first image in its text that is on the site itself; loaded only where the reader wants images. */
  image?: string;
  comments?: { link: string; count?: number };
  /** pubDate in ms since 1970 UTC; absent when the feed gave none that can be read. */
  publishedAt?: number;
}

/** What the reader did, as times in ms since 1970 UTC; absent means not done. */
export interface StoryStates {
  /** In view for a second on a visible surface. */
  seenAt?: number;
  /** Opened, or marked as read. */
  readAt?: number;
  savedAt?: number;
}

/** A story as it is stored and listed. Its full HTML is an `Article` in another object store. */
export interface Story {
  /** The guid made comparable (`storyId`); the key of everything. */
  id: string;
  /** Keys of the guids and the link under which it was met, `id` among them. */
  aliases: string[];
  facts: StoryFacts;
  firstSeenAt: number;
  /** Number of its arrival in this store, counted up: tells what came after a moment, whatever the clock does. */
  arrival: number;
  /** What the next such number was when the feed last gave it another date; absent where it never did. */
  moved?: number;
  /** Sort key, newest first: minus the earlier of published and first seen. Computed once. */
  order: number;
  /** Equal to `order` while the story counts as unread, else absent, so that the index holds only those. */
  unread?: number;
  /** Equal to `order` while the story is listed, else absent: withdrawn ones are not, unless they are saved. */
  listed?: number;
  /** It came with the archive, from before installing: it was never news here. */
  isFromArchive?: boolean;
  /** The last edit that changed words. */
  edit?: Edit;
  /** When its own address was found gone (404 or 410); absent again once a feed holds it. */
  withdrawnAt?: number;
  /** When its own address was last asked for, because the feed no longer held it where it should. */
  missedAt?: number;
  states: StoryStates;
}

/** What a story said before an edit, as far as its words changed. */
export interface Edit {
  /** When it was met, in ms. */
  at: number;
  title?: string;
  highlights?: string[];
}

/** The HTML of a story, as the feed gave it: hostile until it is sanitised. */
export interface Article {
  id: string;
  html: string;
  /** As it was when the reader saved the story, where the site has changed it since. */
  saved?: string;
}

/** A story as a feed document gave it, before it meets the store. */
export interface Incoming {
  id: string;
  aliases: string[];
  facts: StoryFacts;
  /** Place in the document, 0 first: tells stories of one second apart. */
  position: number;
  html?: string;
}

/** *new* arrived since you last looked, *seen* was shown, *read* was opened or marked. */
export type StoryState = 'new' | 'seen' | 'read';

/** The one state that a row shows. What came with the archive was never new. */
export function stateOf({ states, isFromArchive }: Pick<Story, 'states' | 'isFromArchive'>): StoryState {
  if (states.readAt !== undefined) return 'read';
  return states.seenAt === undefined && !isFromArchive ? 'new' : 'seen';
}
