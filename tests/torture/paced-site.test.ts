import { afterAll, beforeAll, expect, test } from 'vitest';
import { askSite } from '../support/ask-site.ts';
import { type Site, startSite } from '../support/site.ts';
import { until } from '../support/until.ts';
import { editor, firstStories } from './editor.ts';
import { type PacedSite, paceFeed } from './paced-site.ts';
import { seeded } from './random.ts';

let site: Site;
let paced: PacedSite;
const pieces: number[] = [];
const begun: string[] = [];

beforeAll(async () => {
  site = await startSite({ stories: firstStories(Date.now()) });
  paced = paceFeed(site, {
    began: ({ etag }) => begun.push(etag),
    sent: (bytes) => pieces.push(bytes),
  });
});
afterAll(() => site.close());

test('the feed comes in pieces, as the site would have given it whole', async () => {
  paced.pace = { pieces: 4, pauseMs: 1 };
  const { status, body, headers } = await askSite(site, '/feed/');
  expect(status).toBe(200);
  expect(pieces).toHaveLength(4);
  expect(pieces.reduce((sum, piece) => sum + piece, 0)).toBe(body.length);
  expect(begun).toEqual([headers.etag]);
  const [answer] = paced.answers;
  expect(answer).toMatchObject({ status: 200, etag: headers.etag });
  expect(answer?.guids).toHaveLength(site.pageSize);
  expect(answer?.guids[0]).toBe(`https://${site.host}/?p=${site.stories[0]?.id}`);
  await until(() => answer?.wholeAt, 'the answer to be whole');
});

test('a question with its validators is answered with 304, and ETags are kept as WordPress made them', async () => {
  site.etagStyle = 'gzip-apache';
  const zipped = await askSite(site, '/feed/', { 'accept-encoding': 'gzip' });
  expect(zipped.headers.etag).toBe(begun[0]?.replace(/"$/, '-gzip"'));
  expect(paced.answers.at(-1)?.etag).toBe(begun[0]);
  expect(paced.answers.at(-1)?.guids).toHaveLength(site.pageSize);
  const { status } = await askSite(site, '/feed/', { 'if-none-match': begun[0] ?? '' });
  expect(status).toBe(304);
  expect(paced.answers.at(-1)).toMatchObject({ status: 304, etag: begun[0], guids: [] });
});

test('which page was asked for is kept', async () => {
  await askSite(site, '/feed/?paged=3');
  expect(paced.answers.at(-1)).toMatchObject({ status: 200, page: 3 });
});

test('an answer that nobody heard to its end is not whole', async () => {
  paced.pace = { pieces: 10, pauseMs: 20 };
  const end = new AbortController();
  const asking = askSite(site, '/feed/', {}, end.signal);
  const sentBefore = pieces.length;
  await until(() => pieces.length > sentBefore, 'the first piece');
  end.abort();
  await expect(asking).rejects.toThrow();
  expect(paced.answers.at(-1)).not.toHaveProperty('wholeAt');
});

test('however long the site is edited, its stories stay apart: by number, slug and second', () => {
  const random = seeded(3);
  const hand = editor();
  const said = Array.from({ length: 200 }, () => hand.change(site, random, 1)).flat();
  for (const deed of ['publishes', 'title', 'slug', 'withdraws', 'back'])
    expect(said.some((words) => words.includes(deed))).toBe(true);
  for (const key of ['id', 'slug', 'publishedAt'] as const)
    expect(new Set(site.stories.map((story) => story[key])).size).toBe(site.stories.length);
  expect(site.stories.every(({ publishedAt }) => publishedAt < Date.now())).toBe(true);
  expect(site.stories.length).toBeGreaterThan(site.pageSize);
  const constant = hand.constant(site);
  expect(constant.length).toBeLessThan(site.stories.length); // some were taken away, and brought back
  expect(hand.withdrawals).toBeGreaterThan(0);
});

test('a burst is more than a page, and a touch is one story that comes or goes', () => {
  const random = seeded(4);
  const hand = editor();
  const before = site.stories.length;
  expect(hand.burst(site, random)).toMatch(/^publishes \d+ to \d+ at once$/);
  expect(site.stories.length).toBeGreaterThan(before + site.pageSize);
  const touches = Array.from({ length: 20 }, () => hand.touch(site, random)).join();
  expect(touches).toContain('publishes');
  expect(touches).toContain('withdraws');
});
