// Validators of a conditional request (RFC 9110 §8.8 and §13).

/** As they are sent back: `etag` in the form that the origin compares. */
export interface Validators {
  etag?: string;
  lastModified?: string;
}

/** The validators of an answer; undefined when it carries none. */
export function validatorsOf(headers: Headers): Validators | undefined {
  const etag = originETag(headers.get('etag'));
  const lastModified = headers.get('last-modified');
  if (etag === undefined && lastModified === null) return undefined;
  return { ...(etag !== undefined && { etag }), ...(lastModified !== null && { lastModified }) };
}

/**
 * The ETag as WordPress made it. Compressing servers rewrite it on the way (nginx to `W/"…"`, Apache to
 * `"…-gzip"`), and WordPress compares byte for byte: echoed as it came it never matches.
 */
export function originETag(etag: string | null): string | undefined {
  const tag = /^(?:W\/)?"(.*?)(?:-gzip|-br|-zstd)?"$/.exec(etag?.trim() ?? '')?.[1];
  return tag ? `"${tag}"` : undefined;
}

/** What tells one state of the site from another, as one text; undefined where an answer carried nothing. */
export function versionOf(validators: Validators | undefined): string | undefined {
  return validators?.etag ?? validators?.lastModified;
}

/** The request headers that make a request conditional. */
export function conditionalHeaders(validators: Validators | undefined): Record<string, string> {
  return {
    ...(validators?.etag !== undefined && { 'If-None-Match': validators.etag }),
    ...(validators?.lastModified !== undefined && { 'If-Modified-Since': validators.lastModified }),
  };
}
