// Every call to storage, network and alarms is made to fail, in a life of the extension of its own, and the promises
// hold in it to its end. By default each call site fails in one way, the next in another; with REE_TEST_ALL=1 in all
// of them, at its first and its second call, for once and for a while.

import { afterAll, describe, expect, test, vi } from 'vitest';
import { failuresOf, inWords } from './failures.ts';
import { liveThrough } from './life.ts';
import { SITES } from './watch.ts';

vi.mock('../../lib/store/connection.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../lib/store/connection.ts')>();
  const { watchedConnection } = await import('./ways.ts');
  return { ...original, connect: () => watchedConnection(original.connect()) };
});

/** Without its megabytes, which nothing here depends on. */
vi.mock('../../lib/store/turn-over.ts', async () => {
  const { write } = await import('../../lib/store/transaction.ts');
  const turnOver = (database: IDBDatabase) =>
    write(database, 'strict', async (transaction) => {
      await transaction.objectStore('articles').put({ id: 'turn-over', html: '' });
      await transaction.objectStore('articles').delete('turn-over');
    });
  return { turnOver };
});

const IS_ALL = process.env['REE_TEST_ALL'] === '1';
const LIMIT_MS = 180_000;

const { watch: faultless } = await liveThrough();

describe('a life in which nothing fails', () => {
  test('reaches every call site', () => {
    const missed = SITES.filter(({ place }) => !faultless.hits.has(place));
    const words = missed.map(({ place, callee }) => `${place}, ${callee}`);
    expect(words, 'add a step to tests/call-sites/scenario.ts that makes these calls').toEqual([]);
  });

  test('makes no call that the finder does not see', () => {
    const words = 'teach tests/call-sites/find.ts how these calls are written';
    expect([...faultless.strangers], words).toEqual([]);
  });
});

describe('the promises hold when a call fails', () => {
  let sites = 0;
  let lives = 0;

  test.each(SITES.map((site, index) => ({ ...site, index })))(
    '$callee at $place',
    async ({ index, ...site }) => {
      const all = failuresOf(site, faultless);
      const chosen = IS_ALL ? all : all.slice(index % all.length, (index % all.length) + 1);
      expect(chosen.length).toBeGreaterThan(0);
      for (const failure of chosen) {
        const { watch } = await liveThrough(failure);
        expect(watch.isStruck, `${inWords(failure)}: it never came to this call`).toBe(true);
        lives += 1;
      }
      sites += 1;
    },
    LIMIT_MS,
  );

  afterAll(() => console.log(`${sites} of ${SITES.length} call sites made to fail, in ${lives} ways`));
});
