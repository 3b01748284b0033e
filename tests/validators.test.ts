import { expect, test } from 'vitest';
import { conditionalHeaders, originETag, validatorsOf } from '../lib/validators.ts';

test.each<[string, string | null, string | undefined]>([
  ['as WordPress made it', '"b00e"', '"b00e"'],
  ['weakened by nginx', 'W/"b00e"', '"b00e"'],
  ['suffixed by Apache', '"b00e-gzip"', '"b00e"'],
  ['weakened and suffixed', 'W/"b00e-br"', '"b00e"'],
  ['absent', null, undefined],
  ['empty', '""', undefined],
  ['without quotes', 'b00e', undefined],
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
