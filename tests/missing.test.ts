// What the own address of a missing story answers, and what is made of it.

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import { checkMissing } from '../lib/missing.ts';
import { type Connection, connect } from '../lib/store/connection.ts';
import { readLog } from '../lib/store/log.ts';
import { readFront } from '../lib/store/read.ts';
import { withPromises } from '../lib/store/transaction.ts';
import { NOW, stored } from './support/stories.ts';

const HTML = { 'content-type': 'text/html' };

let store: Connection;
beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  store = connect();
  await store.use(async (database) => {
    for (const id of [1, 2, 3]) await withPromises(database).put('stories', stored(id));
  });
});

/** Asks for the story between the first and the third, which a document holds. */
async function checked(answer: () => Response): Promise<void> {
  const met = [1, 3].map((id) => ({ id: `p/${id}`, publishedAt: NOW - id * 60_000 }));
  const fetch = async (input: RequestInfo | URL) =>
    Object.defineProperty(answer(), 'url', { value: String(input) });
  await checkMissing({ fetch, store, now: () => NOW }, met, new AbortController().signal);
}

test.each<[string, () => Response, boolean, string]>([
  ['404', () => new Response('', { status: 404, headers: HTML }), false, '{"kind":"refused","status":404}'],
  ['410', () => new Response('', { status: 410, headers: HTML }), false, '{"kind":"refused","status":410}'],
  ['200', () => new Response('', { headers: HTML }), true, '{"kind":"ok","arrived":0,"notModified":true}'],
  ['503', () => new Response('', { status: 503 }), true, '{"kind":"refused","status":503}'],
  ['429', () => new Response('', { status: 429 }), true, '{"kind":"refused","status":429}'],
  ['403', () => new Response('', { status: 403, headers: HTML }), true, '{"kind":"refused","status":403}'],
])('%s', async (_name, answer, isListed, logged) => {
  await checked(answer);
  const { stories } = await store.use((database) => readFront(database, 9));
  expect(stories.some(({ id }) => id === 'p/2')).toBe(isListed);
  const [entry] = await store.use(readLog);
  expect(JSON.stringify(entry?.outcome)).toBe(logged);
});
