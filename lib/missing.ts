// Looks after a story that a whole document should hold and does not: its own address tells whether the site has
// taken it back. One request, and three a day at most (docs/decisions.md, withdrawal).

import type { Met } from './backfill/fill.ts';
import type { Outcome } from './schedule/outcome.ts';
import { type Answer, askSite } from './site-client.ts';
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
  await store.use((database) => keepMissing(database, missing.id, outcomeOf(answer), startedAt, now()));
}

function outcomeOf(answer: Answer): Outcome {
  if (answer.kind === 'document') return { kind: 'ok', arrived: 0, notModified: true };
  if (answer.kind === 'unreachable') return { kind: 'unreachable', why: answer.why };
  return { kind: 'refused', status: answer.kind === 'refused' ? answer.status : 304 };
}
