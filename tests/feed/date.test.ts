import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDate } from '../../lib/feed/date.ts';

const AT = Date.UTC(2026, 10, 24, 2, 0, 18);
const MINUTE = AT - 18_000;
const HOUR_MS = 3_600_000;

describe('parseDate', () => {
  test.each<[string, string, number]>([
    ['as WordPress writes it', 'Tue, 24 Nov 2026 02:00:18 +0000', AT],
    ['with an offset', 'Tue, 24 Nov 2026 07:30:18 +0530', AT],
    ['with a negative offset', 'Mon, 23 Nov 2026 21:00:18 -0500', AT],
    ['with a colon in the offset', 'Tue, 24 Nov 2026 03:00:18 +01:00', AT],
    ['with GMT', 'Tue, 24 Nov 2026 02:00:18 GMT', AT],
    ['with UT', 'Tue, 24 Nov 2026 02:00:18 UT', AT],
    ['with Z', 'Tue, 24 Nov 2026 02:00:18 Z', AT],
    ['with EST', 'Mon, 23 Nov 2026 21:00:18 EST', AT],
    ['with PDT', 'Mon, 23 Nov 2026 19:00:18 PDT', AT],
    ['with a zone nobody knows, as UTC', 'Tue, 24 Nov 2026 02:00:18 XYZT', AT],
    ['without a zone, as UTC', 'Tue, 24 Nov 2026 02:00:18', AT],
    ['without seconds', 'Tue, 24 Nov 2026 02:00 +0000', MINUTE],
    ['without a time, as midnight', 'Tue, 24 Nov 2026', MINUTE - 2 * HOUR_MS],
    ['without a weekday', '24 Nov 2026 02:00:18 +0000', AT],
    ['with a wrong weekday', 'Fri, 24 Nov 2026 02:00:18 +0000', AT],
    ['with a whole weekday and month', 'Tuesday, 24 November 2026 02:00:18 +0000', AT],
    ['with a year of two digits', 'Tue, 24 Nov 26 02:00:18 +0000', AT],
    [
      'with a year of two digits in the last century',
      'Sun, 06 Nov 94 08:49:37 GMT',
      Date.UTC(1994, 10, 6, 8, 49, 37),
    ],
    ['with a year of three digits', 'Tue, 24 Nov 126 02:00:18 +0000', AT],
    ['with hyphens (RFC 850)', 'Tuesday, 24-Nov-26 02:00:18 GMT', AT],
    ['with a comment', 'Tue, 24 Nov 2026 02:00:18 +0000 (UTC)', AT],
    ['folded over lines', ' Tue,\n\t24 Nov 2026\r\n 02:00:18 +0000 ', AT],
    ['with white space around colons', 'Tue, 24 Nov 2026 02 : 00 : 18 +0000', AT],
    ['in lower case', 'tue, 24 nov 2026 02:00:18 gmt', AT],
    ['with one digit for the day', 'Sun, 1 Nov 2026 02:00:18 +0000', Date.UTC(2026, 10, 1, 2, 0, 18)],
    ['with a leap second, as the next one', 'Sat, 31 Dec 2016 23:59:60 +0000', Date.UTC(2017, 0, 1)],
    ['on 29 February of a leap year', '29 Feb 2028 00:00:00 +0000', Date.UTC(2028, 1, 29)],
    ['in ISO 8601', '2026-11-24T02:00:18Z', AT],
    ['in ISO 8601 with fractions and an offset', '2026-11-24T03:00:18.250+01:00', AT],
    ['in ISO 8601 with a space and no zone', '2026-11-24 02:00:18', AT],
    ['in ISO 8601 without a time', '2026-11-24', MINUTE - 2 * HOUR_MS],
  ])('reads a date %s', (_name, text, expected) => {
    expect(parseDate(text)).toBe(expected);
  });

  test.each<[string, string]>([
    ['nothing', ''],
    ['words', 'yesterday'],
    ['a number', '1795475817'],
    ['31 February', 'Tue, 31 Feb 2026 02:00:18 +0000'],
    ['29 February of another year', '2026-02-29T00:00:00Z'],
    ['day 0', '0 Nov 2026 02:00:18 +0000'],
    ['a month that is none', '24 Nox 2026 02:00:18 +0000'],
    ['month 13', '2026-13-01'],
    ['hour 24', '24 Nov 2026 24:00:00 +0000'],
    ['minute 60', '24 Nov 2026 02:60:00 +0000'],
    ['an offset of 99 hours', '24 Nov 2026 02:00:18 +9900'],
    ['the zero date of WordPress', 'Wed, 30 Nov -0001 00:00:00 +0000'],
    ['a year before 1900', 'Sun, 31 Dec 1899 23:59:59 +0000'],
    ['the year 1', '0001-01-01T00:00:00Z'],
    ['the year 0', '0000-00-00 00:00:00'],
    ['a date with words behind', '24 Nov 2026 02:00:18 +0000 or so'],
    ['an endless one', `24 Nov 2026${' '.repeat(1000)}`],
  ])('does not take %s for a date', (_name, text) => {
    expect(parseDate(text)).toBeUndefined();
  });

  test('gives back any second since 1970, written either way', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8_000_000_000 }), (second) => {
        const date = new Date(second * 1000);
        expect(parseDate(date.toUTCString())).toBe(second * 1000);
        expect(parseDate(date.toISOString())).toBe(second * 1000);
      }),
    );
  });

  test('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseDate(text) ?? 0).not.toBeNaN();
      }),
    );
  });
});
