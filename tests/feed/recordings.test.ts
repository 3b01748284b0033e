// What the parser makes of the recorded answers of a WordPress.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../lib/feed/parse.ts';
import type { ParsedFeed } from '../../lib/feed/types.ts';
import { htmlToText, liftHighlights } from '../../lib/text/html.ts';
import { summarise } from '../../lib/text/summary.ts';
import { recording } from '../support/recordings.ts';

type Feed = Extract<ParsedFeed, { kind: 'feed' }>;

function parseRecording(name: string): ParsedFeed {
  const { body, headers } = recording(name);
  return parseFeed(body, headers['content-type']);
}

function feedOf(name: string): Feed {
  const parsed = parseRecording(name);
  if (parsed.kind !== 'feed') throw new Error(`${name} is not a feed`);
  return parsed;
}

const titles = (feed: Feed) => feed.items.map(({ title }) => title);

describe('a page of the feed', () => {
  test('says of its channel what it publishes', () => {
    expect(feedOf('page-1.xml').channel).toEqual({
      title: 'Rare Earth Exchanges',
      link: 'https://rareearthexchanges.com',
      description: 'Rare Earth News, Data & Insights',
      language: 'en-US',
      updatePeriodMs: 3_600_000,
      skipHours: [],
      skipDays: [],
    });
  });

  test('gives every field of an item', () => {
    const [first] = feedOf('page-1.xml').items;
    const link =
      'https://rareearthexchanges.com/news/australian-strategic-materials-signs-offtake-with-usa-rare-earth-early-stage-signal-or-balance-sheet-reality/';
    expect(first).toEqual({
      guid: 'https://rareearthexchanges.com/?p=10',
      isPermaLink: false,
      title:
        'Australian Strategic Materials Signs Offtake With USA Rare Earth: Early-Stage Signal or Balance-Sheet Reality?',
      link,
      publishedAt: Date.UTC(2026, 10, 24, 2, 0, 18),
      descriptionHtml: 'Hand-written excerpt: rare earth processing &#038; “midstream” gaps — 0',
      contentHtml: expect.stringMatching(/^<h2 class="wp-block-heading">Highlights<\/h2>[\s\S]*<\/em><\/p>$/),
      author: "Pat O'Brien",
      categories: ['Magnets', 'News', 'gallium & germanium', 'rare earth magnets', 'terbium'],
      commentsLink: `${link}#respond`,
      commentsCount: 0,
      commentsFeed: `${link}feed/`,
    });
  });

  test.each([
    ['page-1.xml', 10],
    ['page-2.xml', 10],
    ['page-33-last.xml', 1],
    ['page-34-past-the-end.xml', 0],
    ['category.xml', 10],
    ['category-unknown.xml', 0],
    ['summary-only.xml', 10],
    ['odd-stories.xml', 40],
    ['before-edit.xml', 10],
    ['after-title-edit.xml', 10],
    ['after-slug-change.xml', 10],
    ['after-date-move.xml', 10],
    ['after-backdated-insert.xml', 10],
    ['all-321-stories.xml.gz', 321],
  ])('%s is whole and holds %i items', (name, count) => {
    const feed = feedOf(name);
    expect(feed.complete).toBe(true);
    expect(feed.items).toHaveLength(count);
    for (const item of feed.items) {
      expect(item.guid).toBeTruthy();
      expect(item.link).toMatch(/^https:/);
      expect(item.publishedAt).toBeTypeOf('number');
    }
  });

  test('past the end says so in its title', () => {
    expect(feedOf('page-34-past-the-end.xml').channel.title).toBe('Page not found – Rare Earth Exchanges');
  });

  test('with summaries only has no content', () => {
    const { items } = feedOf('summary-only.xml');
    expect(items.filter(({ contentHtml }) => contentHtml !== undefined)).toEqual([]);
    expect(items.filter(({ descriptionHtml }) => descriptionHtml === undefined)).toEqual([]);
  });
});

