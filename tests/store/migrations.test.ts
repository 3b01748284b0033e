// What an earlier version kept, opened by this one: nothing is lost, nothing is new again.

import 'fake-indexeddb/auto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type KeepsakeWorld, look } from '../../lib/keepsake.ts';
import { settingsOf } from '../../lib/settings.ts';
import { connect } from '../../lib/store/connection.ts';
import { keepPoll } from '../../lib/store/keep-poll.ts';
import { MIGRATIONS } from '../../lib/store/migrations.ts';
import { readFront } from '../../lib/store/read.ts';
import { DATABASE, VERSION } from '../../lib/store/schema.ts';
import { MemoryArea } from '../support/memory-area.ts';
import { incoming, NOW } from '../support/stories.ts';

const FOLDER = join('tests', 'fixtures', 'databases');
const FEED = 'https://rareearthexchanges.com/feed/';

interface Fixture {
  version: number;
  stores: Record<string, unknown[]>;
  storage: Record<string, unknown>;
}

const fixtures = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name): Fixture => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')));

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});

/** Makes the database as that version had it. */
function make({ version, stores }: Fixture): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, version);
    opening.onupgradeneeded = () => {
      const { result, transaction } = opening;
      if (transaction === null) return reject(new Error('no upgrade'));
      for (const migrate of MIGRATIONS.slice(0, version)) migrate(result, transaction);
      for (const [name, records] of Object.entries(stores))
        for (const record of records) transaction.objectStore(name).put(record);
    };
    opening.onsuccess = () => {
      opening.result.close();
      resolve();
    };
    opening.onerror = () => reject(opening.error);
  });
}

async function areaOf({ storage }: Fixture): Promise<MemoryArea> {
  const area = new MemoryArea();
  await area.set(storage);
  return area;
}

test('there is a database of each version', () => {
  expect(fixtures.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  expect(fixtures.at(-1)?.version).toBe(VERSION);
});

describe.each(fixtures)('a database of version $version', (fixture) => {
  const world = async (): Promise<KeepsakeWorld> => ({
    store: connect(),
    area: await areaOf(fixture),
    now: () => NOW + 10_000,
    random: () => 0.5,
    uuid: () => 'another',
    patience: () => AbortSignal.timeout(5000),
  });

  test('is read whole, with its marks and choices, and is not taken for a lost one', async () => {
    await make(fixture);
    const keepsake = await world();
    const { isRestored, install } = await look(keepsake);
    expect([isRestored, install.installedAt, install.phaseMs]).toEqual([false, NOW, 900_000]);
    const front = await keepsake.store.use((database) => readFront(database, 10));
    expect(front.stories.map(({ id }) => id)).toEqual(['p/1', 'p/2', 'p/3', 'p/4']);
    expect(front.stories.map(({ state }) => state)).toEqual(['new', 'read', 'new', 'new']);
    expect(front.counts).toMatchObject({ unread: 3, arrivals: 4 });
    const { theme, interval } = settingsOf(front.settings?.chosen);
    expect([theme, interval]).toEqual(fixture.version < 2 ? ['system', 30] : ['dark', 60]);
    expect(front.stories[2]?.isSaved).toBe(fixture.version >= 2);
  });

  test('goes on: what it knew is not new again, and what comes is', async () => {
    await make(fixture);
    const { store } = await world();
    const document = { incoming: [9, 1, 2, 3, 4].map((id) => incoming(id)), isWhole: true, feed: FEED };
    const trace = () => ({
      record: { name: 'poll' as const, feed: FEED, validators: {}, failures: 0 },
      entry: {
        at: NOW,
        reason: 'alarm' as const,
        outcome: { kind: 'ok' as const, arrived: 1, notModified: false },
        tookMs: 1,
      },
    });
    const kept = await store.use((database) => keepPoll(database, document, trace, NOW + 20_000));
    expect([kept.arrived, kept.unread]).toEqual([1, 4]);
  });
});
