// The journal over storage in memory: what it costs, and what is left of it after kills and damage.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Act, holds, type Rows, rowsOfAct, stateOf } from '../../lib/journal/acts.ts';
import { append } from '../../lib/journal/append.ts';
import type { Area } from '../../lib/journal/area.ts';
import { compact, type Head, isCompactionDue, readHead } from '../../lib/journal/compact.ts';
import { readJournal } from '../../lib/journal/read.ts';
import { chunkKey, fromChunk } from '../../lib/journal/records.ts';
import { seal } from '../../lib/journal/seal.ts';
import { anyAct, manyMarks, readAct } from '../support/acts.ts';
import { MemoryArea } from '../support/memory-area.ts';
import { RUNS, RUNS_LIMIT_MS } from '../support/runs.ts';

const THROUGH = { storeId: 's', seq: 0 };

const stateOfActs = (acts: readonly Act[]) => stateOf(acts.map(rowsOfAct));

/** An area with a base of so many marks. */
async function areaWith(marks: number): Promise<MemoryArea> {
  const area = new MemoryArea();
  const rows = manyMarks(marks);
  await area.set({
    [chunkKey({ generation: 1, index: 0 })]: seal(fromChunk({ of: 1, rows }, { generation: 1, index: 0 })),
  });
  return area;
}

describe('append', () => {
  test('keeps each entry under two keys in one call', async () => {
    const area = new MemoryArea();
    const acts = [readAct('p/1', 10), readAct('p/2', 20)];
    await append(
      area,
      's',
      acts.map((act, n) => ({ seq: n + 1, act })),
    );
    expect(area.asked).toMatchObject({ gets: 0, sets: 1, removes: 0, keysWritten: 4 });
    expect((await readJournal(area)).state).toEqual(stateOfActs(acts));
  });

  test('costs the same with 100 marks kept as with 100,000', async () => {
    const costs = [];
    for (const marks of [100, 100_000]) {
      const area = await areaWith(marks);
      const before = { ...area.asked };
      await append(area, 's', [{ seq: 7, act: readAct('p/1', 1_930_383_600_000) }]);
      costs.push({
        keys: area.asked.keysWritten - before.keysWritten,
        bytes: area.asked.bytesWritten - before.bytesWritten,
        gets: area.asked.gets - before.gets,
      });
    }
    expect(costs[1]).toEqual(costs[0]);
    expect(costs[0]).toMatchObject({ keys: 2, gets: 0 });
    expect(costs[0]?.bytes).toBeLessThan(300);
  });

  test('of an act that was appended before changes nothing', async () => {
    const area = new MemoryArea();
    await append(area, 's', [{ seq: 1, act: readAct('p/1', 10) }]);
    const before = new Map(area.texts);
    await append(area, 's', [{ seq: 1, act: readAct('p/1', 10) }]);
    expect(area.texts).toEqual(before);
  });

  test('does not write over an act whose number a database gave for the second time', async () => {
    const area = new MemoryArea();
    const acts = [readAct('p/1', 10), readAct('p/2', 20)];
    for (const act of acts) await append(area, 's', [{ seq: 1, act }]);
    expect((await readJournal(area)).state).toEqual(stateOfActs(acts));
  });

  test('of nothing asks for nothing', async () => {
    const area = new MemoryArea();
    await append(area, 's', []);
    expect(area.asked.sets).toBe(0);
  });
});

describe('readJournal', () => {
  test('tells an empty journal from one that was not read', async () => {
    expect(await readJournal(new MemoryArea())).toMatchObject({ isKept: false, damaged: 0, newer: 0 });
    const failing = new MemoryArea();
    failing.get = () => Promise.reject(new Error('no disk'));
    await expect(readJournal(failing)).rejects.toThrow('no disk');
  });

  test('tells an empty journal from one of which nothing can be read', async () => {
    const area = new MemoryArea();
    await append(area, 's', [{ seq: 1, act: readAct('p/1', 10) }]);
    for (const key of area.keys()) area.texts.set(key, 'null');
    expect(await readJournal(area)).toMatchObject({ isKept: true, damaged: 2, state: stateOf([]) });
  });

  test('looks at no records but its own', async () => {
    const area = new MemoryArea();
    await area.set({ settings: { theme: 'dark' }, 'witness.one': 'garbage' });
    expect(await readJournal(area)).toMatchObject({ isKept: false, damaged: 0, newer: 0 });
  });

  test('reads a base that holds nothing, and one with a story larger than a chunk', async () => {
    const area = new MemoryArea();
    await compact(area, THROUGH);
    expect((await readJournal(area)).isKept).toBe(true);
    const act: Act = {
      kind: 'states',
      at: 10,
      saved: [
        ['p/1', 10, { html: 'x'.repeat(300_000) }],
        ['p/2', 10],
      ],
    };
    await append(area, 's', [{ seq: 1, act }]);
    for (let times = 0; times < 3; times += 1) await compact(area, THROUGH);
    expect(area.keys('journal.one')).toEqual([]);
    expect((await readJournal(area)).state).toEqual(stateOfActs([act]));
  });
});

