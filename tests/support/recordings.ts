// The recorded answers of tests/fixtures/feeds: as they came, or with their dates moved to the present.
// What the stand-in for the site does of its own is in site.ts.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type Fault, isFeedAddress } from './faults/fault.ts';
import { rfc822 } from './site-feed.ts';
import type { SiteStory } from './site-story.ts';

export interface Recording {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Buffer;
}

const FEEDS = new URL('../fixtures/feeds/', import.meta.url);
const ARCHIVE = 'all-321-stories.xml.gz';
const MINUTE_MS = 60_000;

/** Headers that speak of the connection on which the answer was recorded. */
const OF_THE_CONNECTION = new Set(['connection', 'transfer-encoding', 'date']);

/**
 * One recorded answer by the name of its file, e.g. 'page-1.xml'; status 200 where no headers were kept.
 * With `newestAgeMinutes` all its dates are moved by the same length, so that its newest is that old.
 * Throws when there is no such recording.
 */
export function recording(
  name: string,
  options: { newestAgeMinutes?: number; now?: number } = {},
): Recording {
  const file = readFileSync(new URL(name, FEEDS));
  const body = name.endsWith('.gz') ? gunzipSync(file) : file;
  const { status, headers } = readHeaders(name);
  const { newestAgeMinutes, now = Date.now() } = options;
  if (newestAgeMinutes === undefined) return { status, headers, body };
  const shiftMs = now - newestAgeMinutes * MINUTE_MS - newestDate(body);
  const lastModified = headers['last-modified'];
  if (lastModified !== undefined)
    headers['last-modified'] = new Date(Date.parse(lastModified) + shiftMs).toUTCString();
  return { status, headers, body: shiftDates(body, shiftMs) };
}

/** A fault that answers every request for a feed with one recording. */
export function serveRecording(name: string, options: { newestAgeMinutes?: number } = {}): Fault {
  const { status, headers, body } = recording(name, options);
  return (request, response) => {
    if (!isFeedAddress(request.url)) return 'pass';
    response.writeHead(status, headers).end(body);
    return 'handled';
  };
}

/**
 * The 321 recorded stories, newest first, all moved by the same length so that the newest was published
 * `newestAgeMinutes` before `now`.
 */
export function recordedStories(now: number, newestAgeMinutes: number): SiteStory[] {
  const { body } = recording(ARCHIVE, { newestAgeMinutes, now });
  const items = [...body.toString().matchAll(/<item>(.*?)<\/item>/gs)].map(([, item = '']) => item);
  const idsInGuids = items.map((item) => Number(/\?p=(\d+)/.exec(text(item, 'guid'))?.[1] ?? Number.NaN));
  let freeId = Math.max(...idsInGuids.filter(Number.isFinite));
  return items.map((item, index) => {
    const id = idsInGuids[index];
    return readStory(item, id !== undefined && Number.isFinite(id) ? id : ++freeId);
  });
}

function readStory(item: string, id: number): SiteStory {
  return {
    id,
    title: decoded(text(item, 'title')),
    slug: text(item, 'link').replace(/^.*\/news\/|\/$/g, ''),
    publishedAt: Date.parse(text(item, 'pubDate')),
    guid: decoded(text(item, 'guid')),
    categories: [...item.matchAll(/<category><!\[CDATA\[(.*?)\]\]>/g)].map(([, name = '']) => name),
    author: text(item, 'dc:creator'),
    contentHtml: text(item, 'content:encoded'),
    descriptionHtml: text(item, 'description'),
    commentsCount: Number(text(item, 'slash:comments')),
  };
}

function text(item: string, element: string): string {
  const inner = new RegExp(`<${element}[^>]*>(.*?)</${element}>`, 's').exec(item)?.[1] ?? '';
  return inner.replace(/^<!\[CDATA\[(.*)\]\]>$/s, '$1');
}

/** The references that occur in the recorded titles. */
function decoded(xml: string): string {
  return xml
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

function readHeaders(name: string): { status: number; headers: Record<string, string> } {
  const headers: Record<string, string> = {};
  const file = new URL(`${name}.headers`, FEEDS);
  const [statusLine = '', ...lines] = name === ARCHIVE ? [] : readFileSync(file, 'utf8').split(/\r?\n/);
  for (const line of lines) {
    const [, key = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(line) ?? [];
    if (key !== '' && !OF_THE_CONNECTION.has(key.toLowerCase())) headers[key.toLowerCase()] = value;
  }
  return { status: Number(statusLine.split(' ')[1] ?? 200), headers };
}

const DATES = /(<(?:pubDate|lastBuildDate)>)([^<]+)/g;

function newestDate(body: Buffer): number {
  const dates = [...body.toString('latin1').matchAll(/<pubDate>([^<]+)/g)].map(([, date = '']) =>
    Date.parse(date),
  );
  return Math.max(...dates.filter(Number.isFinite));
}

/** Bytes that are not UTF-8 stay as they were: Latin-1 maps each byte to one character and back. */
function shiftDates(body: Buffer, shiftMs: number): Buffer {
  const shifted = body.toString('latin1').replace(DATES, (whole, open: string, date: string) => {
    const at = Date.parse(date);
    return Number.isFinite(at) ? `${open}${rfc822(at + shiftMs)}` : whole;
  });
  return Buffer.from(shifted, 'latin1');
}
