// @vitest-environment node
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { askSite } from './ask-site.ts';
import * as faults from './faults.ts';
import { recording, serveRecording } from './recordings.ts';
import { type Site, startSite } from './site.ts';

let site: Site;

beforeEach(async () => {
  site = await startSite({ stories: [] });
});

afterEach(() => site.close());

const { body: feed } = recording('page-1.xml');

describe('no whole answer comes', () => {
  test.each([
    { name: 'refused', fault: faults.refused },
    { name: 'resetAfterHeaders', fault: faults.resetAfterHeaders },
    { name: 'wrongLength', fault: faults.wrongLength(feed) },
  ])('$name breaks the connection', async ({ fault }) => {
    site.fault = fault;
    await expect(askSite(site, '/feed/')).rejects.toThrow(/aborted|hang up|ECONNRESET/);
  });

  test.each([
    { name: 'stalledHeaders', fault: faults.stalledHeaders },
    { name: 'stalledBody', fault: faults.stalledBody },
    { name: 'slowDrip', fault: faults.slowDrip },
    { name: 'endlessBody', fault: faults.endlessBody },
  ])('$name has no end but that of the reader’s patience', async ({ fault }) => {
    site.fault = fault;
    await expect(askSite(site, '/feed/', {}, AbortSignal.timeout(300))).rejects.toThrow(/abort/);
  });
});

describe('an answer comes that is no whole feed', () => {
  test.each([
    { name: 'status 410', fault: faults.status(410), status: 410, type: 'text/html; charset=UTF-8' },
    { name: 'tooMany', fault: faults.tooMany(120), status: 429, type: 'text/html; charset=UTF-8' },
    { name: 'htmlWith200', fault: faults.htmlWith200, status: 200, type: 'text/html; charset=UTF-8' },
    { name: 'botChallenge', fault: faults.botChallenge, status: 403, type: 'text/html; charset=UTF-8' },
    { name: 'redirectTo', fault: faults.redirectTo('https://example.com/'), status: 302, type: undefined },
  ])('$name', async ({ fault, status, type }) => {
    site.fault = fault;
    const reply = await askSite(site, '/feed/');
    expect([reply.status, reply.headers['content-type']]).toEqual([status, type]);
  });

  test('tooMany says when to come back', async () => {
    site.fault = faults.tooMany(120);
    expect((await askSite(site, '/feed/')).headers['retry-after']).toBe('120');
  });

  test('truncated ends within the document, with validators and without an error', async () => {
    site.fault = faults.truncated(feed, 15_000);
    const { body, headers } = await askSite(site, '/feed/');
    expect(body).toEqual(feed.subarray(0, 15_000));
    expect(headers.etag).toBeDefined();
  });

  test('gzipCut can’t be unzipped to its end', async () => {
    site.fault = faults.gzipCut(feed);
    const { body } = await askSite(site, '/feed/');
    expect(() => gunzipSync(body)).toThrow('unexpected end of file');
  });
});

test('onFeeds leaves the pages as they are', async () => {
  site.fault = faults.onFeeds(faults.status(503));
  expect((await askSite(site, '/news/')).status).toBe(200);
  expect((await askSite(site, '/?s=dysprosium&feed=rss2')).status).toBe(503);
});

describe('a recording', () => {
  test('comes with its status and headers', async () => {
    site.fault = serveRecording('maintenance-503.html');
    const { status, headers, body } = await askSite(site, '/feed/');
    expect([status, headers['retry-after']]).toEqual([503, '600']);
    expect(body).toEqual(recording('maintenance-503.html').body);
  });

  test('has all its dates moved by the same length', () => {
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
});
