// Every call to storage, network and alarms is made to fail in a life of the extension, and the promises hold after it
// and to the end. By default each call site fails once, in one way; with REE_TEST_ALL=1 in all of them, at its first
// and its second call, for once and for a while, each in a life of its own.

import { afterAll, describe, expect, test, vi } from 'vitest';
import { failuresOf, sample } from './failures.ts';
import { Broken, liveThrough } from './life.ts';
import { type Failure, SITES } from './watch.ts';

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

const faultless = await liveThrough();
const broken = new Map<string, Error>();
const struck: Failure[] = [];

if (!IS_ALL) {
  const lives = sample(SITES, faultless);
  for (const failures of lives) await liveWith(failures);
  // A failure may change what a later step calls: what was not come to gets a life of its own, in any step.
  for (const { step: _, ...failure } of lives.flat().filter(isOpen)) await liveWith([failure]);
}

function isOpen({ place }: Failure): boolean {
  return !struck.some((failure) => failure.place === place);
}

/** Lives with these failures, and, where one of them broke a promise, anew with those that had not come yet. */
async function liveWith(failures: readonly Failure[]): Promise<void> {
  try {
    struck.push(...(await liveThrough(failures)).struck);
  } catch (error) {
    const failure = error instanceof Broken ? error.struck.at(-1) : undefined;
    if (!(error instanceof Broken) || failure === undefined) throw error;
    broken.set(failure.place, error);
    struck.push(...error.struck);
    const left = failures.filter(isOpen);
    if (left.length > 0) await liveWith(left);
  }
}

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
  const held = new Set<string>();

  test.each(SITES)(
    '$callee at $place',
    async (site) => {
      const { place } = site;
      for (const failure of IS_ALL ? failuresOf(site, faultless) : [])
        struck.push(...(await liveThrough([failure])).struck);
      const error = broken.get(place);
      if (error !== undefined) throw error;
      expect(
        struck.some((failure) => failure.place === place),
        'it was never made to fail: no step came to it',
      ).toBe(true);
      held.add(place);
    },
    LIMIT_MS,
  );

  afterAll(() =>
    console.log(`${held.size} of ${SITES.length} call sites made to fail, ${struck.length} times`),
  );
});
