// Adds what the reader did to the journal. Apart from reading and compacting, for pages load it.

import type { Area } from './area.ts';
import { type Entry, entryKeys, fromAct } from './records.ts';
import { seal } from './seal.ts';

/**
 * Adds entries, each twice, in one `set`; appended again they change nothing. Reads nothing, so that it costs the
 * same however much is kept. Resolves when they are kept: only then may the outbox let them go.
 */
export async function append(area: Area, storeId: string, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  const items: Record<string, string> = {};
  for (const entry of entries) {
    const record = seal(fromAct(entry.act));
    for (const key of entryKeys(storeId, entry)) items[key] = record;
  }
  await area.set(items);
}
