// What can go wrong between the site and a reader, by name. A fault is given to `site.fault` and takes over
// every request it does not let pass.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

/** Answers a request ('handled'), or leaves it to the site ('pass'). */
export type Fault = (request: IncomingMessage, response: ServerResponse) => 'handled' | 'pass';

/** The same fault for requests for a feed alone: pages go on working. */
export function onFeeds(fault: Fault): Fault {
  return (request, response) => (isFeedAddress(request.url) ? fault(request, response) : 'pass');
}

export function isFeedAddress(address = ''): boolean {
  return /\/feed\/?(\?|$)|[?&]feed=/.test(address);
}

const RSS = { 'Content-Type': 'application/rss+xml; charset=UTF-8' };
const VALIDATORS = {
  ETag: '"0123456789abcdef0123456789abcdef"',
  'Last-Modified': 'Tue, 24 Nov 2026 02:00:18 GMT',
};
const HTML = { 'Content-Type': 'text/html; charset=UTF-8' };
const FEED_BEGINNING =
  '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0">\n<channel>\n\t<title>Rare Earth Exchanges</title>\n';

/** The connection ends before an answer: what being offline looks like to fetch, in both browsers. */
export const refused: Fault = (request) => {
  request.socket.destroy();
  return 'handled';
};

/** The headers arrive, and then the connection breaks. */
export const resetAfterHeaders: Fault = (_request, response) => {
  response.writeHead(200, { ...RSS, ...VALIDATORS, 'Content-Length': '50000' });
  response.flushHeaders();
  response.write(FEED_BEGINNING, () => response.destroy());
  return 'handled';
};

/** No answer at all, ever. */
export const stalledHeaders: Fault = () => 'handled';

/** The headers and a beginning, and then nothing more. */
export const stalledBody: Fault = (_request, response) => {
  response.writeHead(200, { ...RSS, ...VALIDATORS }).write(FEED_BEGINNING);
  return 'handled';
};

/** A byte at a time, and no end in sight. */
export const slowDrip: Fault = (_request, response) => {
  response.writeHead(200, { ...RSS, ...VALIDATORS }).write(FEED_BEGINNING);
  const drip = setInterval(() => response.write(' '), 100);
  response.on('close', () => clearInterval(drip));
  return 'handled';
};

/** More and more, some 25 MB a second: fast enough for any limit, and slow enough to leave the browser alive. */
export const endlessBody: Fault = (_request, response) => {
  response.writeHead(200, { ...RSS, ...VALIDATORS }).write(FEED_BEGINNING);
  const item = `<item><title>Again</title><description>${'again '.repeat(40_000)}</description></item>\n`;
  const pour = setInterval(() => response.writableNeedDrain || response.write(item), 10);
  response.on('close', () => clearInterval(pour));
  return 'handled';
};

/** An error of the server or of what stands before it, told in HTML. */
export function status(
  code: 403 | 404 | 410 | 429 | 500 | 502 | 503,
  headers: Record<string, string> = {},
): Fault {
  return (_request, response) => {
    response
      .writeHead(code, { ...HTML, ...headers })
      .end(`<!DOCTYPE html><title>${code}</title><h1>${code}</h1>`);
    return 'handled';
  };
}

/** 429 with a Retry-After: seconds, or a date as text (RFC 9110 §10.2.3). */
export function tooMany(retryAfter: number | string): Fault {
  return status(429, { 'Retry-After': String(retryAfter) });
}

/** 200, and HTML where a feed was due; feeds alone. */
export const htmlWith200: Fault = onFeeds((_request, response) => {
  response
    .writeHead(200, HTML)
    .end('<!DOCTYPE html><html><head><title>Coming soon</title></head><body></body></html>');
  return 'handled';
});

/** The page that asks for JavaScript and cookies before anything else. */
export const botChallenge: Fault = (_request, response) => {
  response
    .writeHead(403, { ...HTML, 'cf-mitigated': 'challenge' })
    .end('<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>');
  return 'handled';
};

/** A feed that breaks off within an item, with status 200, validators, and a clean end (PHP died). */
export function truncated(feed: Buffer, keptBytes: number): Fault {
  return onFeeds((_request, response) => {
    response.writeHead(200, { ...RSS, ...VALIDATORS }).end(feed.subarray(0, keptBytes));
    return 'handled';
  });
}

/** A gzipped feed whose last half is missing, with a clean end of the connection. */
export function gzipCut(feed: Buffer): Fault {
  return onFeeds((_request, response) => {
    const zipped = gzipSync(feed);
    const half = zipped.subarray(0, zipped.length / 2);
    response.writeHead(200, { ...RSS, ...VALIDATORS, 'Content-Encoding': 'gzip' }).end(half);
    return 'handled';
  });
}

/** A feed that is shorter than its Content-Length. */
export function wrongLength(feed: Buffer): Fault {
  return onFeeds((request, response) => {
    response.writeHead(200, { ...RSS, ...VALIDATORS, 'Content-Length': String(feed.length + 1000) });
    response.write(feed, () => request.socket.end());
    return 'handled';
  });
}

/** Sent on to another address, as by a login or a domain that was sold. */
export function redirectTo(location: string, code: 301 | 302 | 307 = 302): Fault {
  return (_request, response) => {
    response.writeHead(code, { Location: location }).end();
    return 'handled';
  };
}
