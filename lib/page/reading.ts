// The model of the reader: the story that is open, and what becomes of it meanwhile. Loaded when the first is opened.
// What is being read never changes under the reader's eyes: that the site changed it is said, and shown on a press.

import { isSiteAddress, SITE } from '../site.ts';
import type { Connection } from '../store/connection.ts';
import { readArticle } from '../store/read-article.ts';
import { readNewest } from '../store/read-newest.ts';
import { type Article, toArticle } from '../story/article.ts';
import { type Brief, type Headline, toHeadline } from '../story/headline.ts';
import type { Article as StoredArticle, Story } from '../story/story.ts';
import { say } from '../words/say.ts';
import type { Announcer } from './announce.ts';
import { around } from './around.ts';
import type { HeadlinesModel } from './headlines.ts';

/** A story that is open in the reader. */
export interface Reading {
  /** What the list holds of it, with the title that it was opened with; its states as they are. */
  story: Headline;
  brief: Brief;
  /** Its text; absent where none is stored, or none could be read. */
  article: Article | undefined;
  /** Where the reader saved it and the site has changed it since: which of both texts is shown. */
  version: 'saved' | 'present' | undefined;
  showsPictures: boolean;
  trouble: Trouble | undefined;
  /** Stories like it, the most alike first, with what they share; none until they were looked for. */
  related: readonly { story: Headline; shared: readonly string[] }[];
  /** How many were opened before it: another number is another opening, be it of the same story. */
  turn: number;
  /** How far down it begins, in px. */
  top: number;
}

/**
 * `opening`: its text is still to come. `unreadable`: the store does not answer. `edited`: the site has changed what is
 * shown. `gone`: it is not kept any more.
 */
export type Trouble = 'opening' | 'unreadable' | 'edited' | 'gone';

/** What can be done with the reader. */
export interface Reader {
  /** Opens a story, which marks it read. */
  open(story: Headline): Promise<void>;
  /** Opens what was open before, so far down; it is not marked anew. Does nothing where it is not kept any more. */
  reopen(id: string, top: number): Promise<void>;
  close(): void;
  next(): Promise<void>;
  previous(): Promise<void>;
  togglePictures(): void;
  /** Shows the other of two texts: as it was saved, or as it is on the site. */
  swapText(): void;
  /** Reads the story anew: as the site has it now, or where the store did not answer. */
  reread(): Promise<void>;
  /** Brings what is said of the story in line with the store, where that was read anew. */
  follow(): void;
}

/** What the reader needs of a page. */
export interface ReadingWorld {
  store: Connection;
  model: HeadlinesModel;
  root: ParentNode;
  announce: Announcer;
  /** Shows older stories as well. */
  goFurther(): Promise<void>;
  /** Keeps that a story was opened; resolves when it is kept. */
  opened(id: string): Promise<void>;
}

/** A store that takes longer is worth a word. */
const SAY_OPENING_MS = 400;
/** Until what is older has come. */
const MOST_READS = 5;

/** So many of the newest stories are compared with the open one. */
const COMPARED = 300;
/** As many words tell why two are alike. */
const MOST_SHARED = 4;

interface Stored {
  story: Story;
  article: StoredArticle | undefined;
}

/** What is told of an edit by. */
interface Said {
  title: string;
  highlights: string;
  html: string | undefined;
}

const NO_BRIEF: Brief = {
  highlights: [],
  summary: '',
  author: undefined,
  comments: undefined,
  edit: undefined,
  image: undefined,
};

