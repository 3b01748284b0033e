// Acts for tests: few stories and few moments, so that acts meet.

import fc from 'fast-check';
import type { Act, Rows } from '../../lib/journal/acts.ts';

const id = fc.constantFrom('p/1', 'p/2', 'p/3', 'site/ñ "😀"');
const since = fc.option(fc.integer({ min: 1, max: 4 }), { nil: null });
const story = fc.constantFrom({ title: 'one' }, { title: 'two', html: '<p>\u2028' });

export const anyAct: fc.Arbitrary<Act> = fc.record(
  {
    kind: fc.constant('states' as const),
    at: fc.integer({ min: 1, max: 9 }),
    read: fc.array(fc.tuple(id, since), { maxLength: 3 }),
    saved: fc.array(fc.oneof(fc.tuple(id, since), fc.tuple(id, since, story)), { maxLength: 2 }),
  },
  { requiredKeys: ['kind', 'at'] },
);

/** One story marked read. */
export function readAct(id: string, at: number): Act {
  return { kind: 'states', at, read: [[id, at]] };
}

/** The marks of many readings, a second apart: what a base of so many holds. */
export function manyMarks(count: number): Rows {
  const rowAt = (_: unknown, n: number): [string, number] => [
    `p/${100_000 + n}`,
    1_930_383_600_000 + n * 1000,
  ];
  return { read: Array.from({ length: count }, rowAt), saved: [] };
}
