// A story stays itself, whatever changes around it; and two that look alike stay two. Over the store, as polls meet it.

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Item } from '../../lib/feed/types.ts';
import { type Connection, connect } from '../../lib/store/connection.ts';
import { keepPoll } from '../../lib/store/keep-poll.ts';
import { mark } from '../../lib/store/mark.ts';
import { withPromises } from '../../lib/store/transaction.ts';
import { toStories } from '../../lib/story/to-story.ts';
import { NOW } from '../support/stories.ts';

const SITE = 'https://rareearthexchanges.com';

let store: Connection;
beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  store = connect();
});

const item = (change: Partial<Item> = {}): Item => ({
  guid: `${SITE}/?p=7`,
  isPermaLink: false,
  title: 'Lynas Opens a Plant',
  link: `${SITE}/news/lynas-opens/`,
  publishedAt: NOW,
  categories: [],
  ...change,
});

/** Keeps a document of these items; how many stories of it were new. */
async function keep(items: Item[], feed = `${SITE}/feed/`): Promise<number> {
  const { arrived } = await store.use((database) =>
    keepPoll(
      database,
      { incoming: toStories(items), isWhole: true, feed },
      () => ({
        record: { name: 'poll', validators: {}, failures: 0, feed },
        entry: {
          at: NOW,
          reason: 'alarm',
          outcome: { kind: 'ok', arrived: 0, notModified: false },
          tookMs: 1,
        },
      }),
      NOW,
    ),
  );
  return arrived;
}
const stories = () => store.use((database) => withPromises(database).getAll('stories'));

describe('one story', () => {
  test.each<[string, Partial<Item>, Partial<Item>]>([
    ['with http for https', {}, { guid: 'http://rareearthexchanges.com/?p=7' }],
    ['with and without www', {}, { guid: 'https://www.rareearthexchanges.com/?p=7' }],
    [
      'with a guid of a staging host',
      { guid: `${SITE}/news/lynas-opens/` },
      { guid: 'https://x7.onrocket.site/news/lynas-opens/' },
    ],
    [
      'with a permalink for a guid and a new slug',
      { guid: `${SITE}/news/lynas-opens/`, isPermaLink: true },
      { guid: `${SITE}/news/lynas-opens/`, isPermaLink: true, link: `${SITE}/news/lynas-opens-plant/` },
    ],
    ['imported anew under another number', {}, { guid: `${SITE}/?p=9001` }],
    [
      'imported anew with its date, and a corrected title',
      {},
      { guid: `${SITE}/?p=9001`, title: 'Lynas Opens Plant' },
    ],
    ['under its number, then under its address', {}, { guid: `${SITE}/news/lynas-opens/` }],
    ['under its address, then under its number', { guid: `${SITE}/news/lynas-opens/` }, {}],
    ['with and without a slash', { guid: `${SITE}/news/lynas-opens` }, { guid: `${SITE}/news/lynas-opens/` }],
    ['with a query', {}, { link: `${SITE}/news/lynas-opens/?utm_source=rss` }],
    [
      'with another title, link and date',
      {},
      { title: 'Other', link: `${SITE}/news/other/`, publishedAt: NOW - 9e8 },
    ],
    [
      'with its & escaped twice',
      { guid: `${SITE}/?post_type=news-archive&p=7` },
      { guid: `${SITE}/?post_type=news-archive&amp;p=7` },
    ],
    [
      'with its slug percent-encoded',
      { link: `${SITE}/news/größe/` },
      { guid: `${SITE}/news/gr%C3%B6%C3%9Fe/`, link: `${SITE}/news/gr%C3%B6%C3%9Fe/` },
    ],
  ])('%s stays one, and read', async (_name, before, after) => {
    expect(await keep([item(before)])).toBe(1);
    const [story] = await stories();
    await store.use((database) => mark(database, { kind: 'read', id: story?.id ?? '' }, NOW + 1));
    expect(await keep([item(after)])).toBe(0);
    expect(await stories()).toHaveLength(1);
    expect((await stories())[0]).toMatchObject({
      id: story?.id,
      firstSeenAt: NOW,
      states: { readAt: NOW + 1 },
    });
  });

  test('imported anew stays one when its slug, title and date change later', async () => {
    const anew = { guid: `${SITE}/?p=9001` };
    await keep([item()]);
    await keep([item(anew)]);
    expect(await keep([item({ ...anew, link: `${SITE}/news/lynas/` })])).toBe(0);
    expect(await keep([item({ ...anew, link: `${SITE}/news/x/`, title: 'X', publishedAt: NOW + 1 })])).toBe(
      0,
    );
  });

  test('stays one when another feed of the site carries it', async () => {
    await keep([item()]);
    expect(await keep([item({ guid: `${SITE}/news/lynas-opens/` })], `${SITE}/category/x/feed/`)).toBe(0);
  });
});

describe('stories that look alike', () => {
  test('three of one title on one day stay three', async () => {
    const three = [1, 2, 3].map((number) =>
      item({
        guid: `${SITE}/?p=${number}`,
        link: `${SITE}/news/weekly-deals-${number}/`,
        title: 'Weekly Deals',
      }),
    );
    expect(await keep(three)).toBe(3);
    expect(await keep(three.toReversed())).toBe(0);
  });

  test('two of one second stay two, in the order of the feed', async () => {
    const two = [item(), item({ guid: `${SITE}/?p=8`, link: `${SITE}/news/second/`, title: 'Second' })];
    expect(await keep(two)).toBe(2);
    const [first, second] = (await stories()).toSorted((a, b) => a.order - b.order);
    expect([first?.facts.title, second?.facts.title]).toEqual(['Lynas Opens a Plant', 'Second']);
  });

  test('a story that was given the slug of another stays another', async () => {
    await keep([item()]);
    await keep([item({ link: `${SITE}/news/renamed/` })]);
    expect(await keep([item({ guid: `${SITE}/?p=8`, title: 'The Heir', publishedAt: NOW + 1000 })])).toBe(1);
    expect(await stories()).toHaveLength(2);
  });
});
