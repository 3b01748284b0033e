// The database and what is kept beside it, over both in memory: every verdict, and a kill between any two steps.

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { flush } from '../lib/flush.ts';
import type { Area } from '../lib/journal/area.ts';
import { readJournal } from '../lib/journal/read.ts';
import { readWitness } from '../lib/journal/witness.ts';
import { compactIfDue, type KeepsakeWorld, look, rebuild } from '../lib/keepsake.ts';
import { type Connection, connect } from '../lib/store/connection.ts';
import { keepPoll } from '../lib/store/keep-poll.ts';
import { keepStories } from '../lib/store/keep-stories.ts';
import { mark, markOpened, save, undo } from '../lib/store/mark.ts';
import { readOutbox } from '../lib/store/outbox.ts';
import { readFront, readMeta } from '../lib/store/read.ts';
import { dismissRestored } from '../lib/store/restore.ts';
import { choose } from '../lib/store/settings.ts';
import { withPromises, write } from '../lib/store/transaction.ts';
import { MemoryArea } from './support/memory-area.ts';
import { RUNS, RUNS_LIMIT_MS } from './support/runs.ts';
import { incoming, NOW } from './support/stories.ts';

// Six megabytes each time, for the sake of LevelDB's log alone: tests/browser/storage.test.ts is its test.
vi.mock('../lib/store/turn-over.ts', () => ({ turnOver: () => Promise.resolve() }));

const FEED = 'https://rareearthexchanges.com/feed/';
const HOUR_MS = 3_600_000;

let area: MemoryArea;
let names = 0;
let now = NOW;

beforeEach(begin);

function begin(): void {
  vi.stubGlobal('indexedDB', new IDBFactory());
  area = new MemoryArea();
  now = NOW;
}

/** A start of the worker: a connection of its own over what is on disk. */
function start(over: { area?: Area; store?: Connection } = {}): KeepsakeWorld {
  return {
    store: connect(),
    area,
    now: () => now,
    random: () => 0.5,
    uuid: () => {
      names += 1;
      return `database-${names}`;
    },
    patience: () => new AbortController().signal, // nobody has to be waited for
    ...over,
  };
}

/** A whole document arrives, the stories of which were published a minute apart. */
function poll({ store }: KeepsakeWorld, ids: number[]) {
  const document = {
    incoming: ids.map((id, position) => ({ ...incoming(id, {}, position), html: `<p>${id}</p>` })),
    isWhole: true,
    feed: FEED,
  };
  return store.use((db) =>
    keepPoll(
      db,
      document,
      () => ({
        record: { name: 'poll', validators: { [FEED]: { etag: '"1"' } }, failures: 0, feed: FEED },
        entry: {
          at: now,
          reason: 'alarm',
          outcome: { kind: 'ok', arrived: 0, notModified: false },
          tookMs: 1,
        },
      }),
      now,
    ),
  );
}

/** An install that has polled, read p/1, p/2 and p/3, marked p/3 unread again, and saved p/4. */
async function used(): Promise<KeepsakeWorld> {
  const world = start();
  await look(world);
  await poll(world, [1, 2, 3, 4, 5]);
  await look(world);
  const { store } = world;
  await store.use((db) => mark(db, { kind: 'read', id: 'p/1' }, now + 1));
  await store.use((db) => markOpened(db, 'p/2', now + 2));
  await store.use((db) => mark(db, { kind: 'read', id: 'p/3' }, now + 3));
  await store.use((db) => mark(db, { kind: 'unread', id: 'p/3' }, now + 4));
  await store.use((db) => save(db, 'p/4', now + 5, now + 5));
  await flush(world);
  now += HOUR_MS;
  await look(world);
  return world;
}

/** What a reader would miss. */
async function states({ store }: KeepsakeWorld) {
  const { stories, counts } = await store.use((db) => readFront(db, 100));
  const article = await store.use((db) => withPromises(db).get('articles', 'p/4'));
  return {
    read: stories.filter(({ state }) => state === 'read').map(({ id }) => id),
    saved: stories.filter(({ isSaved }) => isSaved).map(({ id }) => id),
    text: article?.html,
    unread: counts?.unread,
    counted: stories.filter(({ countsAsUnread }) => countsAsUnread).length,
  };
}

const ALL_BACK = { read: ['p/1', 'p/2'], saved: ['p/4'], text: '<p>4</p>', unread: 3, counted: 3 };

const lose = () => vi.stubGlobal('indexedDB', new IDBFactory());

