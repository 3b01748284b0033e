import { describe, expect, test } from 'vitest';
import type { Act } from '../../lib/journal/acts.ts';
import { append } from '../../lib/journal/append.ts';
import { toSnapshot } from '../../lib/journal/snapshot.ts';
import { MemoryArea } from '../support/memory-area.ts';
import { stored } from '../support/stories.ts';
import { faultsOfJournal } from './journal.ts';
import type { Snapshot } from './snapshot.ts';
import { sound } from './snapshots.ts';

const READING: Act = { kind: 'states', at: 5, read: [['p/1', 5]] };
const SAVING: Act = {
  kind: 'states',
  at: 6,
  saved: [['p/2', 6, toSnapshot(stored(2), '<p>text</p>')]],
};
const STORE = sound([
  { id: 2, savedAt: 6 },
  { id: 1, readAt: 5 },
]);

/** Where journal and store differ, the journal holding these acts. */
async function faults(acts: Act[], snapshot: Snapshot): Promise<string[]> {
  const area = new MemoryArea();
  await append(
    area,
    'store',
    acts.map((act, seq) => ({ seq, act })),
  );
  return faultsOfJournal(await area.get(null), snapshot);
}

describe('faultsOfJournal', () => {
  test('there are none where the journal, and what is on its way to it, says what the store says', async () => {
    expect(await faults([READING, SAVING], STORE)).toEqual([]);
    expect(await faults([SAVING], { ...STORE, outbox: [READING] })).toEqual([]);
    expect(await faults([], { ...STORE, outbox: [READING, SAVING] })).toEqual([]);
  });

  test.each<[string, Act[], Snapshot, string]>([
    ['a mark that it lost', [SAVING], STORE, 'p/1 read: the journal says no, the store 5'],
    ['a mark that never was', [READING, SAVING], sound([{ id: 2, savedAt: 6 }, { id: 1 }]), 'p/1 read'],
    ['a saved story that it lost', [READING], STORE, 'p/2 saved: the journal says no'],
    [
      'a saved story without its text',
      [READING, { ...SAVING, saved: [['p/2', 6]] }],
      STORE,
      'keeps nothing of the saved p/2',
    ],
    ['an act that can’t be read', [READING, SAVING], { ...STORE, outbox: ['torn'] }, '1 records'],
  ])('%s is found', async (_name, acts, snapshot, words) =>
    expect((await faults(acts, snapshot)).join('\n')).toContain(words),
  );

  test('a damaged record is found', async () => {
    const area = new MemoryArea();
    await append(area, 'store', [{ seq: 1, act: READING }]);
    const storage = await area.get(null);
    const [key = ''] = Object.keys(storage);
    expect(await faultsOfJournal({ ...storage, [key]: 'torn' }, sound([{ id: 1, readAt: 5 }]))).toEqual([
      '1 records of the journal can’t be read',
    ]);
  });
});
