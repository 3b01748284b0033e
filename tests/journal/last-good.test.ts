import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../lib/feed/parse.ts';
import { isStory } from '../../lib/journal/is-story.ts';
import { keepLastGood, readLastGood } from '../../lib/journal/last-good.ts';
import { seal } from '../../lib/journal/seal.ts';
import { countingAt } from '../../lib/settings.ts';
import { arrive } from '../../lib/story/merge.ts';
import type { Story } from '../../lib/story/story.ts';
import { toStories } from '../../lib/story/to-story.ts';
import { MemoryArea } from '../support/memory-area.ts';
import { recording } from '../support/recordings.ts';
import { NOW, stored } from '../support/stories.ts';

const many = (count: number, facts: Partial<Story['facts']> = {}) =>
  Array.from({ length: count }, (_, n) => stored(n + 1, NOW, facts));

async function keptOf(stories: Story[]): Promise<{ stories: Story[]; bytes: number }> {
  const area = new MemoryArea();
  await keepLastGood(area, { stories, unread: 3, at: NOW });
  const kept = await readLastGood(area);
  expect(kept).toMatchObject({ unread: 3, at: NOW });
  return {
    stories: kept?.stories ?? [],
    bytes: Buffer.byteLength(String((await area.get('last-good'))['last-good'])),
  };
}

describe('the last good copy', () => {
  test('is of the newest fifty stories, as they are', async () => {
    const stories = many(60);
    expect((await keptOf(stories)).stories).toEqual(stories.slice(0, 50));
  });

  test('holds the site’s own stories uncut', async () => {
    const { body } = recording('all-321-stories.xml.gz');
    const feed = parseFeed(body);
    const items = feed.kind === 'feed' ? feed.items : [];
    const stories = toStories(items).map((story) => arrive(story, { ...countingAt(NOW), number: 1 }));
    expect(stories.length).toBeGreaterThan(300);
    for (let from = 0; from < stories.length; from += 50) {
      const some = stories.slice(from, from + 50);
      expect((await keptOf(some)).stories).toEqual(some);
    }
  });

  test('keeps what the reader did to them', async () => {
    const story: Story = { ...stored(1), states: { seenAt: 1, readAt: 2, savedAt: 3 } };
    expect((await keptOf([story])).stories).toEqual([story]);
  });

  test('cuts texts rather than stories, and stays within 200 kB', async () => {
    const text = '😀'.repeat(2000);
    const list = Array<string>(60).fill(text);
    const facts = { title: text, summary: text, author: text, highlights: list, categories: list };
    const { stories, bytes } = await keptOf(many(50, facts));
    expect(stories.map(({ id }) => id)).toEqual(many(50).map(({ id }) => id));
    expect(bytes).toBeLessThan(201_000);
    expect(stories[0]?.facts.title).toMatch(/^(😀){20,}…$/u);
  });

  test('cuts only what is too long', async () => {
    const [long, usual] = [stored(1, NOW, { summary: 'x'.repeat(10_000) }), stored(2)];
    const { stories } = await keptOf([long, usual]);
    expect(stories[0]?.facts).toMatchObject({ title: 'Story 1', summary: `${'x'.repeat(299)}…` });
    expect(stories[1]).toEqual(usual);
  });

  test('leaves out a story whose address alone is too long, and no other', async () => {
    const link = `https://rareearthexchanges.com/news/${'x'.repeat(9000)}/`;
    const { stories } = await keptOf([stored(1), stored(2, NOW, { link }), stored(3)]);
    expect(stories.map(({ facts }) => facts.title)).toEqual(['Story 1', 'Story 3']);
  });
});

describe('readLastGood', () => {
  const good = { stories: [stored(1)], unread: 1, at: NOW };

  test.each<[string, unknown]>([
    ['is damaged', seal(good).replace('Story', 'Stony')],
    ['is none', null],
    ['lacks the count', seal({ ...good, unread: undefined })],
    ['holds what is no story', seal({ ...good, stories: [stored(1), { id: 'p/2' }] })],
    ['holds no list of stories', seal({ ...good, stories: { 0: stored(1) } })],
  ])('gives nothing where the copy %s', async (_, record) => {
    const area = new MemoryArea();
    expect(await readLastGood(area)).toBeUndefined();
    await area.set({ 'last-good': record });
    expect(await readLastGood(area)).toBeUndefined();
  });

  test('rejects when the area can’t be read', async () => {
    const area = new MemoryArea();
    area.get = () => Promise.reject(new Error('no disk'));
    await expect(readLastGood(area)).rejects.toThrow('no disk');
  });
});

describe('isStory', () => {
  const story: Story = {
    ...stored(1, NOW, { author: 'A', comments: { link: 'https://rareearthexchanges.com/', count: 2 } }),
    states: { readAt: 1 },
  };

  test('takes a story, with and without what the feed may leave out', () => {
    expect(isStory(story)).toBe(true);
    const { publishedAt: _, link: __, ...facts } = stored(1).facts;
    expect(isStory({ ...stored(1), facts })).toBe(true);
  });

  test.each<[string, object]>([
    ['id', { id: 1 }],
    ['aliases', { aliases: ['a', 1] }],
    ['arrival', { arrival: '1' }],
    ['order', { order: null }],
    ['unread', { unread: true }],
    ['firstSeenAt', { firstSeenAt: undefined }],
    ['states', { states: null }],
    ['states.readAt', { states: { readAt: 'yesterday' } }],
    ['facts', { facts: undefined }],
    ['facts.title', { facts: { ...story.facts, title: 1 } }],
    ['facts.link', { facts: { ...story.facts, link: {} } }],
    ['facts.highlights', { facts: { ...story.facts, highlights: 'one' } }],
    ['facts.categories', { facts: { ...story.facts, categories: [{}] } }],
    ['facts.comments', { facts: { ...story.facts, comments: { link: 1 } } }],
    ['facts.publishedAt', { facts: { ...story.facts, publishedAt: null } }],
  ])('takes none whose %s is amiss', (_, amiss) => {
    expect(isStory({ ...story, ...amiss })).toBe(false);
  });
});