/** The database as it was after its first story, before any act. */
const goBack = async ({ store }: KeepsakeWorld) =>
  store.use((db) =>
    write(db, 'strict', async (transaction) => {
      for (const id of ['p/2', 'p/3', 'p/4', 'p/5']) await transaction.objectStore('stories').delete(id);
      const first = await transaction.objectStore('stories').get('p/1');
      if (first !== undefined) await transaction.objectStore('stories').put({ ...first, states: {} });
      await transaction.objectStore('articles').clear();
      await transaction.objectStore('meta').delete('acts');
      await transaction.objectStore('meta').delete('undo');
      await transaction.objectStore('meta').put({ name: 'counts', unread: 1, arrivals: 1 });
    }),
  );

const restoredOf = async ({ store }: KeepsakeWorld) => (await store.use(readMeta)).restored;

describe('acts', () => {
  test('go into the outbox with what they do, and from there to the journal, once', async () => {
    const world = await used();
    expect((await world.store.use(readOutbox)).entries).toEqual([]);
    const { state } = await readJournal(area);
    expect([...state.read].map(([id, { since }]) => [id, since])).toEqual([
      ['p/1', NOW + 1],
      ['p/2', NOW + 2],
      ['p/3', null],
    ]);
    const saved = state.saved.get('p/4')?.story;
    expect(saved).toMatchObject({ story: { id: 'p/4', states: { savedAt: NOW + 5 } }, html: '<p>4</p>' });
  });

  test('are later than each other, whatever the clock does', async () => {
    const world = start();
    await look(world);
    await poll(world, [1]);
    await world.store.use((db) => mark(db, { kind: 'read', id: 'p/1' }, now));
    await world.store.use((db) => mark(db, { kind: 'unread', id: 'p/1' }, now - 10 * HOUR_MS));
    await flush(world);
    expect((await readJournal(area)).state.read.get('p/1')?.since).toBeNull();
  });

  test('of undo give back what was', async () => {
    const world = start();
    await look(world);
    await poll(world, [1, 2]);
    await world.store.use((db) => markOpened(db, 'p/2', now + 1));
    await world.store.use((db) => mark(db, { kind: 'all', arrivals: 2 }, now + 2));
    await world.store.use((db) => undo(db, now + 3));
    await flush(world);
    const { read } = (await readJournal(area)).state;
    expect([read.get('p/1')?.since, read.get('p/2')?.since]).toEqual([null, now + 1]);
  });

  test('that change nothing are none', async () => {
    const world = start();
    await look(world);
    await world.store.use((db) => mark(db, { kind: 'all', arrivals: 9 }, now));
    await world.store.use((db) => save(db, 'p/404', now, now));
    expect((await world.store.use(readOutbox)).entries).toEqual([]);
  });

  test('stay in the outbox while the journal can’t be written', async () => {
    const world = start();
    await look(world);
    await poll(world, [1]);
    await world.store.use((db) => markOpened(db, 'p/1', now));
    const broken = Object.assign(new MemoryArea(), { set: () => Promise.reject(new Error('no disk')) });
    await expect(flush({ ...world, area: broken })).rejects.toThrow('no disk');
    await flush(start());
    expect((await readJournal(area)).state.read.get('p/1')?.since).toBe(now);
  });

  test('of unsaving take the story out again', async () => {
    const world = await used();
    await world.store.use((db) => save(db, 'p/4', undefined, now));
    await flush(world);
    lose();
    const again = start();
    await look(again);
    await poll(again, [1, 2, 3, 4, 5]);
    expect((await states(again)).saved).toEqual([]);
  });
});

