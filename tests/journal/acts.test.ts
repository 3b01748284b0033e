import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Act,
  actAt,
  holds,
  isAct,
  isRows,
  type ReaderState,
  rowsOf,
  rowsOfAct,
  stateOf,
} from '../../lib/journal/acts.ts';
import { anyAct, readAct } from '../support/acts.ts';
import { RUNS, RUNS_LIMIT_MS } from '../support/runs.ts';

const withAct = (state: ReaderState, act: Act) => stateOf([rowsOf(state), rowsOfAct(act)]);
const acts = fc.array(anyAct, { maxLength: 8 });
const stateOfActs = (some: Act[]) => stateOf(some.map(rowsOfAct));
const runs = { numRuns: RUNS };

describe('the state that acts make', { timeout: RUNS_LIMIT_MS }, () => {
  test('is the same in whatever order they come', () => {
    const shuffled = acts.chain((some) =>
      fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })),
    );
    fc.assert(
      fc.property(shuffled, ([some, others]) => {
        expect(stateOfActs(others)).toEqual(stateOfActs(some));
      }),
      runs,
    );
  });

  test('is the same however often they come', () => {
    fc.assert(
      fc.property(acts, fc.infiniteStream(fc.nat({ max: 2 })), (some, times) => {
        const again = some.flatMap((act) => Array<Act>(times.next().value).fill(act));
        expect(stateOfActs([...some, ...again])).toEqual(stateOfActs(some));
      }),
      runs,
    );
  });

  test('is the same however they are put together', () => {
    fc.assert(
      fc.property(acts, acts, acts, (one, two, three) => {
        const join = (...states: ReturnType<typeof stateOf>[]) => stateOf(states.map(rowsOf));
        const [a, b, c] = [stateOfActs(one), stateOfActs(two), stateOfActs(three)];
        const whole = stateOfActs([...one, ...two, ...three]);
        expect(join(join(a, b), c)).toEqual(whole);
        expect(join(a, join(b, c))).toEqual(whole);
        expect(one.reduce(withAct, join(c, b))).toEqual(whole);
      }),
      runs,
    );
  });

  test('holds an act just when the act changes nothing', () => {
    fc.assert(
      fc.property(acts, anyAct, (some, act) => {
        const state = stateOfActs(some);
        const isSame = JSON.stringify(rowsOf(withAct(state, act))) === JSON.stringify(rowsOf(state));
        expect(holds(state, rowsOfAct(act))).toBe(isSame);
      }),
      runs,
    );
  });

  test('survives JSON as rows', () => {
    fc.assert(
      fc.property(acts, (some) => {
        const state = stateOfActs(some);
        const rows: unknown = JSON.parse(JSON.stringify(rowsOf(state)));
        expect(isRows(rows) && stateOf([rows])).toEqual(state);
      }),
      runs,
    );
  });

  test('has the later of two marks, also where it takes the earlier back', () => {
    const state = stateOfActs([{ kind: 'states', at: 20, read: [['p/1', null]] }, readAct('p/1', 10)]);
    expect(state.read.get('p/1')).toEqual({ at: 20, since: null });
  });

  test('keeps the snapshot of a saved story until it is saved no more', () => {
    const save: Act = { kind: 'states', at: 10, saved: [['p/1', 10, { title: 'one' }]] };
    expect(stateOfActs([save]).saved.get('p/1')).toEqual({ at: 10, since: 10, story: { title: 'one' } });
    const unsave: Act = { kind: 'states', at: 20, saved: [['p/1', null]] };
    expect(stateOfActs([save, unsave]).saved.get('p/1')).toEqual({ at: 20, since: null });
  });

  test('tells when the latest act was, and nothing where there was none', () => {
    expect(stateOfActs([readAct('p/1', 30), readAct('p/2', 10)]).latestAt).toBe(30);
    expect(stateOfActs([])).toEqual({ read: new Map(), saved: new Map(), settings: new Map() });
  });
});

test('an act is later than every act before it, whatever the clock does', () => {
  expect(actAt(50, undefined)).toBe(50);
  expect(actAt(50, 40)).toBe(50);
  expect(actAt(50, 50)).toBe(51);
  expect(actAt(50, 90)).toBe(91);
});

test.each([
  ['of another kind', { kind: 'notes', at: 1 }],
  ['without a moment', { kind: 'states', read: [] }],
  ['whose moment is no number', { kind: 'states', at: '1' }],
  ['with a mark that is no list', { kind: 'states', at: 1, read: [{ id: 'p/1' }] }],
  ['with a mark without `since`', { kind: 'states', at: 1, saved: [['p/1']] }],
  ['that is null', null],
  ['that is a list', []],
])('isAct takes no value %s', (_, value) => {
  expect(isAct(value)).toBe(false);
});