describe('compact', () => {
  test('lets entries go when two bases hold them, and keeps no third base', async () => {
    const area = new MemoryArea();
    await append(area, 's', [{ seq: 1, act: readAct('p/1', 10) }]);
    await compact(area, THROUGH);
    expect(area.keys().filter((key) => /one|two/.test(key))).toHaveLength(2);
    await compact(area, THROUGH);
    expect(area.keys().filter((key) => /one|two/.test(key))).toHaveLength(0);
    await compact(area, THROUGH);
    expect(area.keys('journal.base').map((key) => key.split('.')[2])).toEqual(['2', '3']);
  });

  test('cuts the base into parts of bounded size', async () => {
    const area = await areaWith(20_000);
    await compact(area, THROUGH);
    const lengths = area.keys('journal.base.2').map((key) => area.texts.get(key)?.length ?? 0);
    expect(lengths.length).toBeGreaterThan(3);
    expect(Math.max(...lengths)).toBeLessThan(200_000);
    expect((await readJournal(area)).state).toEqual(stateOf([manyMarks(20_000)]));
  });

  test('clears away what was damaged and what a kill left half written', async () => {
    const area = new MemoryArea();
    await append(area, 's', [{ seq: 1, act: readAct('p/1', 10) }]);
    const half = { generation: 1, index: 0 };
    await area.set({
      [chunkKey(half)]: seal(fromChunk({ of: 2, rows: { read: [['p/1', 10]], saved: [] } }, half)),
      'journal.two.s.1.10': 'garbage',
    });
    for (let times = 0; times < 2; times += 1) await compact(area, THROUGH);
    expect(await readJournal(area)).toMatchObject({ damaged: 0, state: stateOfActs([readAct('p/1', 10)]) });
    expect(area.keys('journal.base').map((key) => key.split('.')[2])).toEqual(['2', '3']);
  });

  test('after a base was damaged, makes two again of everything', async () => {
    const area = new MemoryArea();
    const acts = [readAct('p/1', 10), readAct('p/2', 20), readAct('p/3', 30)];
    for (const [seq, act] of acts.entries()) {
      await append(area, 's', [{ seq, act }]);
      await compact(area, THROUGH);
    }
    area.texts.set('journal.base.3.0', 'null');
    await compact(area, THROUGH);
    area.texts.set('journal.base.4.0', 'null');
    expect((await readJournal(area)).state).toEqual(stateOfActs(acts));
  });

  test('leaves alone what a newer version wrote, and says that it is there', async () => {
    const area = new MemoryArea();
    const theirs = {
      'journal.one.s.1.10': seal([1, { kind: 'notes', at: 10, notes: [['p/1', 'look again']] }]),
      'journal.one.s.2.10': seal([2, { kind: 'states', at: 10, unlike: 'ours' }]),
      'journal.base.2.0': seal([2, 'a base of theirs']),
      'journal.threads.1': seal({ unlike: 'anything' }),
    };
    await area.set(theirs);
    await append(area, 's', [{ seq: 3, act: readAct('p/1', 30) }]);
    for (let times = 0; times < 4; times += 1) await compact(area, THROUGH);
    expect(await readJournal(area)).toMatchObject({
      newer: 4,
      damaged: 0,
      state: stateOfActs([readAct('p/1', 30)]),
    });
    expect(await area.get(Object.keys(theirs))).toEqual(theirs);
  });

  test('removes nothing when what it wrote can’t be read', async () => {
    const area = new MemoryArea();
    const acts = [readAct('p/1', 10), readAct('p/2', 20)];
    await append(area, 's', [{ seq: 1, act: readAct('p/1', 10) }]);
    await compact(area, THROUGH);
    await append(area, 's', [{ seq: 2, act: readAct('p/2', 20) }]);
    const before = area.keys();
    const set = area.set.bind(area);
    area.set = (items) => set(Object.fromEntries(Object.keys(items).map((key) => [key, 'garbage'])));
    await compact(area, THROUGH);
    expect(area.keys()).toEqual(expect.arrayContaining(before));
    expect((await readJournal(area)).state).toEqual(stateOfActs(acts));
  });

  test('goes on from generations that can be counted, whatever else a key claims', async () => {
    const area = new MemoryArea();
    await area.set({ [`journal.base.${'9'.repeat(30)}.0`]: 'garbage' });
    await append(area, 's', [{ seq: 1, act: readAct('p/1', 10) }]);
    for (let times = 0; times < 3; times += 1) await compact(area, THROUGH);
    expect(area.keys('journal.one')).toEqual([]);
    expect((await readJournal(area)).state).toEqual(stateOfActs([readAct('p/1', 10)]));
  });

  test('rejects, and removes nothing, when there is no room', async () => {
    const area = new MemoryArea();
    await append(area, 's', [{ seq: 1, act: readAct('p/1', 10) }]);
    area.set = () => Promise.reject(new Error('no room'));
    await expect(compact(area, THROUGH)).rejects.toThrow('no room');
    expect((await readJournal(area)).state).toEqual(stateOfActs([readAct('p/1', 10)]));
  });
});

