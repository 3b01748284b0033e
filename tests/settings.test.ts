import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHOICES, DEFAULTS, isChoice, SETTING_NAMES, type SettingName, settingsOf } from '../lib/settings.ts';

const NAMES = fc.constantFrom(...SETTING_NAMES);

test('what nothing was chosen for is as in the beginning', () => {
  expect(settingsOf(undefined)).toEqual(DEFAULTS);
  expect(settingsOf({})).toEqual(DEFAULTS);
});

test('every default is a choice, and every setting but the feed says what may be chosen', () => {
  for (const name of SETTING_NAMES) expect(isChoice(name, DEFAULTS[name])).toBe(true);
  expect(Object.keys(CHOICES).toSorted()).toEqual(SETTING_NAMES.filter((name) => name !== 'feed').toSorted());
});

test('an unreadable choice falls back alone, whatever it is', () => {
  fc.assert(
    fc.property(NAMES, fc.anything(), fc.dictionary(fc.string(), fc.anything()), (broken, value, others) => {
      fc.pre(!isChoice(broken, value));
      const chosen = { ...others, theme: 'dark', interval: 60, [broken]: value };
      const settings = settingsOf(chosen);
      expect(settings[broken]).toBe(DEFAULTS[broken]);
      for (const name of ['theme', 'interval'] satisfies SettingName[])
        if (name !== broken) expect(settings[name]).toBe(chosen[name]);
    }),
  );
});

test.each([
  ['found', true],
  ['https://rareearthexchanges.com/category/magnets/feed/', true],
  ['http://rareearthexchanges.com/feed/', false],
  ['https://example.com/feed/', false],
  ['https://rareearthexchanges.com.example.com/', false],
  ['https://rareearthexchanges.com@example.com/', false],
  ['javascript:alert(1)', false],
  ['', false],
  [7, false],
])('the feed %s is asked: %s', (feed, isAsked) => {
  expect(isChoice('feed', feed)).toBe(isAsked);
});