describe('a damaged feed', () => {
  test('cut short gives the whole items, and is not complete', () => {
    const feed = feedOf('truncated.xml');
    expect(feed.complete).toBe(false);
    expect(titles(feed)).toEqual([
      'Scheduled Post On Time',
      'Published After The Scheduled Time',
      'Scheduled Post That Cron Publishes Late',
    ]);
  });

  const sound = titles(feedOf('blank-line-before-xml.xml'));

  test.each([
    ['blank-line-before-xml.xml', (title: string) => title],
    ['control-characters.xml', (title: string) => title],
    ['php-warning-before-xml.xml', (title: string) => title],
    ['undefined-entity-nbsp.xml', (title: string) => title.replaceAll(' ', '\u00a0')],
    ['invalid-utf8.xml', (title: string) => `\uFFFD${title}\uFFFD`],
  ])('%s gives ten of ten items', (name, asPublished) => {
    const feed = feedOf(name);
    expect(feed.complete).toBe(true);
    expect(sound).toHaveLength(10);
    expect(titles(feed)).toEqual(sound.map(asPublished));
  });

  test('cut anywhere gives a beginning of its items, and is complete only when whole', () => {
    const { body } = recording('page-1.xml');
    const whole = feedOf('page-1.xml');
    const channel = body.indexOf('<channel>');
    const end = body.indexOf('</rss>') + '</rss>'.length;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: body.length }), (length) => {
        const parsed = parseFeed(body.subarray(0, length));
        if (parsed.kind === 'not-a-feed') {
          expect(length).toBeLessThan(channel);
        } else {
          expect(parsed.items).toEqual(whole.items.slice(0, parsed.items.length));
          expect(parsed.complete).toBe(length >= end);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('loses an item only where the cut goes through it', () => {
    const text = recording('page-1.xml').body.toString();
    let at = text.indexOf('</item>');
    for (let whole = 0; at !== -1; at = text.indexOf('</item>', at + 1), whole += 1) {
      const before = parseFeed(Buffer.from(text.slice(0, at + '</item'.length)));
      const after = parseFeed(Buffer.from(text.slice(0, at + '</item>'.length)));
      expect(before).toMatchObject({ complete: false, items: { length: whole } });
      expect(after).toMatchObject({ complete: false, items: { length: whole + 1 } });
    }
  });
});

describe('a page where a feed was due', () => {
  test.each(['bot-challenge.html', 'html-with-200.html', 'maintenance-503.html'])('%s is HTML', (name) => {
    expect(parseRecording(name)).toEqual({ kind: 'not-a-feed', looksLike: 'html' });
  });
});

describe('odd stories', () => {
  test('have the titles that were published', () => {
    const odd = (author: string, numeric: string[]) => [
      `ODD-${author}-zwsp-rtl Title \u200b zwsp \u202e rlo \ufeff bom \u00a0 nbsp ls`,
      `ODD-${author}-amp Q&A: S&P 500 &amp; R&D &copy 2026 &notanentity; &#xZZ;`,
      `ODD-${author}-barelt Title bold x() 56 ]]> end`,
      `ODD-${author}-numref Title ${numeric.join(' ')}`,
      `ODD-${author}-nbsp Title\u00a0with\u00a0nbsp\u00a0& … ’ € \u00ad \u200c`,
      `ODD-${author}-fffe-ffff Title fffe ffff`,
      `ODD-${author}-del-c1 Title \u007f del nel \u0093 c1`,
      `ODD-${author}-nul Title nul`,
      `ODD-${author}-vt-ff-esc Title vt ff esc`,
      `ODD-${author}-backspace Title with backspace`,
    ];
    const numeric = ['&#8;', 'numeric', '&#x8;', 'ref', '&#xFFFF;', '&#55357;'];
    expect(titles(feedOf('odd-stories.xml'))).toEqual([
      'ODD term names',
      'ODD unknown shortcode',
      'ODD empty body',
      ...odd('author', numeric),
      ...odd('admin', numeric),
      'Published Between Schedule And Cron',
      'Truly Scheduled B (cron late)',
      'Truly Scheduled A (cron on time)',
      'Scheduled Post On Time',
      'Published After The Scheduled Time',
      'Scheduled Post That Cron Publishes Late',
      'Australian Strategic Materials Signs Offtake With USA Rare Earth: Early-Stage Signal or Balance-Sheet Reality?',
      'Weekly Rare Earth Wrap',
      'China Expands Export Control Toolkit: Targeted Pressure Replaces Blunt Instruments (Updated)',
      'Nolans’s Bastnäsite Promise vs. Processing Reality',
      'Back-Dated Post Six Hours Ago',
      'USTDA Backs Monte Muambe: Strategic Signal for U.S. Rare Earth Diversification – But Still Early-Stage Execution',
      'MP Materials & Apple: Inside the $500M Magnet Deal',
      'Beijing’s Dysprosium Lever: Why Seoul Is Paying Attention',
      'Beijing Reinforces Central Discipline Ahead of “15th Five-Year Plan” – Implications for Strategic Minerals',
      'Vulcan Elements Reports Q2 Results: Revenue Down 64%, NdPr Output at 1,416 t',
      'China Places Japanese Entities on Export Control Lists, Citing Security and “Re-Militarization” Concerns',
    ]);
  });

  test('have highlights where they have any', () => {
    const lifted = feedOf('odd-stories.xml').items.map(({ contentHtml = '' }) => liftHighlights(contentHtml));
    expect(lifted.filter((bullets) => bullets.length === 3)).toHaveLength(17);
    expect(lifted.filter((bullets) => bullets.length === 0)).toHaveLength(23);
  });
});

describe('all stories', () => {
  const { items } = feedOf('all-321-stories.xml.gz');

  test('have three highlights each, but the one behind a password', () => {
    const without = items.filter(({ contentHtml = '' }) => liftHighlights(contentHtml).length !== 3);
    expect(without.map(({ title }) => title)).toEqual([expect.stringMatching(/^Protected: /)]);
    expect(without.map(({ contentHtml = '' }) => liftHighlights(contentHtml))).toEqual([[]]);
  });

  test('have texts without markup, references and words for screen readers', () => {
    for (const { contentHtml = '', descriptionHtml = '' } of items) {
      const text = htmlToText(contentHtml);
      expect(text.length).toBeGreaterThan(50);
      expect(text).not.toMatch(/<\/?[a-z]+[ >]|&[a-z]+;|&#\d+;|opens in a new tab|\n\n| {2}/);
      expect(summarise(descriptionHtml)).not.toMatch(/^Highlights|\[…\]|&#?\w+;|\n/);
      expect(summarise(descriptionHtml).length).toBeLessThanOrEqual(300);
    }
  });
});
