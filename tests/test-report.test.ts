import { expect, test } from 'vitest';
import { figuresIn, writeRecord } from '../scripts/test-report.ts';

const OUTPUT = [
  'stdout | tests/x.test.ts',
  '46 of 46 call sites made to fail',
  '300 histories, seed 2705',
  '300 histories, seed 2705 and more',
  '40 minutes in firefox, a story in each: 71.2 MB after 20 of them, 72.0 MB after all',
  ' ✓ 3 of 4 in the name of a test',
];

test('figures are the lines that tell how many of how many, or how many of which seed', () => {
  const figures = [
    '46 of 46 call sites made to fail',
    '300 histories, seed 2705',
    '40 minutes in firefox, a story in each: 71.2 MB after 20 of them, 72.0 MB after all',
  ];
  expect(figuresIn(OUTPUT.join('\n'))).toEqual(figures);
  expect(figuresIn(OUTPUT.join('\r\n'))).toEqual(figures);
});

test('the record names them below its table', () => {
  const result = {
    name: 'unit tests',
    passed: 1,
    failed: 0,
    durationMs: 1000,
    figures: figuresIn(OUTPUT.join('\n')),
  };
  const record = writeRecord([result, { ...result, figures: [] }], ['Node 24'], new Date(0));
  expect(record).toMatch(
    /\| \*\*2\*\* \|.*\n\n- unit tests: 46 of 46 call sites made to fail\.\n- unit tests: 300 histories, seed 2705\.\n- unit tests: 40 minutes in firefox.*\n$/,
  );
});
