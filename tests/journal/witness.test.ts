import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seal } from '../../lib/journal/seal.ts';
import {
  compareWithWitness,
  readWitness,
  type StoreSeen,
  type Verdict,
  type Witness,
  writeWitness,
} from '../../lib/journal/witness.ts';
import { MemoryArea } from '../support/memory-area.ts';

const WITNESS: Witness = { storeId: 's', installedAt: 1, phaseMs: 2, arrivals: 300, acts: 40, at: 100 };
const OF_NOTHING: Witness = { ...WITNESS, arrivals: 0, acts: 0 };

describe('compareWithWitness', () => {
  test.each<[string, Witness | 'damaged' | undefined, StoreSeen, Verdict]>([
    ['a first start', undefined, { arrivals: 0 }, 'first'],
    ['a first start after the database drew its id', undefined, { storeId: 's', arrivals: 0 }, 'first'],
    ['a database from before there were witnesses', undefined, { arrivals: 300 }, 'unwitnessed'],
    ['a witness that was lost', undefined, { storeId: 's', arrivals: 300 }, 'unwitnessed'],
    ['as it was seen', WITNESS, { storeId: 's', arrivals: 300, acts: 40 }, 'sound'],
    [
      'more than was seen: killed before the witness was written',
      WITNESS,
      { storeId: 's', arrivals: 310, acts: 41 },
      'sound',
    ],
    ['as it was seen, its acts not known', WITNESS, { storeId: 's', arrivals: 300 }, 'sound'],
    ['a new database where one was', WITNESS, { arrivals: 0 }, 'lost'],
    ['a new database that drew its id already', WITNESS, { storeId: 'other', arrivals: 0, acts: 0 }, 'lost'],
    [
      'another database that was filled already',
      WITNESS,
      { storeId: 'other', arrivals: 310, acts: 50 },
      'lost',
    ],
    ['a new database where only acts were', { ...WITNESS, arrivals: 0 }, { arrivals: 0 }, 'lost'],
    ['a new database where nothing was', OF_NOTHING, { storeId: 'other', arrivals: 0 }, 'first'],
    ['fewer stories than were seen', WITNESS, { storeId: 's', arrivals: 299, acts: 40 }, 'partly'],
    ['fewer acts than were seen', WITNESS, { storeId: 's', arrivals: 300, acts: 39 }, 'partly'],
    ['nothing but its id', WITNESS, { storeId: 's', arrivals: 0 }, 'partly'],
    [
      'a damaged witness of a database with stories',
      'damaged',
      { storeId: 's', arrivals: 300 },
      'unwitnessed',
    ],
    ['a damaged witness of an empty database', 'damaged', { arrivals: 0 }, 'lost'],
  ])('%s', (_, witness, store, verdict) => {
    expect(compareWithWitness(witness, store)).toBe(verdict);
  });
});

describe('readWitness', () => {
  test('reads what was written last', async () => {
    const area = new MemoryArea();
    await writeWitness(area, WITNESS);
    await writeWitness(area, { ...WITNESS, arrivals: 301, at: 200 });
    expect(await readWitness(area)).toEqual({ ...WITNESS, arrivals: 301, at: 200 });
  });

  test('needs but one of the copies, whichever is damaged and however', async () => {
    const damaging = [undefined, 'null', '7', '"garbage"', '"00000000{}"', 'no JSON'];
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1 }), fc.constantFrom(...damaging), async (copy, text) => {
        const area = new MemoryArea();
        await writeWitness(area, WITNESS);
        const key = area.keys()[copy] ?? '';
        if (text === undefined) area.texts.delete(key);
        else area.texts.set(key, text);
        expect(await readWitness(area)).toEqual(WITNESS);
      }),
    );
  });

  test('believes the later when only one copy was written before a kill', async () => {
    const area = new MemoryArea();
    await writeWitness(area, WITNESS);
    for (const key of area.keys()) {
      await writeWitness(area, WITNESS);
      await area.set({ [key]: seal({ ...WITNESS, at: 200 }) });
      expect(await readWitness(area)).toEqual({ ...WITNESS, at: 200 });
    }
  });

  test('tells that there is none from one that is damaged and from one that can’t be read', async () => {
    const area = new MemoryArea();
    expect(await readWitness(area)).toBeUndefined();
    await area.set({ 'witness.one': seal({ ...WITNESS, storeId: 7 }), 'witness.two': 'garbage' });
    expect(await readWitness(area)).toBe('damaged');
    area.get = () => Promise.reject(new Error('no disk'));
    await expect(readWitness(area)).rejects.toThrow('no disk');
  });
});
