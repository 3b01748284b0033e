import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countingAt } from '../../lib/settings.ts';
import { withReadAt, withSavedAt } from '../../lib/story/marking.ts';
import { matchStories } from '../../lib/story/match.ts';
import { arrive, merge } from '../../lib/story/merge.ts';
import { stateOf } from '../../lib/story/story.ts';
import { countsAsUnread, withUnread } from '../../lib/story/unread.ts';
import { withdraw } from '../../lib/story/withdrawal.ts';
import { incoming, NOW, stored } from '../support/stories.ts';

const UNREAD_FOR_MS = countingAt(0).unreadForMs;
const facts = fc.record({
  title: fc.string(),
  summary: fc.string(),
  publishedAt: fc.integer({ min: 0, max: 2 * NOW }),
  link: fc.constantFrom('https://rareearthexchanges.com/news/a/', 'https://rareearthexchanges.com/news/b/'),
});

describe('merge', () => {
  test('twice equals once', () => {
    fc.assert(
      fc.property(facts, (said) => {
        const once = arrive(incoming(1, said), { ...countingAt(NOW), number: 1 });
        expect(merge(once, incoming(1, said), countingAt(NOW + 5000))).toBe(once);
      }),
    );
  });

  test('whatever an edit says, never makes a story new, unread or moved', () => {
    fc.assert(
      fc.property(facts, facts, (before, after) => {
        const read = withReadAt(
          { ...stored(1, NOW, before), states: { seenAt: NOW } },
          NOW + 1,
          countingAt(NOW + 1),
        );
        const edited = merge(read, incoming(1, after), countingAt(NOW + 60_000));
        expect(edited).toMatchObject({
          id: read.id,
          order: read.order,
          firstSeenAt: NOW,
          states: read.states,
        });
        expect(edited.unread).toBeUndefined();
        expect(edited.facts.title).toBe(after.title);
      }),
    );
  });

  test('a story dated tomorrow stands where it was first seen', () => {
    expect(stored(1, NOW, { publishedAt: NOW + 86_400_000 }).order).toBe(-NOW);
  });

  test('stories of one second stay in the order of the feed', () => {
    const [first, second] = [0, 1].map((position) =>
      arrive(incoming(position, { publishedAt: NOW }, position), { ...countingAt(NOW), number: 1 }),
    );
    expect(first?.order).toBeLessThan(second?.order ?? 0);
  });
});

describe('an edit', () => {
  const edited = (before: object, after: object) =>
    merge(stored(1, NOW, before), incoming(1, after), countingAt(NOW + 60_000)).edit;

  test('of words leaves the old title, and when it was met', () => {
    expect(edited({ title: 'Lynas Aquires It' }, { title: 'Lynas Acquires It' })).toEqual({
      at: NOW + 60_000,
      title: 'Lynas Aquires It',
    });
  });

  test('of highlights leaves the old ones', () => {
    expect(edited({ highlights: ['5 t'] }, { highlights: ['500 t'] })?.highlights).toEqual(['5 t']);
  });

  test.each([
    ['marks and blanks', { title: '"A" - B' }, { title: '“A” – B' }],
    ['categories alone', { categories: ['One'] }, { categories: ['Two'] }],
    ['a feed that turned to summaries', { highlights: ['One'] }, { highlights: [] }],
  ])('of %s leaves no mark', (_name, before, after) => {
    expect(edited(before, after)).toBeUndefined();
  });

  test('stays marked when the story is met again as it is', () => {
    const once = merge(stored(1), incoming(1, { title: 'Other Words' }), countingAt(NOW + 1));
    expect(merge(once, incoming(1, { title: 'Other Words' }), countingAt(NOW + 2))).toBe(once);
  });
});

test('a story that a remnant is kept of comes back as the reader left it', () => {
  const remnant = {
    id: 'p/1',
    aliases: ['p/1', 'old'],
    firstSeenAt: NOW - 5000,
    states: { readAt: NOW - 1 },
  };
  const story = arrive(incoming(1), { ...countingAt(NOW), number: 7, remnant });
  expect(story).toMatchObject({ firstSeenAt: NOW - 5000, states: { readAt: NOW - 1 } });
  expect(story.unread).toBeUndefined();
  expect(story.aliases).toContain('old');
});

