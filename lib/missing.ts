// Looks after a story that a whole document should hold and does not: its own address tells whether the site has
// taken it back. One request, and three a day at most (docs/decisions.md, withdrawal).

import type { Met } from './backfill/fill.ts';
import { askSite } from './site-client.ts';
import type { Connection } from './store/connection.ts';
import { findMissing, keepMissing } from './store/keep-withdrawal.ts';

export interface MissingWorld {
  fetch: typeof globalThis.fetch;
  store: Connection;
  now(): number;
}

/** Asks for at most one story that is not among `met`, the stories of a whole document. Throws StoreFault. */
export async function checkMissing(
  { fetch, store, now }: MissingWorld,
  met: readonly Met[],
  deadline: AbortSignal,
): Promise<void> {
  const missing = await store.use((database) => findMissing(database, met, now()));
  const address = missing?.facts.link;
  if (missing === undefined || address === undefined) return;
  const startedAt = now();
  const answer = await askSite(fetch, { address, method: 'HEAD', deadline }, now);
  const isGone = answer.kind === 'refused' && (answer.status === 404 || answer.status === 410);
  const isThere = answer.kind === 'document';
  const seen = isGone ? 'gone' : isThere ? 'there' : 'unknown';
  await store.use((database) => keepMissing(database, missing.id, seen, startedAt, now()));
}
