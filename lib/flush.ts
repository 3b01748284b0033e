// The way of the reader's acts out of the database: from the outbox to the journal. Pages load it with the first act.

import { append } from './journal/append.ts';
import type { Area } from './journal/area.ts';
import type { Connection } from './store/connection.ts';
import { letGo, readOutbox } from './store/outbox.ts';

export interface FlushWorld {
  store: Connection;
  area: Area;
}

/** Brings the acts in the outbox to the journal. Rejects when either can't be had; nothing is lost then. */
export async function flush({ store, area }: FlushWorld): Promise<void> {
  const { storeId, entries } = await store.use(readOutbox);
  if (storeId === undefined || entries.length === 0) return;
  await append(area, storeId, entries);
  await store.use((database) => letGo(database, entries));
}
