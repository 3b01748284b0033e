// Validators of a conditional request (RFC 9110 §8.8 and §13).

/** As they are sent back: `etag` in the form that the origin compares. */
export interface Validators {
  etag?: string;
  lastModified?: string;
  /** The ETag was seen to come back from its address changed beyond repair: the date is sent alone. */
  dateAlone?: true;
}

/** Tags that agree in so many characters are one tag, whatever was hung onto it: WordPress's are 32 of hash. */
const TELLING_LENGTH = 16;

/** Longer ones are none: they are sent with each poll, and servers refuse requests with long headers. */
const LONGEST = 200;
/** What a validator may be made of (RFC 9110 §8.8.3, etagc), and the spaces of a date. */
const VISIBLE = /^[\x20-\x7e\x80-\xff]*$/;

/**
 * The validators of an answer that brought a document; undefined when it carries none. `sent` are those of the
 * request: if they are the answer's as well, they should have got 304.
 */
export function validatorsOf(headers: Headers, sent?: Validators): Validators | undefined {
  const etag = originETag(headers.get('etag'));
  const lastModified = sound(headers.get('last-modified'));
  if (etag === undefined && lastModified === undefined) return undefined;
  const validators = {
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  };
  return isMangled(sent, validators) ? { ...validators, dateAlone: true } : keepDateAlone(validators, sent);
}

/** The validators with what was learnt of their address before. */
export function keepDateAlone(
  validators: Validators | undefined,
  before: Validators | undefined,
): Validators | undefined {
  return validators !== undefined && before?.dateAlone ? { ...validators, dateAlone: true } : validators;
}

/**
 * Whether the ETag was changed on its way in a manner that can't be undone. The same date with another ETag is no
 * sign of it: such an origin tells documents apart by the ETag alone.
 */
function isMangled(sent: Validators | undefined, { etag, lastModified }: Validators): boolean {
  if (sent?.etag === undefined || sent.lastModified === undefined) return false;
  return sent.lastModified === lastModified && etag !== undefined && isOneTag(sent.etag, etag);
}

function isOneTag(tag: string, other: string): boolean {
  if (tag === other) return true;
  const length = 1 + TELLING_LENGTH; // the quote is the first
  return tag.length > length && tag.slice(0, length) === other.slice(0, length);
}

/**
 * The ETag as WordPress made it. Compressing servers rewrite it on the way (nginx to `W/"…"`, Apache to `"…-gzip"`,
 * LiteSpeed to `"…;gz"`), and WordPress compares byte for byte: echoed as it came it never matches.
 */
export function originETag(etag: string | null): string | undefined {
  const tag = /^(?:W\/)?"(.*?)(?:(?:--?|[;:+])(?:gzip|gz|br|zstd|deflate))*"$/i.exec(
    sound(etag?.trim()) ?? '',
  )?.[1];
  return tag ? `"${tag}"` : undefined;
}

/** The header, unless it is absent, or none that may be sent back. */
function sound(header: string | null | undefined): string | undefined {
  return header && header.length <= LONGEST && VISIBLE.test(header) ? header : undefined;
}

/** The state of the site that an answer shows, as far as it says so. */
export interface Stand {
  /** Tells one state from another, as one text. */
  version?: string;
  /** When the site had last changed, in ms. */
  modifiedAt?: number;
}

export function standOf(validators: Validators | undefined): Stand {
  const version = validators?.etag ?? validators?.lastModified;
  const modifiedAt = Date.parse(validators?.lastModified ?? '');
  return {
    ...(version !== undefined && { version }),
    ...(Number.isFinite(modifiedAt) && { modifiedAt }),
  };
}

/** The request headers that make a request conditional. */
export function conditionalHeaders(validators: Validators | undefined): Record<string, string> {
  if (validators === undefined) return {};
  const { etag, lastModified, dateAlone } = validators;
  const sendsTag = etag !== undefined && !(dateAlone && lastModified !== undefined);
  return {
    ...(sendsTag && { 'If-None-Match': etag }),
    ...(lastModified !== undefined && { 'If-Modified-Since': lastModified }),
  };
}
