// The stand-in for the site, answering for its feed in pieces, and keeping what it answered.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { askSite, type Reply } from '../support/ask-site.ts';
import { isFeedAddress } from '../support/faults/fault.ts';
import type { Site } from '../support/site.ts';

export interface Pace {
  pieces: number;
  /** Before each piece. */
  pauseMs: number;
}

export const AT_ONCE: Pace = { pieces: 1, pauseMs: 0 };

/** One answer to a request for the feed. */
export interface FeedAnswer {
  status: number;
  /** Which page of the feed was asked for, 1 being the feed itself. */
  page: number;
  /** As WordPress made it, before a server in front of it changed it. */
  etag: string;
  /** Of the stories, in the document's order; none where the status is 304. */
  guids: string[];
  /** When all of it was sent; absent as long as it is not. */
  wholeAt?: number;
}

export interface PacedSite {
  readonly site: Site;
  pace: Pace;
  /** Since the list was last emptied. */
  readonly answers: FeedAnswer[];
}

/** What tells our own question from a browser's. */
const OWN_QUESTION = 'x-own-question';

export interface Listener {
  /** An answer begins. */
  began(answer: FeedAnswer): void;
  /** So many bytes more of it were sent. */
  sent(bytes: number): void;
}

/** Takes over the answers for the feed. */
export function paceFeed(site: Site, listener: Listener): PacedSite {
  const paced: PacedSite = { site, pace: AT_ONCE, answers: [] };
  site.fault = (request, response) => {
    if (!isFeedAddress(request.url) || request.headers[OWN_QUESTION] !== undefined) return 'pass';
    answer(request, response).catch(() => response.destroy()); // the browser is gone
    return 'handled';
  };
  return paced;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = await askSite(site, request.url ?? '/', questionFrom(request));
    const kept: FeedAnswer = {
      status: reply.status,
      page: pageOf(request.url ?? '/'),
      etag: originTag(reply),
      guids: guidsIn(reply),
    };
    paced.answers.push(kept);
    listener.began(kept);
    response.on('finish', () => {
      kept.wholeAt = Date.now();
    });
    const { 'transfer-encoding': _, connection: __, ...headers } = reply.headers;
    response.writeHead(reply.status, headers);
    response.flushHeaders();
    for (const piece of pieces(reply.body, paced.pace.pieces)) {
      await pause(paced.pace.pauseMs);
      if (response.destroyed) return;
      response.write(piece);
      listener.sent(piece.length);
    }
    response.end();
  }
}

function questionFrom({ headers }: IncomingMessage): Record<string, string> {
  const kept = ['accept-encoding', 'if-none-match', 'if-modified-since'].flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return { ...Object.fromEntries(kept), [OWN_QUESTION]: '1' };
}

function pageOf(address: string): number {
  return Number(/[?&]paged=(\d+)/.exec(address)?.[1] ?? 1);
}

function pieces(body: Buffer, count: number): Buffer[] {
  const length = Math.ceil(body.length / count);
  return Array.from({ length: count }, (_, index) => body.subarray(index * length, (index + 1) * length));
}

function originTag({ headers }: Reply): string {
  return `"${headers.etag?.replace(/^W\/|"|-gzip/g, '') ?? ''}"`;
}

function guidsIn({ headers, body }: Reply): string[] {
  const text = (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
  return [...text.matchAll(/<guid[^>]*>([^<]*)</g)].map(([, guid = '']) => guid);
}
