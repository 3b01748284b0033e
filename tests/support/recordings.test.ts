// @vitest-environment node
import { expect, test } from 'vitest';
import { askSite } from './ask-site.ts';
import { recording, serveRecording } from './recordings.ts';
import { startSite } from './site.ts';

test('a recording comes with its status and headers', async () => {
  const site = await startSite({ stories: [] });
  site.fault = serveRecording('maintenance-503.html');
  const { status, headers, body } = await askSite(site, '/feed/');
  expect([status, headers['retry-after']]).toEqual([503, '600']);
  expect(body).toEqual(recording('maintenance-503.html').body);
  await site.close();
});

test('a recording has all its dates moved by the same length', () => {
  const now = Date.UTC(2031, 2, 5, 12);
  const { headers, body } = recording('invalid-utf8.xml', { newestAgeMinutes: 7, now });
  const original = recording('invalid-utf8.xml').body;
  const dates = (bytes: Buffer) =>
    [...bytes.toString('latin1').matchAll(/<pubDate>(.*?)</g)].map(([, date = '']) => Date.parse(date));
  const shifts = dates(body).map((at, index) => at - (dates(original)[index] ?? 0));
  expect(Math.max(...dates(body))).toBe(now - 7 * 60_000);
  expect(new Set(shifts).size).toBe(1);
  expect(headers['last-modified']).toMatch(/ 2031 /);
  expect(body.length).toBe(original.length);
});
