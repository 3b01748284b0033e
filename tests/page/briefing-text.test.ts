import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Briefing, EVERYTHING, type Selection, toBriefing } from '../../lib/page/briefing.ts';
import { textOf } from '../../lib/page/briefing-text.ts';
import { addressKey, SITE } from '../../lib/site.ts';
import { safeLink } from '../../lib/story/safe-link.ts';
import type { Story } from '../../lib/story/story.ts';
import { oneLine } from '../../lib/text/lines.ts';
import { bareAddress, hostileText, parse, textOf as shownOf } from '../support/markdown.ts';
import { NOW, stored } from '../support/stories.ts';

const HOUR_MS = 3_600_000;

function briefing(stories: Story[], selection: Selection = EVERYTHING): Briefing {
  const span = { from: NOW - 24 * HOUR_MS, to: NOW };
  const read = {
    hour: 7,
    span,
    stories,
    total: stories.length,
    newestAt: NOW,
    readAt: NOW,
    gaps: [],
    archive: undefined,
  };
  const around = {
    which: 'day',
    selection,
    newWhenSeen: new Set<string>(),
    isOnline: true,
    now: NOW,
  } as const;
  return toBriefing(read, { ...around, fault: undefined });
}

const magnets = stored(1, NOW, {
  title: 'Magnets [and] more',
  categories: ['News', 'Magnets'],
  author: 'Pat O’Brien',
  highlights: ['One.', '2. Two, which is as long as it has to be to need a second line of a mail, or more.'],
});
const china = stored(2, NOW, { title: 'China', categories: ['China'], summary: 'In *short*.' });
const read: Story = {
  ...stored(3, NOW, { title: 'Read', categories: ['China'] }),
  states: { readAt: 5, savedAt: 5 },
};

describe('as Markdown', () => {
  test('has the title, the time, the stories by category, and where they come from', () => {
    const text = textOf('markdown', briefing([magnets, china, read]));
    expect(text).toMatch(
      /^# REE Ticker: Daily briefing\n\nMonday, March 3, 2031\. .+ – .+\. 3 stories in 2 categories\n/,
    );
    expect(text).toContain(
      ['## China', '### [China](https://rareearthexchanges.com/news/story-2/)', expect.anything()]
        .slice(0, 2)
        .join('\n\n'),
    );
    expect(text).toContain('### [Magnets \\[and\\] more](https://rareearthexchanges.com/news/story-1/)\n\n');
    expect(text).toContain(', by Pat O’Brien\n\n- One.\n- 2\\. Two, which');
    expect(text).toContain('\n\nIn \\*short\\*.\n');
    expect(text).toMatch(
      /\n\n---\n\n\[Rare Earth Exchanges\]\(https:\/\/rareearthexchanges\.com\/\)\. Put together by REE Ticker, .+ Independent, .+\.\n$/,
    );
  });

  test('says nothing of what was read or saved', () => {
    const unread = { ...read, states: {} };
    for (const form of ['markdown', 'text'] as const)
      expect(textOf(form, briefing([magnets, read]))).toBe(textOf(form, briefing([magnets, unread])));
  });

  test('holds what is included, and counts that', () => {
    const selection = { isPicked: false, exceptions: new Set([china.id, read.id]) };
    const text = textOf('markdown', briefing([magnets, china, read], selection));
    expect(text).toContain('1 story in 1 category');
    expect(text).not.toContain('China');
  });

  const link = fc.option(
    fc
      .webUrl({ withFragments: true, withQueryParameters: true })
      .filter((url) => safeLink(url) !== undefined),
    { nil: undefined },
  );
  const stories = fc
    .array(
      fc.record({
        title: hostileText,
        link,
        author: fc.option(hostileText, { nil: undefined }),
        category: fc.option(hostileText, { nil: undefined }),
        highlights: fc.array(hostileText, { maxLength: 3 }),
        summary: hostileText,
      }),
      { maxLength: 6 },
    )
    .map((all) => all.map(toStory));

  function toStory(
    {
      link: address,
      category,
      author,
      ...facts
    }: {
      title: string;
      link: string | undefined;
      author: string | undefined;
      category: string | undefined;
      highlights: string[];
      summary: string;
    },
    index: number,
  ): Story {
    const story = stored(index + 1, NOW, { ...facts, categories: category ? [category] : [] });
    const { link: _, ...others } = story.facts;
    const normal = safeLink(address);
    return {
      ...story,
      id: addressKey(others.guid),
      facts: {
        ...others,
        ...(normal !== undefined && { link: normal }),
        ...(author !== undefined && { author }),
      },
    };
  }

  test('whatever stands in them, each story is one heading, and one link where it has an address', () => {
    fc.assert(
      fc.property(stories, (all) => {
        const whole = briefing(all);
        const listed = whole.groups.flatMap((group) => group.stories);
        const { kinds, blocks, links } = parse(textOf('markdown', whole));
        expect(kinds.filter((kind) => !USED.includes(kind))).toEqual([]);
        expect(links.map(bareAddress)).toEqual([
          ...listed.flatMap((story) => (story.link === undefined ? [] : [bareAddress(story.link)])),
          SITE.home,
        ]);
        const titles = blocks.filter(({ depth }) => depth === 3).map(shownOf);
        expect(titles).toEqual(listed.map(({ title }) => oneLine(title) || 'Untitled story'));
        expect(blocks.filter(({ depth }) => depth === 2)).toHaveLength(whole.groups.length);
        expect(kinds.filter((kind) => kind === 'hr')).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });

  test('as plain text it is lines that a mail takes as they are, with each address in a line of its own', () => {
    fc.assert(
      fc.property(stories, (all) => {
        const whole = briefing(all);
        const text = textOf('text', whole);
        const lines = text.split('\n');
        expect(text).not.toMatch(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u);
        for (const line of lines) {
          expect(line).toBe(line.trimEnd());
          if (line.length > 72) expect(line.replace(/^(- | {2})/, '')).not.toContain(' ');
        }
        for (const { link: address } of whole.groups.flatMap((group) => group.stories))
          if (address !== undefined) expect(lines).toContain(address);
      }),
    );
  });
});

/** The kinds of Markdown that a briefing is made of. */
const USED = ['heading', 'paragraph', 'list', 'link', 'hr'];

test('as plain text it is short lines, addresses by themselves', () => {
  expect(textOf('text', briefing([magnets, china]))).toMatch(
    new RegExp(
      [
        '^REE Ticker: Daily briefing\nMonday, March 3, 2031\n.+ – .+\n2 stories in 2 categories\n\n',
        'MAGNETS\n=======\n\n',
        'Magnets \\[and\\] more\nhttps://rareearthexchanges\\.com/news/story-1/\n.+, by Pat O’Brien\n',
        '- One\\.\n- 2\\. Two, which is as long as it has to be to need a second line of a\n  mail, or more\\.\n\n',
        'CHINA\n=====\n\nChina\nhttps://rareearthexchanges\\.com/news/story-2/\n.+\nIn \\*short\\*\\.\n\n',
        '-{72}\n\nRare Earth Exchanges\nhttps://rareearthexchanges\\.com/\nPut together by REE Ticker, ',
      ].join(''),
    ),
  );
});
