import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, expect, test, vi } from 'vitest';
import { readInstall } from '../../lib/store/install.ts';
import { findMissing } from '../../lib/store/keep-withdrawal.ts';
import { readLog } from '../../lib/store/log.ts';
import { openStore } from '../../lib/store/open.ts';
import { readOutbox } from '../../lib/store/outbox.ts';
import { readStoreHealth } from '../../lib/store/read-health.ts';
import { readNewest } from '../../lib/store/seen.ts';
import { NOW } from '../support/stories.ts';

afterEach(() => vi.restoreAllMocks());

test.each<[string, (database: IDBDatabase) => Promise<unknown>]>([
  ['the install', (database) => readInstall(database, { now: NOW, die: 0.5, storeId: 'store' })],
  ['the log', readLog],
  ['acts on their way', readOutbox],
  ['the newest stories', (database) => readNewest(database, 50)],
  ['how much is kept', readStoreHealth],
  ['what is missing', (database) => findMissing(database, [{ id: 'p/1', publishedAt: NOW }], NOW)],
])('a read of %s that fails is heard of once, by who asked', async (_name, read) => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  const database = await openStore();
  const unheard: unknown[] = [];
  const hear = (reason: unknown) => unheard.push(reason);
  process.on('unhandledRejection', hear);
  breakOff(IDBObjectStore.prototype);
  breakOff(IDBIndex.prototype);
  await expect(read(database)).rejects.toThrow();
  for (let turn = 0; turn < 10; turn += 1) await new Promise((resume) => setImmediate(resume));
  process.off('unhandledRejection', hear);
  expect(unheard).toEqual([]);
});

/** Each read is broken off, as by a disk that fails. */
function breakOff(prototype: IDBObjectStore | IDBIndex): void {
  for (const name of ['get', 'getAll', 'count'] as const) {
    const asked = prototype[name];
    vi.spyOn(prototype, name).mockImplementation(function (
      this: IDBObjectStore | IDBIndex,
      ...args: unknown[]
    ) {
      const request = Reflect.apply(asked, this, args);
      const { transaction } = 'transaction' in this ? this : this.objectStore;
      queueMicrotask(() => abort(transaction));
      return request;
    });
  }
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // another of its reads was broken off before
  }
}