describe('isCompactionDue', () => {
  const head: Head = { storeId: 's', seq: 1000, length: 0 };

  test.each<[string, Head | undefined, number, boolean]>([
    ['a few first acts', undefined, 99, false],
    ['many first acts', undefined, 100, true],
    ['a few acts after a small base', head, 1099, false],
    ['many acts after a small base', head, 1100, true],
    ['the same after a large one', { ...head, length: 2_700_000 }, 1100, false],
    ['many more after a large one', { ...head, length: 2_700_000 }, 2400, true],
    ['many acts of another database', { ...head, storeId: 'other' }, 100, true],
    ['a few acts of another database', { ...head, storeId: 'other' }, 99, false],
  ])('%s', (_, last, seq, isDue) => {
    expect(isCompactionDue(last, { storeId: 's', seq })).toBe(isDue);
  });

  test('knows the last base by its head, and takes a damaged one for none', async () => {
    const area = await areaWith(1000);
    await compact(area, { storeId: 's', seq: 40 });
    const length = (await area.get('journal.base.2.0'))['journal.base.2.0'];
    expect(await readHead(area)).toEqual({ storeId: 's', seq: 40, length: String(length).length });
    area.texts.set('journal.head', '"garbage"');
    expect(await readHead(area)).toBeUndefined();
  });

  test('keeps what an act costs flat, from the first to the hundred thousandth mark', () => {
    const MARK_LENGTH = 27;
    let last: Head | undefined;
    let written = 0;
    for (let seq = 1; seq <= 100_000; seq += 1) {
      if (!isCompactionDue(last, { storeId: 's', seq })) continue;
      last = { storeId: 's', seq, length: seq * MARK_LENGTH };
      written += last.length;
      expect(written / seq).toBeLessThan(2 * 2048);
    }
    expect(last?.seq).toBeGreaterThan(90_000);
  });
});

/** What a browser does to a context that it ends: nothing that was to come comes. */
class Killed extends Error {}

/** One browser session: its contexts share a storage and end after so many operations, all or the worker alone. */
interface Session {
  writers: Act[][][];
  compactions: number;
  endsAfter: number;
  workerEndsAfter: number;
  /** Whether each key of a `set` or `remove` is an operation of its own. */
  isTorn: boolean;
}

const session: fc.Arbitrary<Session> = fc.record({
  writers: fc.array(fc.array(fc.array(anyAct, { minLength: 1, maxLength: 2 }), { maxLength: 4 }), {
    minLength: 1,
    maxLength: 2,
  }),
  compactions: fc.nat({ max: 3 }),
  endsAfter: fc.nat({ max: 80 }),
  workerEndsAfter: fc.nat({ max: 60 }),
  isTorn: fc.boolean(),
});

type Damage = {
  record: number;
  position: number;
  how: 'turned' | 'deleted' | 'null' | 'number' | 'garbage' | 'cut';
};

const damage: fc.Arbitrary<Damage> = fc.record({
  record: fc.nat(),
  position: fc.nat(),
  how: fc.constantFrom('turned', 'turned', 'deleted', 'null', 'number', 'garbage', 'cut'),
});