describe('matchStories', () => {
  const known = (...stories: ReturnType<typeof stored>[]) => ({
    byId: (id: string) => stories.find((story) => story.id === id),
    byAlias: (alias: string) => stories.filter((story) => story.aliases.includes(alias)),
  });

  test('a known guid decides, whatever happened to the link', () => {
    const story = stored(1);
    const moved = incoming(1, { link: 'https://rareearthexchanges.com/news/new-slug/' });
    expect(matchStories([moved], known(story)).get(moved)).toBe(story);
  });

  test('a story met again under its link alone is the same', () => {
    const story = stored(1);
    const byLink = incoming(9, {
      guid: 'https://rareearthexchanges.com/news/story-1/',
      link: 'https://rareearthexchanges.com/news/story-1/',
    });
    expect(matchStories([byLink], known(story)).get(byLink)).toBe(story);
  });

  test('a slug that was given to another story does not lead to the one that had it', () => {
    const renamed = merge(
      stored(1),
      incoming(1, { link: 'https://rareearthexchanges.com/news/new-slug/' }),
      countingAt(NOW),
    );
    const heir = incoming(2, { link: 'https://rareearthexchanges.com/news/story-1/' });
    expect(matchStories([heir], known(renamed)).get(heir)).toBeUndefined();
  });

  test('a story that was imported anew, at its link and with its title, is the same', () => {
    const story = stored(1);
    const again = incoming(999, { link: story.facts.link ?? '', title: story.facts.title });
    expect(matchStories([again], known(story)).get(again)).toBe(story);
  });

  test('a slug that a story with a permalink for a guid gave up does not lead to it either', () => {
    const permalink = { guid: 'https://rareearthexchanges.com/news/story-1/' };
    const renamed = merge(
      stored(1, NOW, permalink),
      incoming(1, { ...permalink, link: 'https://rareearthexchanges.com/news/new-slug/' }),
      countingAt(NOW),
    );
    const heir = incoming(2, { link: 'https://rareearthexchanges.com/news/story-1/', title: 'Another' });
    expect(matchStories([heir], known(renamed)).get(heir)).toBeUndefined();
  });

  test('two stories of one document that share a link stay two', () => {
    const link = 'https://rareearthexchanges.com/news/story-1/';
    const [one, two] = [incoming(1, { link }), incoming(2, { link })];
    const matches = matchStories([one, two], known(stored(1)));
    expect(matches.get(two)).toBeUndefined();
  });
});

describe('what counts as unread', () => {
  test('ends with reading, and after 14 days', () => {
    const story = stored(1);
    expect(countsAsUnread(story, countingAt(NOW))).toBe(true);
    expect(countsAsUnread(story, countingAt(NOW + UNREAD_FOR_MS - 1))).toBe(true);
    expect(countsAsUnread(story, countingAt(NOW + UNREAD_FOR_MS))).toBe(false);
    expect(countsAsUnread(withReadAt(story, NOW, countingAt(NOW)), countingAt(NOW))).toBe(false);
    expect(withUnread(story, countingAt(NOW + UNREAD_FOR_MS)).unread).toBeUndefined();
  });

  test('a story marked unread counts again while it is young enough', () => {
    const read = withReadAt(stored(1), NOW, countingAt(NOW));
    expect(withReadAt(read, undefined, countingAt(NOW + 1)).unread).toBe(read.order);
    expect(withReadAt(read, undefined, countingAt(NOW + UNREAD_FOR_MS)).unread).toBeUndefined();
  });
});

test('the state of a story is new, then seen, then read', () => {
  const story = stored(1);
  expect(stateOf(story)).toBe('new');
  expect(stateOf({ ...story, states: { seenAt: NOW } })).toBe('seen');
  expect(stateOf({ ...story, states: { readAt: NOW } })).toBe('read');
});

describe('a story that comes after a loss of the store', () => {
  const arrived = (publishedAt: number | undefined) => {
    const { publishedAt: _, ...undated } = incoming(1).facts;
    const facts = { ...undated, ...(publishedAt !== undefined && { publishedAt }) };
    return arrive({ ...incoming(1), facts }, { ...countingAt(NOW), number: 1, knownUntil: NOW - 1000 });
  };

  test('was here before where it was published before, and is seen', () => {
    const story = arrived(NOW - 5000);
    expect(story.firstSeenAt).toBe(NOW - 5000);
    expect(stateOf(story)).toBe('seen');
    expect(story.unread).toBe(story.order);
  });

  test.each([
    ['was published since', NOW - 500],
    ['has no date', undefined],
  ])('is new where it %s', (_, publishedAt) => {
    const story = arrived(publishedAt);
    expect(story.firstSeenAt).toBe(NOW);
    expect(stateOf(story)).toBe('new');
  });
});

test('a withdrawn story is listed for as long as it is saved', () => {
  const gone = withdraw(stored(1), NOW);
  expect(gone.listed).toBeUndefined();
  const saved = withSavedAt(gone, NOW);
  expect(saved.listed).toBe(saved.order);
  expect(withSavedAt(saved, undefined)).toEqual(gone); // not listed any more
});
