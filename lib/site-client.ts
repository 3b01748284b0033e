// The only place that calls fetch: one conditional request → a classified answer. It parses nothing.

import { retryAfterMs } from './schedule/retry-after.ts';
import { isSiteAddress } from './site.ts';
import { conditionalHeaders, type Validators, validatorsOf } from './validators.ts';

/** Decoded bytes beyond which a body is no feed: the whole archive of the site is 1.5 MB. */
const LARGEST_BODY = 5 * 1024 * 1024;

export type Answer =
  | {
      kind: 'document';
      /** All of the body, or what came before the connection broke; then without validators. */
      bytes: Uint8Array;
      contentType: string | undefined;
      validators: Validators | undefined;
    }
  | { kind: 'not-modified' }
  | { kind: 'refused'; status: number; html: boolean; xml: boolean; retryAfterMs: number | undefined }
  | { kind: 'unreachable'; why: 'network' | 'timeout' | 'too-large' | 'elsewhere' };

export interface Question {
  address: string;
  /** `HEAD` where the status is all that is wanted; GET when absent. */
  method?: 'HEAD';
  /** Only ever those that this same address gave. */
  validators?: Validators | undefined;
  /** Ends the question, body and all. */
  deadline: AbortSignal;
}

/**
 * Asks the site. Without cookies, and past the browser's cache, which would answer by itself and hide 304
 * (docs/decisions.md, requests). Never throws: whatever goes wrong is an answer.
 */
export async function askSite(
  fetch: typeof globalThis.fetch,
  { address, method, validators, deadline }: Question,
  now: () => number,
): Promise<Answer> {
  if (!isSiteAddress(address)) return { kind: 'unreachable', why: 'elsewhere' };
  const request: RequestInit = {
    ...(method !== undefined && { method }),
    headers: {
      Accept: 'application/rss+xml, application/xml;q=0.9, text/xml;q=0.8',
      ...conditionalHeaders(validators),
    },
    cache: 'no-store',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal: deadline,
  };
  let isRedirected = false;
  try {
    // A redirect that may not be followed fails as a broken connection does: that there is one is asked first.
    let response = await fetch(address, { ...request, redirect: 'manual' });
    isRedirected = response.type === 'opaqueredirect';
    if (isRedirected) response = await fetch(address, request);
    return await classify(response, validators, deadline, now);
  } catch {
    // Firefox names a stalled body AbortError, Chromium TimeoutError: the signal knows.
    if (deadline.aborted) return { kind: 'unreachable', why: 'timeout' };
    return { kind: 'unreachable', why: isRedirected ? 'elsewhere' : 'network' };
  }
}

async function classify(
  response: Response,
  sent: Validators | undefined,
  deadline: AbortSignal,
  now: () => number,
): Promise<Answer> {
  // A redirect to another host is followed before we are asked; its answer is not the site's.
  if (response.url !== '' && !isSiteAddress(response.url)) {
    drop(response);
    return { kind: 'unreachable', why: 'elsewhere' };
  }
  if (response.status === 304) return { kind: 'not-modified' };
  const contentType = response.headers.get('content-type') ?? undefined;
  if (!response.ok) {
    drop(response);
    return {
      kind: 'refused',
      status: response.status,
      html: /\bhtml\b/i.test(contentType ?? ''),
      xml: /\bxml\b/i.test(contentType ?? ''),
      retryAfterMs: retryAfterMs(response.headers.get('retry-after'), now()),
    };
  }
  const body = await readBounded(response, deadline);
  if (body === undefined) return { kind: 'unreachable', why: 'too-large' };
  const validators = body.isWhole ? validatorsOf(response.headers, sent) : undefined;
  return { kind: 'document', bytes: body.bytes, contentType, validators };
}

/** Lets the rest of a body go, without waiting for a server that may never end it. */
function drop(response: Response): void {
  response.body?.cancel().catch(() => undefined);
}

/**
 * The body, counted after decompression, so that a gzip bomb ends as early as an endless body; undefined beyond the
 * bound. One that breaks off gives what came of it: whether that is a whole feed, its end tag tells. Throws when the
 * deadline ends it.
 */
async function readBounded(
  response: Response,
  deadline: AbortSignal,
): Promise<{ bytes: Uint8Array; isWhole: boolean } | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let isWhole = true;
  const reader = response.body?.getReader();
  while (reader !== undefined) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      if (deadline.aborted) throw error;
      isWhole = false;
      return { done: true, value: undefined } as const;
    });
    if (done) break;
    length += value.length;
    if (length > LARGEST_BODY) {
      reader.cancel().catch(() => undefined);
      return undefined;
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return { bytes, isWhole };
}
