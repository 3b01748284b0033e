import { expect, test } from 'vitest';
import { retryAfterMs } from '../../lib/schedule/retry-after.ts';

const NOW = Date.UTC(2031, 2, 3, 9, 40);

test.each<[string, string | null, number | undefined]>([
  ['seconds', '600', 600_000],
  ['an HTTP date', 'Mon, 03 Mar 2031 09:50:00 GMT', 600_000],
  ['a date that has passed', 'Mon, 03 Mar 2031 09:30:00 GMT', 0],
  ['no header', null, undefined],
  ['an empty header', '', undefined],
  ['a negative number', '-5', undefined],
  ['words', 'soon', undefined],
])('reads %s', (_name, header, expected) => {
  expect(retryAfterMs(header, NOW)).toBe(expected);
});