export function readerOf({ store, model, root, announce, goFurther, opened }: ReadingWorld): Reader {
  /** Counts what was opened and closed: what is read for an earlier one comes too late. */
  let turn = 0;
  /** What is being opened, or was opened last. */
  let story: Headline | undefined;
  /** The story of the list that the reader left it from. */
  let leftFrom: string | undefined;
  /** What was read last. */
  let stored: Stored | undefined;
  /** What is shown of it. */
  let said: Said | undefined;
  /** The list that it was last compared with the store for. */
  let comparedFor: readonly Headline[] | undefined;

  const current = () => model.latest?.reading;
  const show = (reading: Reading | undefined) => model.learn({ reading });

  /** Shows a story; its text as soon as it is read. */
  async function begin(opening: Headline, { top = 0, version }: Partial<Pick<Reading, 'top' | 'version'>>) {
    turn += 1;
    const mine = turn;
    story = opening;
    const known: Reading = {
      story,
      brief: story.brief ?? NO_BRIEF,
      article: undefined,
      version: undefined,
      showsPictures: model.latest?.settings?.chosen['images'] === true,
      trouble: undefined,
      related: [],
      turn,
      top,
    };
    const saysOpening = setTimeout(() => show({ ...known, trouble: 'opening' }), SAY_OPENING_MS);
    const result = await tryToRead(story.id);
    clearTimeout(saysOpening);
    if (mine !== turn) return;
    comparedFor = model.latest?.stories;
    if (typeof result === 'string') show({ ...known, trouble: result });
    else showText(known, result, version);
  }

  /** The story as it is stored, or why it can't be had. */
  function tryToRead(id: string): Promise<Stored | 'gone' | 'unreadable'> {
    const reading = store.use((database) => readArticle(database, id));
    return reading.then(
      (found) => found ?? 'gone',
      () => 'unreadable',
    );
  }

  function showText(reading: Reading, found: Stored, asked: Reading['version']): void {
    stored = found;
    const { article } = found;
    const version = article?.saved === undefined ? undefined : (asked ?? 'saved');
    const html = version === 'saved' ? article?.saved : article?.html;
    said = saidBy(found.story, html);
    show({
      ...reading,
      ...inShort(found.story),
      article:
        html === undefined ? undefined : toArticle(html, found.story.facts.link ?? SITE.home, isSiteAddress),
      version,
      trouble: undefined,
    });
    void relate(found.story).catch(() => undefined); // without them nothing is missed
  }

  /** Looks for stories like one among the newest, once its text is shown. */
  async function relate(story: Story): Promise<void> {
    const mine = turn;
    const { relatedTo } = await import('../story/related.ts');
    const others = await store.use((database) => readNewest(database, COMPARED));
    const reading = current();
    if (mine !== turn || reading === undefined) return;
    const related = relatedTo(story, others).map(({ story: other, shared }) => ({
      story: toHeadline(other, true, true),
      shared: shared.slice(0, MOST_SHARED),
    }));
    show({ ...reading, related });
  }

  async function open(opening: Headline): Promise<void> {
    if (current() === undefined) leftFrom = opening.id;
    await begin(opening, {});
    try {
      await opened(opening.id);
      if (opening.state !== 'read') announce.say(say('didRead'));
    } catch (error) {
      model.fail(error);
    }
  }

  async function step(to: 'next' | 'previous'): Promise<void> {
    if (story === undefined || current() === undefined) return;
    const from = story;
    const find = () => around(model.latest?.stories ?? [], from)[to];
    if (to === 'next' && find() === undefined && model.latest?.hasOlder) {
      await goFurther();
      // A read that began meanwhile takes its place, and gives what both asked for.
      for (let tries = 0; tries < MOST_READS && find() === undefined && model.latest.hasOlder; tries += 1)
        await model.read();
    }
    const found = find();
    if (found !== undefined) await open(found);
    else announce.say(say(to === 'next' ? 'readerLast' : 'readerFirst'));
  }

  /** Compares what is shown with what is stored now. What is being read stays as it is. */
  async function compare(): Promise<void> {
    const mine = turn;
    const result = await tryToRead(current()?.story.id ?? '');
    const reading = current();
    if (mine !== turn || reading === undefined) return;
    if (typeof result === 'string') return showNews({ ...reading, trouble: result });
    stored = result;
    const { article } = result;
    if (reading.article === undefined && (article !== undefined || reading.trouble !== undefined))
      return showText(reading, result, undefined);
    const isAsSaved = article?.saved !== undefined && article.saved === said?.html;
    const isSame = JSON.stringify(saidBy(result.story, article?.html)) === JSON.stringify(said);
    showNews({
      ...reading,
      story: { ...inShort(result.story).story, title: reading.story.title },
      version: isAsSaved ? 'saved' : article?.saved === undefined ? undefined : 'present',
      trouble: isSame || isAsSaved ? undefined : 'edited',
    });
  }

  function showNews(reading: Reading): void {
    if (JSON.stringify(reading) !== JSON.stringify(current())) show(reading);
  }

  return {
    open,
    async reopen(id, top) {
      const result = await tryToRead(id);
      if (typeof result === 'string') return;
      leftFrom = id;
      await begin(inShort(result.story).story, { top });
    },
    close() {
      if (current() === undefined) return;
      turn += 1;
      show(undefined);
      if (story !== undefined) focusTitle(root, story.id, story.id === leftFrom);
    },
    next: () => step('next'),
    previous: () => step('previous'),
    togglePictures() {
      const reading = current();
      if (reading !== undefined) show({ ...reading, showsPictures: !reading.showsPictures });
    },
    swapText() {
      const reading = current();
      if (reading === undefined || stored === undefined) return;
      showText(reading, stored, reading.version === 'saved' ? 'present' : 'saved');
    },
    async reread() {
      const reading = current();
      if (reading === undefined) return;
      await begin(reading.story, { version: reading.trouble === 'edited' ? 'present' : undefined });
    },
    follow() {
      const stories = model.latest?.stories;
      if (current() === undefined || stories === comparedFor) return;
      comparedFor = stories;
      void compare();
    },
  };
}

function saidBy({ facts: { title, highlights } }: Story, html: string | undefined): Said {
  return { title, highlights: highlights.join('\n'), html };
}

function inShort(story: Story): Pick<Reading, 'story' | 'brief'> {
  const headline = toHeadline(story, true, true);
  return { story: headline, brief: headline.brief ?? NO_BRIEF };
}

/** Gives the focus back to the title of a story in the list, or where that has gone to the list. */
function focusTitle(root: ParentNode, id: string, isInPlace: boolean): void {
  const row = [...root.querySelectorAll<HTMLElement>('[data-list] [data-id]')].find(
    ({ dataset }) => dataset['id'] === id,
  );
  const place =
    row?.querySelector<HTMLElement>('[data-title][href]') ??
    row ??
    root.querySelector<HTMLElement>('[data-list]');
  if (place === row && row !== undefined) row.tabIndex = -1; // a story without a link
  place?.focus({ preventScroll: isInPlace });
}
