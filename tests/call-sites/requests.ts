// What is asked of fake-indexeddb, request by request, so that one of them can fail as a full or broken disk lets it:
// with an error of its own that aborts its transaction.

import 'fake-indexeddb/auto';
import { watch } from './watch.ts';

/** Hears of each request of a transaction, and may have it fail with an error of this name. */
export type Heard = (kind: 'read' | 'write', fail: (name: string) => void) => void;

const hearing = new WeakMap<IDBTransaction, Heard>();

export function onRequest(transaction: IDBTransaction, heard: Heard): void {
  hearing.set(transaction, heard);
}

/** The database, whose transactions begin as `begin` does. */
export function withTransactions(
  database: IDBDatabase,
  begin: (open: () => IDBTransaction) => IDBTransaction,
): IDBDatabase {
  return new Proxy(database, {
    get(target, property) {
      if (property === 'transaction')
        return (...args: Parameters<IDBDatabase['transaction']>) => begin(() => target.transaction(...args));
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** fake-indexeddb's list of what is still to be done. */
interface Internals {
  _requests: { operation: () => unknown; request: IDBRequest }[];
}

const MADE = {
  read: ['get', 'getAll', 'getAllKeys', 'getKey', 'count', 'openCursor', 'openKeyCursor'],
  write: ['put', 'add', 'delete', 'clear'],
} as const;

for (const kind of ['read', 'write'] as const) {
  for (const name of MADE[kind]) {
    hear(IDBObjectStore.prototype, name, kind, ({ transaction }: IDBObjectStore) => transaction);
    hear(IDBIndex.prototype, name, kind, ({ objectStore }: IDBIndex) => objectStore.transaction);
  }
}

function hear<Source extends object>(
  prototype: Source,
  name: string,
  kind: 'read' | 'write',
  transactionOf: (source: Source) => IDBTransaction,
): void {
  const made: unknown = Reflect.get(prototype, name);
  if (typeof made !== 'function') return;
  Reflect.set(prototype, name, function (this: Source, ...args: unknown[]) {
    const request: IDBRequest = Reflect.apply(made, this, args);
    noted(request, kind, transactionOf(this));
    return request;
  });
}

function noted(request: IDBRequest, kind: 'read' | 'write', transaction: IDBTransaction): void {
  watch.activity += 1;
  request.addEventListener('success', () => {
    watch.activity += 1;
  });
  hearing.get(transaction)?.(kind, (name) => {
    const { _requests } = transaction as unknown as Internals;
    const pending = _requests.find((one) => one.request === request);
    if (pending === undefined) throw new Error('fake-indexeddb keeps its requests elsewhere now');
    pending.operation = () => {
      throw new DOMException('', name);
    };
  });
}
