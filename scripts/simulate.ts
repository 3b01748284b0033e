// A week of many installs, lived with the extension's own scheduling code, as the site's operator would see it.
// Exits with 1 where a figure does not hold.
//   npm run simulate -- [--installs 10000] [--seed 1] [--edge nginx] [--record]

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EDGES, type Edge } from '../tests/support/wordpress.ts';
import { toChart } from './simulate/chart.ts';
import { toPage, toTable } from './simulate/page.ts';
import { simulate } from './simulate/simulate.ts';
import { holds } from './simulate/tally.ts';

const DOCS = join(import.meta.dirname, '..', 'docs');

const { values } = parseArgs({
  options: {
    installs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    edge: { type: 'string', default: 'nginx' },
    record: { type: 'boolean', default: false },
  },
});
const installs = wholeNumber(values.installs, '--installs');
const seed = wholeNumber(values.seed, '--seed');
const { edge } = values;
if (!isEdge(edge)) throw new Error(`--edge wants one of ${Object.keys(EDGES).join(', ')}, not ${edge}`);

console.log(`${installs} installs, seed ${seed}, behind: ${edge}`);
const startedAt = Date.now();
const tenth = Math.ceil(installs / 10);
const simulated = simulate({ installs, seed, days: 7, outageDay: 2, edge }, (lived) => {
  if (lived % tenth === 0) console.error(`${((Date.now() - startedAt) / 1000).toFixed(0)} s  ${lived} lived`);
});
console.log(`\n${toTable(simulated.figures)}`);
if (values.record) {
  writeFileSync(join(DOCS, 'politeness.md'), toPage(simulated));
  writeFileSync(join(DOCS, 'politeness.svg'), toChart(simulated));
}
const missed = simulated.figures.filter((figure) => !holds(figure));
if (missed.length > 0) console.log(`Does not hold: ${missed.map(({ name }) => name).join('; ')}`);
process.exitCode = missed.length > 0 ? 1 : 0;

function isEdge(name: string): name is Edge {
  return Object.hasOwn(EDGES, name);
}

function wholeNumber(text: string, option: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${option} wants a whole number, not ${text}`);
  return number;
}
