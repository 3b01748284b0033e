import { describe, expect, test } from 'vitest';
import { conditionalHeaders, originETag, type Validators, validatorsOf } from '../lib/validators.ts';

test.each<[string, string | null, string | undefined]>([
  ['as WordPress made it', '"b00e"', '"b00e"'],
  ['weakened by nginx', 'W/"b00e"', '"b00e"'],
  ['suffixed by Apache', '"b00e-gzip"', '"b00e"'],
  ['weakened and suffixed', 'W/"b00e-br"', '"b00e"'],
  ['marked by LiteSpeed', '"b00e;gz"', '"b00e"'],
  ['suffixed with two dashes', '"b00e--gzip"', '"b00e"'],
  ['suffixed twice', 'W/"b00e-gzip;br"', '"b00e"'],
  ['suffixed with what is no compression', '"b00e-edge"', '"b00e-edge"'],
  ['absent', null, undefined],
  ['empty', '""', undefined],
  ['without quotes', 'b00e', undefined],
  ['with a character that is none of an ETag’s', '"b00\u0001e"', undefined],
  ['longer than any', `"${'-gzip'.repeat(50_000)}x"`, undefined],
])('brings an ETag back to its origin’s form: %s', (_name, etag, expected) => {
  expect(originETag(etag)).toBe(expected);
});

test('sends back both validators, and nothing where there are none', () => {
  const headers = new Headers({ etag: 'W/"x"', 'last-modified': 'Tue, 24 Nov 2026 02:00:18 GMT' });
  expect(conditionalHeaders(validatorsOf(headers))).toEqual({
    'If-None-Match': '"x"',
    'If-Modified-Since': 'Tue, 24 Nov 2026 02:00:18 GMT',
  });
  expect(validatorsOf(new Headers())).toBeUndefined();
  expect(conditionalHeaders(undefined)).toEqual({});
});

test('keeps no validator that a server would refuse to be sent back', () => {
  const headers = new Headers({ etag: `"${'x'.repeat(100_000)}"`, 'last-modified': 'x'.repeat(100_000) });
  expect(validatorsOf(headers)).toBeUndefined();
});

describe('an answer with a document to both validators', () => {
  const date = 'Tue, 24 Nov 2026 02:00:18 GMT';
  const tag = '"b00effd5093a03e101a6ce935776d408"';
  const sent = { etag: tag, lastModified: date };
  const learnt = (etag: string, lastModified: string, before: Validators | undefined = sent) =>
    validatorsOf(new Headers({ etag, 'last-modified': lastModified }), before)?.dateAlone ?? false;

  test.each<[string, boolean, boolean]>([
    ['with both as they were sent: the ETag was changed on its way', learnt(tag, date), true],
    ['with another end of the ETag each time', learnt(tag.replace(/"$/, '@edge7"'), date), true],
    ['with a new date', learnt(tag, 'Tue, 24 Nov 2026 03:00:00 GMT'), false],
    ['with another ETag: the origin tells documents of one date apart by it', learnt('"other"', date), false],
    ['where the date alone was not sent', learnt(tag, date, { etag: tag }), false],
    ['where nothing was sent', validatorsOf(new Headers({ etag: tag }))?.dateAlone ?? false, false],
    ['where it was learnt before', learnt('"other"', date, { ...sent, dateAlone: true }), true],
  ])('%s', (_name, result, expected) => {
    expect(result).toBe(expected);
  });

  test('has the date go alone from then on; without a date the ETag is all there is', () => {
    expect(conditionalHeaders({ ...sent, dateAlone: true })).toEqual({ 'If-Modified-Since': date });
    expect(conditionalHeaders({ etag: tag, dateAlone: true })).toEqual({ 'If-None-Match': tag });
  });
});
