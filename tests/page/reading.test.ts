// The model of the reader, over a list and a store that do what a test says.

import { beforeEach, describe, expect, test, vi } from 'vitest';
import { around } from '../../lib/page/around.ts';
import type { Headlines, HeadlinesModel, Learned } from '../../lib/page/headlines.ts';
import { type Reader, type Reading, readerOf } from '../../lib/page/reading.ts';
import { StoreFault } from '../../lib/store/open.ts';
import { type Headline, toHeadline } from '../../lib/story/headline.ts';
import type { Article, Story } from '../../lib/story/story.ts';
import { say } from '../../lib/words/say.ts';
import { NOW, stored } from '../support/stories.ts';

/** What the store holds. */
let kept: Map<string, { story: Story; article: Article | undefined }>;
let failure: Error | undefined;
/** Answers of the store that are held back. */
let held: (() => void)[] | undefined;
let listed: Headline[];
let older: Headline[];
let latest: Partial<Headlines>;
let said: string[];
let opened: string[];
let reader: Reader;

vi.mock('../../lib/store/read-article.ts', () => ({
  readArticle: async (_database: unknown, id: string) => {
    if (held !== undefined) await new Promise<void>((answer) => held?.push(answer));
    if (failure !== undefined) throw failure;
    return kept.get(id);
  },
}));

beforeEach(() => {
  kept = new Map();
  failure = held = undefined;
  listed = [1, 2, 3].map((number) => keep(number, `<p>Text ${number}.</p>`));
  older = [];
  said = [];
  opened = [];
  latest = { stories: listed, hasOlder: false };
  const model: Partial<HeadlinesModel> = {
    get latest() {
      return latest as Headlines; // as much of them as is looked at
    },
    learn: (learned: Learned) => Object.assign(latest, learned),
    async read() {},
    fail: (error) => said.push(`failed: ${error}`),
  };
  reader = readerOf({
    store: { use: (run) => run({} as IDBDatabase) },
    model: model as HeadlinesModel,
    root: { querySelectorAll: () => [], querySelector: () => null } as unknown as ParentNode,
    async goFurther() {
      listed = [...listed, ...older];
      Object.assign(latest, { stories: listed, hasOlder: false });
    },
    announce: { say: (text: string) => said.push(text) } as never,
    opened: async (id) => void opened.push(id),
  });
});

/** Keeps a story with this text. */
function keep(number: number, html: string | undefined, change: Partial<Story['facts']> = {}): Headline {
  const story = stored(number, NOW, { highlights: ['Known.'], ...change });
  const article = html === undefined ? undefined : { id: story.id, html };
  kept.set(story.id, { story, article });
  return toHeadline(story, true);
}

function first(): Headline {
  const [story] = listed;
  if (story === undefined) throw new Error('the list is empty');
  return story;
}

const reading = (): Reading | undefined => latest.reading;
const textOf = () => reading()?.article?.text;

/** The list was read anew. */
async function hear(): Promise<void> {
  latest.stories = [...listed];
  reader.follow();
  await new Promise((resume) => setImmediate(resume));
}

