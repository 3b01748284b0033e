// Whole answers that are not the feed: errors, pages, redirects, and a 304 that is not true.

import type { Site } from '../site.ts';
import { asIfWith } from './documents.ts';
import { type Fault, onFeeds } from './fault.ts';

const HTML = { 'Content-Type': 'text/html; charset=UTF-8' };

/** An error of the server or of what stands before it, told in HTML unless the headers say otherwise. */
export function status(code: number, headers: Record<string, string> = {}, body = page(String(code))): Fault {
  return (_request, response) => {
    response.writeHead(code, { ...HTML, ...headers }).end(body);
    return 'handled';
  };
}

/** 429 with a Retry-After: seconds, or a date as text (RFC 9110 §10.2.3). */
export function tooMany(retryAfter: number | string): Fault {
  return status(429, { 'Retry-After': String(retryAfter) });
}

/** 200, and something else where a feed was due; feeds alone. */
export function insteadOfFeed(body: string, headers: Record<string, string> = HTML): Fault {
  return onFeeds(status(200, headers, body));
}

/** 200, and HTML where a feed was due. */
export const htmlWith200: Fault = insteadOfFeed(page('Coming soon'));

/** The login of WordPress, with 200. */
export const login: Fault = insteadOfFeed(
  page('Log In &lsaquo; Rare Earth Exchanges', '<form action="/wp-login.php"><input name="log"></form>'),
);

const CHALLENGE = page('Just a moment...', '<noscript>Enable JavaScript and cookies to continue</noscript>');

/** The page that asks for JavaScript and cookies before anything else. */
export const botChallenge: Fault = status(403, { 'cf-mitigated': 'challenge' }, CHALLENGE);

/** The same with 200, as some servers send it. */
export const challengeWith200: Fault = insteadOfFeed(CHALLENGE);

/** Sent on to another address, as by a login or a domain that was sold. */
export function redirectTo(location: string, code: 301 | 302 | 307 = 302): Fault {
  return (_request, response) => {
    response.writeHead(code, { Location: location }).end();
    return 'handled';
  };
}

/** Sent on from one address of the site to another, which answers as `there` does. */
export function redirectWithin(path: string, there: Fault): Fault {
  return (request, response) =>
    request.url === path ? there(request, response) : redirectTo(path)(request, response);
}

/** 304, whatever was asked. */
export function notModified(site: Pick<Site, 'soundFeed'>): Fault {
  return onFeeds((_request, response) => {
    response.writeHead(304, site.soundFeed().headers).end();
    return 'handled';
  });
}

/** 304, and behind it bytes that look like the answer to the next request, with a story that is not the site's. */
export function notModifiedWithBody(site: Pick<Site, 'soundFeed'>): Fault {
  return onFeeds((request) => {
    const { headers, body } = asIfWith(site.soundFeed(), 'A smuggled story');
    const smuggled = `${head(200, { ...headers, 'Content-Length': String(body.length) })}${body}`;
    const length = { 'Content-Length': String(Buffer.byteLength(smuggled)) };
    request.socket.write(`${head(304, { ...headers, ...length })}${smuggled}`);
    return 'handled';
  });
}

function head(code: number, headers: Record<string, string>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${code} As it is\r\n${lines.join('')}\r\n`;
}

export function page(title: string, body = `<h1>${title}</h1>`): string {
  return `<!DOCTYPE html><html><head><title>${title}</title></head><body>${body}</body></html>`;
}