describe('look', () => {
  test('names a new database, and then finds it sound', async () => {
    const world = start();
    const { install } = await look(world);
    expect(await readWitness(area)).toMatchObject({ storeId: install.storeId, arrivals: 0, acts: 0 });
    await poll(world, [1, 2]);
    expect(await look(start())).toEqual({ install, isRestored: false });
    expect(await readWitness(area)).toMatchObject({ storeId: install.storeId, arrivals: 2 });
  });

  test.each<[string, (world: KeepsakeWorld) => unknown]>([
    ['a database that was lost', lose],
    ['a database that went back in time', goBack],
    [
      'a database that was lost, and one copy of the witness',
      () => {
        lose();
        area.texts.set('witness.one', '"garbage"');
      },
    ],
    [
      'a database and both copies of the witness',
      () => {
        lose();
        for (const key of ['witness.one', 'witness.two']) area.texts.set(key, '"garbage"');
      },
    ],
  ])('brings back what the reader did to %s, and tells it once', async (_, damage) => {
    const world = await used();
    const before = (await world.store.use(readMeta)).install;
    await damage(world);
    now += HOUR_MS;
    const again = start();
    const { install, isRestored } = await look(again);
    expect(isRestored).toBe(true);
    expect(install.storeId).not.toBe(before?.storeId);
    expect(install.installedAt).toBeLessThanOrEqual(NOW + 1);
    expect((await again.store.use(readMeta)).poll?.validators ?? {}).toEqual({});
    await poll(again, [1, 2, 3, 4, 5]);
    expect(await states(again)).toEqual(ALL_BACK);
    expect(await restoredOf(again)).toMatchObject({ at: now, read: 2, saved: 1 });
    await again.store.use((db) => dismissRestored(db, now));
    now += HOUR_MS;
    expect((await look(start())).isRestored).toBe(false);
    expect(await restoredOf(again)).toMatchObject({ dismissedAt: now - HOUR_MS });
  });

  test('what was published before the loss is not new again, and what came since is', async () => {
    await used();
    lose();
    now += HOUR_MS;
    const again = start();
    await look(again);
    const late = { ...incoming(9, { publishedAt: now - 1000 }) };
    await again.store.use((db) =>
      write(db, 'relaxed', (transaction) => keepStories(transaction, [late, incoming(5)], now)),
    );
    const { stories } = await again.store.use((db) => readFront(db, 10));
    const states = new Map(stories.map(({ id, state }) => [id, state]));
    expect([states.get('p/9'), states.get('p/5')]).toEqual(['new', 'seen']);
    const stored = await again.store.use((db) => withPromises(db).get('stories', 'p/5'));
    expect(stored?.firstSeenAt).toBe(incoming(5).facts.publishedAt);
  });

  test('puts every mark into the journal where it and its witness were lost', async () => {
    const world = await used();
    area.texts.clear();
    await look(world);
    lose();
    const again = start();
    await look(again);
    await poll(again, [1, 2, 3, 4, 5]);
    expect(await states(again)).toEqual(ALL_BACK);
  });

  test('the database alone is enough where storage.local fails', async () => {
    const none: Area = {
      get: () => Promise.reject(new Error('no disk')),
      set: () => Promise.reject(new Error('no disk')),
      remove: () => Promise.reject(new Error('no disk')),
    };
    expect((await look(start({ area: none }))).isRestored).toBe(false);
  });

  test('a lost database is not used while the journal can’t be read', async () => {
    await used();
    lose();
    const world = start({
      area: {
        get: (keys) => (keys === null ? Promise.reject(new Error('no disk')) : area.get(keys)),
        set: (items) => area.set(items),
        remove: (keys) => area.remove(keys),
      },
    });
    await expect(look(world)).rejects.toMatchObject({ name: 'StoreFault' });
    expect((await look(start())).isRestored).toBe(true);
  });

  test('the archive is fetched again as far back as the reader wanted it', async () => {
    const world = await used();
    await world.store.use((db) => choose(db, { archive: 'all' }, now));
    await look(world);
    lose();
    const again = start();
    await look(again);
    await poll(again, [1, 2, 3, 4, 5]);
    const { archive } = await again.store.use(readMeta);
    expect(archive).toMatchObject({ state: 'filling', days: 'all' });
    expect(archive?.until).toBeUndefined();
  });

  test('what waits for its story comes back too when the database is lost once more before anything arrived', async () => {
    const world = await used();
    await world.store.use((db) => save(db, 'p/4', undefined, now)); // a saved one comes back at once, and counts
    await flush(world);
    lose();
    await look(start());
    lose();
    const again = start();
    expect(await look(again)).toMatchObject({ isRestored: true });
    await poll(again, [1, 2, 3, 4, 5]);
    expect((await states(again)).read).toEqual(ALL_BACK.read);
  });

  test('a mark on a story that the site shows no more waits for it', async () => {
    await used();
    lose();
    const first = start();
    await look(first);
    await poll(first, [5]);
    now += HOUR_MS;
    lose();
    const second = start();
    await look(second);
    await poll(second, [1, 2, 3, 4, 5]);
    expect(await states(second)).toEqual(ALL_BACK);
  });
});