function harm(area: MemoryArea, { record, position, how }: Damage): void {
  const keys = area.keys();
  const key = keys[record % keys.length];
  if (key === undefined) return;
  const text = area.texts.get(key) ?? '';
  const at = position % text.length;
  if (how === 'deleted') area.texts.delete(key);
  else if (how === 'null') area.texts.set(key, 'null');
  else if (how === 'number') area.texts.set(key, String(position));
  else if (how === 'garbage') area.texts.set(key, JSON.stringify(`${position}`.repeat(5)));
  else if (how === 'cut') area.texts.set(key, `${text.slice(0, at)}"`);
  else {
    const turned = String.fromCharCode(text.charCodeAt(at) ^ (1 << (position % 7)));
    area.texts.set(key, text.slice(0, at) + turned + text.slice(at + 1));
  }
}

/** The area as a context sees it whose every operation waits for its turn, and fails once `isAlive` says no. */
function seenBy(area: MemoryArea, turn: () => Promise<void>, isAlive: () => boolean, isTorn: boolean): Area {
  const operate = async <T>(operation: () => Promise<T>) => {
    await turn();
    if (!isAlive()) throw new Killed();
    return operation();
  };
  return {
    get: (keys) => operate(() => area.get(keys)),
    async set(items) {
      if (!isTorn) return operate(() => area.set(items));
      for (const [key, value] of Object.entries(items)) await operate(() => area.set({ [key]: value }));
    },
    async remove(keys) {
      if (!isTorn) return operate(() => area.remove(keys));
      for (const key of keys) await operate(() => area.remove([key]));
    },
  };
}

/** What was not acknowledged may be there in part: its only copy damaged, and a base that holds it half written. */
function markByMark(act: Act): Rows[] {
  const { read, saved } = rowsOfAct(act);
  return [
    ...read.map((row) => ({ read: [row], saved: [] })),
    ...saved.map((row) => ({ read: [], saved: [row] })),
  ];
}

describe('whatever was acknowledged', () => {
  test('is read whole after kills at any moment and a damaged record', {
    timeout: RUNS_LIMIT_MS,
  }, async () => {
    const sessions = fc.array(fc.tuple(session, fc.option(damage)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(sessions, fc.scheduler(), async (all, scheduler) => {
        const area = new MemoryArea();
        const kept: Act[] = [];
        /** Acts in the outbox of each database: flushed again until they are acknowledged. */
        const outboxes = [new Map<number, Act>(), new Map<number, Act>()];
        let seq = 0;
        let isWhole = true;

        for (const [{ writers, compactions, endsAfter, workerEndsAfter, isTorn }, damaged] of all) {
          let operations = 0;
          let ofWorker = 0;
          const turn = scheduler.scheduleFunction(async () => undefined);
          const isAlive = () => ++operations <= endsAfter;
          const isWorkerAlive = () => isAlive() && ++ofWorker <= workerEndsAfter;

          const write = async (writer: number, batches: Act[][]) => {
            const seen = seenBy(area, turn, isAlive, isTorn);
            const outbox = outboxes[writer] ?? new Map<number, Act>();
            for (const batch of batches) {
              for (const act of batch) outbox.set(++seq, act);
              const entries = Array.from(outbox, ([number, act]) => ({ seq: number, act }));
              await append(seen, `store${writer}`, entries);
              for (const entry of entries) outbox.delete(entry.seq);
              kept.push(...entries.map(({ act }) => act));
            }
          };
          const work = async () => {
            const seen = seenBy(area, turn, isWorkerAlive, isTorn);
            for (let times = 0; times < compactions; times += 1) {
              await compact(seen, THROUGH, 60);
              isWhole = true;
            }
          };
          await scheduler.waitFor(
            Promise.all(
              [...writers.map((batches, writer) => write(writer, batches)), work()].map((running) =>
                running.catch((error) => {
                  if (!(error instanceof Killed)) throw error;
                }),
              ),
            ),
          );

          if (damaged !== null && isWhole) {
            harm(area, damaged);
            isWhole = false; // one at a time: until a compaction has made two of everything again
          }
          const { state } = await readJournal(area);
          const pending = outboxes.flatMap((outbox) => [...outbox.values()].flatMap(markByMark));
          const arrived = pending.filter((rows) => holds(state, rows));
          expect(state).toEqual(stateOf([...kept.map(rowsOfAct), ...arrived]));
        }
      }),
      { numRuns: RUNS },
    );
  });
});
