import { describe, expect, test } from 'vitest';
import { askSite } from '../lib/site-client.ts';

const FEED = 'https://rareearthexchanges.com/feed/';
const NOW = Date.UTC(2031, 2, 3);

function ask(respond: (request: Request) => Response | Promise<Response>, address = FEED) {
  const requests: Request[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    requests.push(request);
    return respond(request);
  };
  const deadline = new AbortController();
  const question = { address, validators: { etag: '"x"', lastModified: 'then' }, deadline: deadline.signal };
  return { answer: askSite(fetch, question, () => NOW), requests, deadline };
}

/** A response as if it came from an address. */
function from(url: string, body: BodyInit | null, init: ResponseInit = {}): Response {
  return Object.defineProperty(new Response(body, init), 'url', { value: url });
}

describe('askSite', () => {
  test('asks conditionally, without cookies, past the cache', async () => {
    const { answer, requests } = ask(() => from(FEED, 'x'));
    await answer;
    const [request] = requests;
    expect(request?.headers.get('if-none-match')).toBe('"x"');
    expect(request?.headers.get('if-modified-since')).toBe('then');
    expect(request).toMatchObject({ credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' });
  });

  test('a document comes with its bytes, its type and validators as the origin compares them', async () => {
    const headers = { 'content-type': 'application/rss+xml', etag: 'W/"b00e"' };
    const { answer } = ask(() => from(FEED, 'ab', { headers }));
    expect(await answer).toEqual({
      kind: 'document',
      bytes: new Uint8Array([97, 98]),
      contentType: 'application/rss+xml',
      validators: { etag: '"b00e"' },
    });
  });

  test.each<[string, Response, object]>([
    ['304', from(FEED, null, { status: 304 }), { kind: 'not-modified' }],
    [
      '503 with a wait',
      from(FEED, 'x', { status: 503, headers: { 'retry-after': '600' } }),
      { status: 503, html: false, retryAfterMs: 600_000 },
    ],
    [
      '403 with a page',
      from(FEED, 'x', { status: 403, headers: { 'content-type': 'text/html' } }),
      { status: 403, html: true },
    ],
    [
      'another host’s answer',
      from('https://elsewhere.example/feed/', 'x'),
      { kind: 'unreachable', why: 'elsewhere' },
    ],
    [
      'a downgrade to http',
      from('http://rareearthexchanges.com/feed/', 'x'),
      { kind: 'unreachable', why: 'elsewhere' },
    ],
    ['6 MB', from(FEED, new Uint8Array(6 * 1024 * 1024)), { kind: 'unreachable', why: 'too-large' }],
  ])('%s is told apart', async (_name, response, expected) => {
    expect(await ask(() => response).answer).toMatchObject(expected);
  });

  test('an endless body is given up at its bound, and not read on', async () => {
    let poured = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        poured += 1;
        controller.enqueue(new Uint8Array(256 * 1024));
      },
    });
    expect(await ask(() => from(FEED, body)).answer).toEqual({ kind: 'unreachable', why: 'too-large' });
    expect(poured).toBeLessThan(30);
  });

  test('a body that breaks off gives what came of it, without validators', async () => {
    const chunks = ['a', 'b'];
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = chunks.shift();
        if (chunk === undefined) controller.error(new TypeError('network error'));
        else controller.enqueue(new TextEncoder().encode(chunk));
      },
    });
    const { answer } = ask(() => from(FEED, body, { headers: { etag: '"b00e"' } }));
    expect(await answer).toMatchObject({
      kind: 'document',
      bytes: new Uint8Array([97, 98]),
      validators: undefined,
    });
  });

  test('a redirect is followed in a second request, and one that can’t be is told apart from silence', async () => {
    const redirect = () => Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' });
    const within = ask(({ redirect: mode }) => (mode === 'manual' ? redirect() : from(FEED, 'ab')));
    expect(await within.answer).toMatchObject({ kind: 'document', bytes: new Uint8Array([97, 98]) });
    const elsewhere = ask(({ redirect: mode }) =>
      mode === 'manual' ? redirect() : Promise.reject(new TypeError('Failed to fetch')),
    );
    expect(await elsewhere.answer).toEqual({ kind: 'unreachable', why: 'elsewhere' });
  });

  test('what is not the site’s is never asked', async () => {
    const { answer, requests } = ask(() => from(FEED, 'x'), 'https://elsewhere.example/feed/');
    expect(await answer).toEqual({ kind: 'unreachable', why: 'elsewhere' });
    expect(requests).toEqual([]);
  });

  test('a broken connection is told apart from one that took too long, by the deadline', async () => {
    const broken = ask(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await broken.answer).toEqual({ kind: 'unreachable', why: 'network' });
    const slow = ask(async () => {
      await Promise.resolve(); // until `slow` is there
      slow.deadline.abort();
      throw new DOMException('', 'AbortError');
    });
    expect(await slow.answer).toEqual({ kind: 'unreachable', why: 'timeout' });
  });
});
