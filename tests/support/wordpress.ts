// What WordPress and a server in front of it make of validators, as functions: for tests that need no server and for
// the simulation. Made after tests/fixtures/feeds and WP::send_headers of WordPress 6.9.

import { createHash } from 'node:crypto';

/** What the server in front does to the ETag on the way out; none brings it back on the way in. */
export const EDGES = {
  none: (etag: string) => etag,
  nginx: (etag: string) => `W/${etag}`,
  apache: (etag: string) => etag.replace(/"$/, '-gzip"'),
  litespeed: (etag: string) => etag.replace(/"$/, ';br"'),
  mangling: (etag: string) => etag.replace(/"$/, '@edge7"'),
  stripping: () => undefined,
} satisfies Record<string, (etag: string) => string | undefined>;

export type Edge = keyof typeof EDGES;

/** The validators of a site that was last modified then: one pair for all its addresses. */
export function originValidators(modifiedAt: number): { etag: string; lastModified: string } {
  const lastModified = new Date(modifiedAt).toUTCString();
  return { etag: `"${createHash('md5').update(lastModified).digest('hex')}"`, lastModified };
}

/** The headers as they reach the browser. */
export function validatorHeaders(modifiedAt: number, edge: Edge): Record<string, string> {
  const { etag, lastModified } = originValidators(modifiedAt);
  const sent = EDGES[edge](etag);
  return { 'last-modified': lastModified, ...(sent !== undefined && { etag: sent }) };
}

/** Whether WordPress answers 304: byte for byte the tag, not older the date, and both where both were sent. */
export function isNotModified(
  sent: { tag: string | null | undefined; date: string | null | undefined },
  modifiedAt: number,
  { etag, lastModified } = originValidators(modifiedAt),
): boolean {
  const tagHolds = sent.tag === etag;
  const dateHolds = sent.date === lastModified || Date.parse(sent.date ?? '') >= modifiedAt;
  if (sent.tag && sent.date) return tagHolds && dateHolds;
  return sent.tag ? tagHolds : dateHolds;
}