describe('rebuild', () => {
  test('puts a new database in the place of one that can’t be read', async () => {
    const world = await used();
    // A record whose inside is gone.
    await world.store.use(async (db) => {
      const story = await withPromises(db).get('stories', 'p/1');
      if (story !== undefined)
        await withPromises(db).put('stories', { ...story, facts: Object.create(null) });
    });
    await expect(look(start())).rejects.toMatchObject({ name: 'StoreFault', why: 'failed' });
    expect(await rebuild(world)).toBe('rebuilt');
    await poll(world, [1, 2, 3, 4, 5]);
    expect(await states(world)).toEqual(ALL_BACK);
    expect(await restoredOf(world)).toMatchObject({ read: 2, saved: 1 });
  });

  test('deletes nothing while what is to come back can’t be read', async () => {
    const world = await used();
    area.get = () => Promise.reject(new Error('no disk'));
    expect(await rebuild(world)).toBe('failed');
    expect(await states(world)).toEqual(ALL_BACK);
  });

  test('says that a page holds the database, and is finished once that is gone', async () => {
    const world = await used();
    const held = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('ree-ticker');
      opening.onsuccess = () => resolve(opening.result);
    });
    const patience = new AbortController();
    held.onversionchange = () => patience.abort(); // and does not close
    expect(await rebuild({ ...world, patience: () => patience.signal })).toBe('blocked');
    held.close();
    const again = start();
    expect((await look(again)).isRestored).toBe(true);
  });
});

test('the journal is compacted once that is due, by one at a time', async () => {
  const world = start();
  await look(world);
  await poll(world, [1]);
  for (let round = 0; round < 60; round += 1) {
    await world.store.use((db) => mark(db, { kind: 'read', id: 'p/1' }, now + round * 2));
    await world.store.use((db) => mark(db, { kind: 'unread', id: 'p/1' }, now + round * 2 + 1));
  }
  await flush(world);
  await navigator.locks.request('ree-ticker journal', () => compactIfDue(world, navigator.locks));
  expect(area.keys('journal.base.')).toEqual([]);
  await compactIfDue(world, navigator.locks);
  expect(area.keys('journal.base.')).toHaveLength(1);
  const before = new Map(area.texts);
  await compactIfDue(world, navigator.locks); // not due again
  expect(area.texts).toEqual(before);
});

/** Steps on storage, of which the last is not finished: a kill before it or just after. */
class Killed extends Error {}

function mortal(steps: number, isAfter: boolean): KeepsakeWorld {
  let left = steps;
  async function step<T>(run: () => Promise<T>): Promise<T> {
    if (left <= 0) throw new Killed();
    left -= 1;
    if (left > 0) return run();
    if (isAfter) await run();
    throw new Killed();
  }
  const world = start();
  return {
    ...world,
    store: { use: (run) => step(() => world.store.use(run)) },
    area: {
      get: (keys) => step(() => area.get(keys)),
      set: (items) => step(() => area.set(items)),
      remove: (keys) => step(() => area.remove(keys)),
    },
  };
}

test('killed between any two steps, however often, the next start finishes it, and tells it once', {
  timeout: RUNS_LIMIT_MS,
}, async () => {
  const damages = {
    lost: lose,
    partly: goBack,
    unwitnessed: () => {
      for (const key of area.keys()) area.texts.delete(key);
    },
    none: () => undefined,
  };
  const kill = fc.record({ steps: fc.integer({ min: 1, max: 16 }), isAfter: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('lost', 'partly', 'unwitnessed', 'none'),
      fc.array(kill, { maxLength: 4 }),
      async (damage, kills) => {
        begin();
        await damages[damage](await used());
        const tellings = new Set<number>();
        for (const { steps, isAfter } of kills) {
          now += HOUR_MS;
          await look(mortal(steps, isAfter)).catch(() => undefined);
          const told = await restoredOf(start());
          if (told !== undefined) tellings.add(told.at);
        }
        now += HOUR_MS;
        const world = start();
        await look(world);
        await poll(world, [1, 2, 3, 4, 5]);
        await look(world);
        expect(await states(world)).toEqual(ALL_BACK);
        const told = await restoredOf(world);
        if (told !== undefined) tellings.add(told.at);
        expect(tellings.size).toBe(damage === 'lost' || damage === 'partly' ? 1 : 0);
        // What there is of it outlives another loss.
        lose();
        const again = start();
        await look(again);
        await poll(again, [1, 2, 3, 4, 5]);
        expect(await states(again)).toEqual(ALL_BACK);
      },
    ),
    { numRuns: Math.ceil(RUNS / 3) },
  );
});
