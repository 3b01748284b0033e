import { expect, test } from 'vitest';
import { safeLink } from '../../lib/story/safe-link.ts';

test.each<[string, string | undefined]>([
  ['https://rareearthexchanges.com/news/a/', 'https://rareearthexchanges.com/news/a/'],
  [' http://example.com ', 'http://example.com/'],
  ['https://10.example.com/', 'https://10.example.com/'],
  ['javascript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['vbscript:x', undefined],
  ['file:///etc/passwd', undefined],
  ['https://user:word@example.com/', undefined],
  ['http://localhost/', undefined],
  ['http://printer.local/', undefined],
  ['http://127.0.0.1/', undefined],
  ['http://2130706433/', undefined],
  ['http://0x7f.1/', undefined],
  ['http://192.168.1.1/', undefined],
  ['http://172.20.0.1/', undefined],
  ['http://100.64.0.1/', undefined],
  ['http://[::1]/', undefined],
  ['http://[::ffff:127.0.0.1]/', undefined],
  ['http://[fd00::1]/', undefined],
  ['http://localhost./', undefined],
  ['/news/a/', undefined],
  ['', undefined],
])('of %s is %s', (text, expected) => {
  expect(safeLink(text)).toBe(expected);
});
