// How each kind of call fails, and calls as they are made under a watch.

import type { Area } from '../../lib/journal/area.ts';
import type { Connection } from '../../lib/store/connection.ts';
import { StoreFault } from '../../lib/store/open.ts';
import type { Kind } from './find.ts';
import { onRequest, withTransactions } from './requests.ts';
import { type Failure, type Requests, watch } from './watch.ts';

/**
 * `later` stands for a worker that is ended just after: the call was carried out, and nobody hears of it. `begin`,
 * `closed`, `request` and `commit` are moments of a transaction.
 */
export const WAYS: Record<Kind, readonly string[]> = {
  store: ['refuses', 'begin', 'closed', 'request', 'commit', 'hangs', 'later'],
  open: ['throws', 'errs', 'hangs'],
  fetch: ['no network', 'aborts', 'hangs', 'breaks off'],
  area: ['rejects', 'throws', 'hangs', 'later'],
  alarms: ['rejects', 'throws', 'hangs', 'later'],
  permissions: ['rejects', 'throws', 'hangs'],
  messages: ['rejects', 'throws', 'hangs', 'later'],
  badge: ['rejects', 'throws', 'hangs'],
  locks: ['rejects', 'throws', 'hangs'],
  storage: ['rejects', 'throws', 'hangs'],
  reload: ['throws'],
};

/** A function of the browser's that gives a promise, under the watch. */
export function watched<Args extends unknown[], T>(
  kind: Kind,
  perform: (...args: Args) => Promise<T> | T,
): (...args: Args) => Promise<T> {
  return (...args) =>
    watch.call(
      kind,
      async () => perform(...args),
      ({ way }) => {
        const error = new Error(`${kind} ${way}`);
        if (way === 'throws') throw error;
        if (way === 'rejects') return Promise.reject(error);
        if (way === 'later') void perform(...args);
        return watch.hang();
      },
    );
}

export function watchedArea(area: Area): Area {
  return {
    get: watched('area', (keys) => area.get(keys)),
    set: watched('area', (items) => area.set(items)),
    remove: watched('area', (keys) => area.remove(keys)),
  };
}

/** Answers as `answer` does, or fails as a network does: late, or in the midst of a body. */
export function watchedFetch(answer: (request: Request) => Response): typeof globalThis.fetch {
  return (input, init) => {
    const perform = async () => follow(new Request(input, init), answer);
    return watch.call('fetch', perform, async ({ way }) => {
      if (way === 'no network') throw new TypeError('Failed to fetch');
      if (way === 'aborts') throw new DOMException('', 'AbortError');
      return way === 'hangs' ? watch.hang(init?.signal) : breakingOff(await perform());
    });
  };
}

/** As a browser follows redirects, or shows nothing of them. */
function follow(request: Request, answer: (request: Request) => Response): Response {
  const response = answer(request);
  const location = response.headers.get('location');
  if (location === null) return Object.defineProperty(response, 'url', { value: request.url });
  if (request.redirect === 'manual')
    return Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' });
  return follow(new Request(location, { headers: request.headers }), answer);
}

function breakingOff(response: Response): Response {
  const { headers, url } = response;
  let isBegun = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (isBegun) controller.error(new TypeError('network error'));
      else controller.enqueue(new TextEncoder().encode('<?xml version="1.0"?><rss version="2.0"><channel>'));
      isBegun = true;
    },
  });
  return Object.defineProperty(new Response(body, { headers }), 'url', { value: url });
}

/** The databases of a browser, whose opening fails as in the field: at once, with an error, or never. */
export function watchedFactory(factory: IDBFactory): Pick<IDBFactory, 'open' | 'deleteDatabase'> {
  const opening = (perform: () => IDBOpenDBRequest) =>
    watch.call('open', perform, ({ way }) => {
      const error = new DOMException('Internal error opening backing store', 'UnknownError');
      if (way === 'throws') throw error;
      const request = { error, onerror: () => undefined };
      if (way === 'errs') setImmediate(() => request.onerror());
      else void watch.hang();
      return request as unknown as IDBOpenDBRequest; // as much of one as is there before it succeeds
    });
  return {
    open: (...args) => opening(() => factory.open(...args)),
    deleteDatabase: (...args) => opening(() => factory.deleteDatabase(...args)),
  };
}

/** A connection to the store, whose uses fail before, within and after a transaction. */
export function watchedConnection(connection: Connection): Connection {
  return {
    use: (run) =>
      watch.call(
        'store',
        async (hits) => {
          const requests: Requests = { reads: 0, writes: 0, written: [] };
          for (const hit of hits) watch.requests.set(hit, requests);
          return connection.use((database) =>
            run(withTransactions(database, (open) => counted(open(), requests))),
          );
        },
        (failure) => failing(connection, run, failure),
      ),
  };
}

function failing<T>(
  connection: Connection,
  run: (database: IDBDatabase) => Promise<T>,
  { way, request = 1 }: Failure,
): Promise<T> {
  if (way === 'refuses') return Promise.reject(new StoreFault('failed'));
  if (way === 'hangs') return watch.hang();
  if (way === 'later') return connection.use(run).then(() => watch.hang());
  let isFirst = true;
  let asked = 0;
  return connection.use((database) => {
    if (!isFirst) return run(database); // of a lost connection: the second attempt
    isFirst = false;
    return run(withTransactions(database, spoilt));
  });

  function spoilt(open: () => IDBTransaction): IDBTransaction {
    if (way === 'begin') throw new DOMException('', 'UnknownError');
    if (way === 'closed') throw new DOMException('', 'InvalidStateError');
    const transaction = open();
    if (way === 'commit' && transaction.mode === 'readwrite') failCommit(transaction);
    if (way === 'request') {
      onRequest(transaction, (kind, fail) => {
        asked += 1;
        if (asked === request) fail(kind === 'write' ? 'QuotaExceededError' : 'UnknownError');
      });
    }
    return transaction;
  }
}

function counted(transaction: IDBTransaction, requests: Requests): IDBTransaction {
  if (transaction.mode === 'readwrite' && watch.lackingRoom > 0) {
    watch.lackingRoom -= 1;
    failCommit(transaction);
  }
  onRequest(transaction, (kind) => {
    if (kind === 'write') requests.writes += 1;
    else requests.reads += 1;
    if (kind === 'write') requests.written.push(requests.reads + requests.writes);
  });
  return transaction;
}

/** All requests succeed, and then there is no room to keep what they wrote. */
function failCommit(transaction: IDBTransaction): void {
  const internals = transaction as unknown as { _markFinished(): void; _abort(name: string): void };
  const markFinished = internals._markFinished;
  internals._markFinished = () => {
    internals._markFinished = markFinished;
    internals._abort('QuotaExceededError');
  };
}
