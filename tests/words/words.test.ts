import { describe, expect, test } from 'vitest';
import { en } from '../../lib/words/en.ts';
import { toLocale } from '../../lib/words/locales.ts';
import { pluralKey, say, useWords } from '../../lib/words/say.ts';
import { browserWords } from '../../lib/words/source.ts';
import { timeWords } from '../../lib/words/time.ts';

describe('the catalogue', () => {
  test('has a text for every message, and an "other" for every plural', () => {
    for (const [key, entry] of Object.entries(en)) {
      const texts = typeof entry === 'string' ? [entry] : Object.values(entry);
      expect(
        texts.every((text) => text.trim() !== ''),
        key,
      ).toBe(true);
      if (typeof entry !== 'string') expect(entry, key).toHaveProperty('other');
    }
  });

  test('gives names that browsers accept', () => {
    const names = Object.keys(JSON.parse(toLocale(en)));
    expect(names.filter((name) => !/^\w+$/.test(name))).toEqual([]);
  });

  test('a dollar sign survives the browser’s own placeholders', () => {
    expect(JSON.parse(toLocale({ price: '$1 a kg' })).price.message).toBe('$$1 a kg');
  });

  test('fits the stores: a name of 75 characters, a description of 132', () => {
    for (const name of [en.extensionName, en.extensionNameNoNewTab])
      expect(name.length).toBeLessThanOrEqual(75);
    for (const text of [en.extensionDescription, en.extensionDescriptionNoNewTab])
      expect(text.length).toBeLessThanOrEqual(132);
  });
});

describe('say', () => {
  test('chooses the plural by the count and fills the slots', () => {
    expect(say('unreadStories', { count: 1 })).toBe('1 unread');
    expect(say('badgeUnread', { count: 1234 })).toBe('REE Ticker: 1,234 unread stories');
    expect(say('statusRefused', { status: '503', ago: 'now' })).toBe('The site answered 503 now.');
  });

  test('knows the plural forms of languages that have more than two', () => {
    const before = { text: (key: string) => JSON.parse(toLocale(en))[key]?.message ?? '', language: 'en' };
    useWords({ text: (key) => key, language: 'pl' });
    expect([1, 3, 5].map((count) => pluralKey('story', count))).toEqual([
      'story_one',
      'story_few',
      'story_many',
    ]);
    useWords(before);
  });
});

describe('browserWords', () => {
  const words = (ui: string) => browserWords({ i18n: { getMessage: () => 'en' } as never }, ui).language;

  test('writes dates as the reader’s region does, but never in another language than the texts', () => {
    expect(words('en-GB')).toBe('en-GB');
    expect(words('de-DE')).toBe('en');
  });
});

describe('timeWords', () => {
  const time = timeWords('en');
  const now = new Date(2031, 2, 3, 9, 40).getTime();
  const MINUTE = 60_000;

  test.each<[string, number, string]>([
    ['just now', 30_000, 'just now'],
    ['in the future, by a clock that goes wrong', -5 * MINUTE, 'just now'],
    ['minutes', 3 * MINUTE, '3 minutes ago'],
    ['hours', 5 * 60 * MINUTE, '5 hours ago'],
    ['a day of the calendar', 33 * 60 * MINUTE, 'yesterday'],
    ['two midnights', 34 * 60 * MINUTE, '2 days ago'],
    ['months', 70 * 24 * 60 * MINUTE, '2 months ago'],
  ])('tells %s', (_name, age, words) => {
    expect(time.ago(now - age, now)).toBe(words);
  });

  test.each([
    ['en-US', '9:40 AM'],
    ['en-GB', '09:40'],
  ])('writes the hour as it is written in %s', (language, words) => {
    expect(timeWords(language).clock(now).replaceAll(/\s/g, ' ')).toBe(words);
  });
});