describe('opening a story', () => {
  test('shows its text, keeps that it was opened, and says so', async () => {
    await reader.open(first());
    expect(reading()).toMatchObject({ trouble: undefined, version: undefined, showsPictures: false, top: 0 });
    expect(textOf()).toBe('Text 1.');
    expect([opened, said]).toEqual([['p/1'], [say('didRead')]]);
  });

  test('says nothing of one that was read before', async () => {
    await reader.open({ ...first(), state: 'read' });
    expect([opened, said]).toEqual([['p/1'], []]);
  });

  test('shows what was opened last, however late the other comes', async () => {
    held = [];
    const [one, other] = [reader.open(first()), reader.open(listed[1] ?? first())];
    held[1]?.();
    await vi.waitFor(() => expect(textOf()).toBe('Text 2.'));
    held[0]?.();
    await Promise.all([one, other]);
    expect(textOf()).toBe('Text 2.');
  });

  test('is given up by closing', async () => {
    await reader.open(first());
    held = [];
    const opening = reader.next();
    await vi.waitFor(() => expect(held).toHaveLength(1));
    reader.close();
    held[0]?.();
    await opening;
    expect(reading()).toBeUndefined();
  });

  test('says that its text is on the way where the store takes its time', async () => {
    vi.useFakeTimers();
    held = [];
    const opening = reader.open(first());
    await vi.advanceTimersByTimeAsync(399);
    expect(reading()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(reading()).toMatchObject({ trouble: 'opening', article: undefined });
    vi.useRealTimers();
    held[0]?.();
    await opening;
    expect(textOf()).toBe('Text 1.');
  });

  test('shows what the list knows where the store does not answer, and its text once it does', async () => {
    failure = new StoreFault('failed');
    await reader.open(first());
    expect(reading()).toMatchObject({
      trouble: 'unreadable',
      article: undefined,
      brief: { highlights: ['Known.'] },
    });
    failure = undefined;
    await reader.reread();
    expect(textOf()).toBe('Text 1.');
  });

  test('shows one without a text', async () => {
    keep(1, undefined);
    await reader.open(first());
    expect(reading()).toMatchObject({ trouble: undefined, article: undefined });
  });

  test('says of one that is not kept any more that it is gone', async () => {
    kept.clear();
    await reader.open(first());
    expect(reading()?.trouble).toBe('gone');
  });
});

describe('what was open before', () => {
  test('is open again, so far down, and not marked anew', async () => {
    await reader.reopen('p/2', 700);
    expect(reading()).toMatchObject({ top: 700, story: { id: 'p/2' } });
    expect([opened, said]).toEqual([[], []]);
  });

  test('is left alone where it is not kept any more', async () => {
    await reader.reopen('p/9', 700);
    expect(reading()).toBeUndefined();
  });
});

describe('while a story is open', () => {
  test('an edit is said, and shown only when it is asked for', async () => {
    await reader.open(first());
    keep(1, '<p>Edited.</p>', { title: 'Another title' });
    await hear();
    expect(reading()).toMatchObject({ trouble: 'edited', story: { title: 'Story 1' } });
    expect(textOf()).toBe('Text 1.');
    await reader.reread();
    expect(reading()).toMatchObject({ trouble: undefined, story: { title: 'Another title' }, turn: 2 });
    expect(textOf()).toBe('Edited.');
  });

  test.each([
    ['another title', { title: 'Another title' }],
    ['other highlights', { highlights: ['Another.'] }],
  ])('%s is one, with the same text', async (_name, change) => {
    await reader.open(first());
    keep(1, '<p>Text 1.</p>', change);
    await hear();
    expect(reading()?.trouble).toBe('edited');
  });

  test('nothing is drawn anew where nothing changed', async () => {
    await reader.open(first());
    const before = reading();
    await hear();
    expect(reading()).toBe(before);
  });

  test('what the reader does to it is shown', async () => {
    await reader.open(first());
    const there = kept.get('p/1');
    if (there === undefined) throw new Error('it is not kept');
    kept.set('p/1', { ...there, story: { ...there.story, states: { readAt: NOW, savedAt: NOW } } });
    await hear();
    expect(reading()?.story).toMatchObject({ state: 'read', isSaved: true });
  });

  test('its text stays in view when it goes from the store, and when that fails', async () => {
    await reader.open(first());
    failure = new StoreFault('failed');
    await hear();
    expect(reading()?.trouble).toBe('unreadable');
    failure = undefined;
    kept.clear();
    await hear();
    expect(reading()?.trouble).toBe('gone');
    expect(textOf()).toBe('Text 1.');
  });

  test('its text comes by itself where it had none', async () => {
    keep(1, undefined);
    await reader.open(first());
    keep(1, '<p>Late.</p>');
    await hear();
    expect(textOf()).toBe('Late.');
  });
});

describe('of a saved story that the site has changed', () => {
  beforeEach(async () => {
    const there = keep(1, '<p>Present.</p>');
    const story = kept.get('p/1')?.story;
    if (story !== undefined)
      kept.set('p/1', { story, article: { id: 'p/1', html: '<p>Present.</p>', saved: '<p>Saved.</p>' } });
    await reader.open(there);
  });

  test('the saved text is shown, and the present one on a press', () => {
    expect([reading()?.version, textOf()]).toEqual(['saved', 'Saved.']);
    reader.swapText();
    expect([reading()?.version, textOf()]).toEqual(['present', 'Present.']);
    reader.swapText();
    expect([reading()?.version, textOf()]).toEqual(['saved', 'Saved.']);
  });

  test('another edit is none of what is read', async () => {
    const story = kept.get('p/1')?.story;
    if (story !== undefined)
      kept.set('p/1', { story, article: { id: 'p/1', html: '<p>Again.</p>', saved: '<p>Saved.</p>' } });
    await hear();
    expect([reading()?.trouble, reading()?.version, textOf()]).toEqual([undefined, 'saved', 'Saved.']);
  });

  test('one that is changed while it is read is the saved one from then on', async () => {
    const open = keep(2, '<p>Read.</p>');
    await reader.open(open);
    const story = kept.get('p/2')?.story;
    if (story !== undefined)
      kept.set('p/2', { story, article: { id: 'p/2', html: '<p>New.</p>', saved: '<p>Read.</p>' } });
    await hear();
    expect([reading()?.trouble, reading()?.version, textOf()]).toEqual([undefined, 'saved', 'Read.']);
    reader.swapText();
    expect(textOf()).toBe('New.');
  });
});

describe('next and previous', () => {
  test('go by the list that is shown, to either end', async () => {
    await reader.open(first());
    await reader.previous();
    expect(said.at(-1)).toBe(say('readerFirst'));
    await reader.next();
    await reader.next();
    expect(reading()?.story.id).toBe('p/3');
    await reader.next();
    expect([reading()?.story.id, said.at(-1)]).toEqual(['p/3', say('readerLast')]);
    await reader.previous();
    expect(reading()?.story.id).toBe('p/2');
  });

  test('go on behind the end of the list where older ones are kept', async () => {
    older = [keep(4, '<p>Text 4.</p>')];
    latest.hasOlder = true;
    await reader.open(listed[2] ?? first());
    await reader.next();
    expect(reading()?.story.id).toBe('p/4');
  });

  test('do nothing where no story is open', async () => {
    await reader.next();
    expect(reading()).toBeUndefined();
  });

  test.each([
    ['the first', 0, [1, undefined, 'p/2']],
    ['one between', 1, [2, 'p/1', 'p/3']],
    ['the last', 2, [3, 'p/2', undefined]],
  ])('around %s', (_name, index, expected) => {
    const story = listed[index];
    if (story === undefined) throw new Error('there is none');
    const { at, previous, next } = around(listed, story);
    expect([at, previous?.id, next?.id]).toEqual(expected);
  });

  test('one that has gone from the list is known by where it stood', () => {
    const [one, two, three] = listed;
    if (one === undefined || two === undefined || three === undefined) throw new Error('the list is short');
    expect(around([one, three], two)).toEqual({ at: undefined, previous: one, next: three });
  });
});

test('pictures are shown and hidden, and from the beginning where the reader wants them', async () => {
  await reader.open(first());
  reader.togglePictures();
  expect(reading()?.showsPictures).toBe(true);
  reader.togglePictures();
  expect(reading()?.showsPictures).toBe(false);
  latest.settings = { name: 'settings', chosen: { images: true } };
  await reader.next();
  expect(reading()?.showsPictures).toBe(true);
});
