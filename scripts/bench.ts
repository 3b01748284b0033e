// Measures the built extension in Chromium against the goals of docs/performance.md, and prints a table.
// How is in tests/bench. Exits with 1 when a goal is clearly missed.
//   npm run bench -- [--pairs 40] [--stored 100,10000,100000] [--record]

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { archive } from '../tests/bench/archive.ts';
import { measureBurdens, measureSizes } from '../tests/bench/burden.ts';
import { DevTools } from '../tests/bench/devtools.ts';
import { counted, type Finding, GOALS, judge } from '../tests/bench/goals.ts';
import { watchWorkersEnd } from '../tests/bench/idle.ts';
import { LoadedExtension } from '../tests/bench/loaded-extension.ts';
import { compareStores, compareWithVanilla, openInTurns, type Stored } from '../tests/bench/openings.ts';
import { buildExtension, copyWithFloors, staticExtension, zippedKb } from '../tests/bench/packages.ts';
import { comparePopups } from '../tests/bench/popups.ts';
import { toPage, toTable } from '../tests/bench/report.ts';
import { ensureBrowser } from './browsers.ts';

const PAGE = join(import.meta.dirname, '..', 'docs', 'performance.md');
/** What is not compared needs fewer rounds than what is. */
const PAIRS_FOR_A_BURDEN = 4;

const { values } = parseArgs({
  options: {
    pairs: { type: 'string', default: '40' },
    stored: { type: 'string', default: '100,10000,100000' },
    record: { type: 'boolean', default: false },
  },
});
const pairs = wholeNumber(values.pairs, '--pairs');
const counts = values.stored.split(',').map((count) => wholeNumber(count, '--stored'));
const startedAt = Date.now();

const executable = await ensureBrowser('chromium');
say('building');
const built = await buildExtension('chrome');
const builtForFirefox = await buildExtension('firefox');
const devtools = new DevTools(executable);
try {
  const findings = await measureAll();
  const { product } = await devtools.send('Browser.getVersion', {});
  console.log(`\n${toTable(findings)}`);
  if (values.record)
    writeFileSync(PAGE, toPage(findings, { browser: product, pairs, measuredAt: startedAt }));
  const missed = findings.filter((finding) => judge(finding) === 'missed');
  if (missed.length > 0)
    console.log(`Missed: ${missed.map(({ goal, of }) => `${goal.what} (${of})`).join('; ')}`);
  process.exitCode = missed.length > 0 ? 1 : 0;
} finally {
  await devtools.close();
}

async function measureAll(): Promise<Finding[]> {
  const newest = [...archive(50, startedAt)];
  const extensions: Stored[] = [];
  for (const count of counts) {
    say(`storing ${count} stories`);
    const directory = copyWithFloors(built, `stored-${count}`, newest, startedAt);
    const extension = await LoadedExtension.load(devtools, directory);
    await extension.store(count, startedAt);
    extensions.push({ count, extension });
  }
  const floor = await LoadedExtension.load(devtools, staticExtension(newest, startedAt));

  say('opening pages in tabs');
  const openings = await openInTurns(extensions, pairs);
  const findings = extensions.flatMap((stored, index) =>
    compareWithVanilla(stored, openings[index] ?? new Map()),
  );
  const [few, many] = [extensions[0], extensions.at(-1)];
  const [ofFew, ofMany] = [openings[0], openings.at(-1)];
  if (few === undefined || many === undefined || ofFew === undefined || ofMany === undefined)
    throw new Error('nothing to measure');
  if (few !== many) findings.push(...compareStores(few, ofFew, many, ofMany));

  say('opening the popup through the toolbar');
  findings.push(await comparePopups(many, floor, pairs));
  say('weighing pages');
  findings.push(...measureSizes(built));
  findings.push(...(await measureBurdens(devtools, many, Math.ceil(pairs / PAIRS_FOR_A_BURDEN))));
  findings.push(
    counted(GOALS.package, 'Chromium', zippedKb(built)),
    counted(GOALS.package, 'Firefox', zippedKb(builtForFirefox)),
  );
  say('waiting for the workers to end');
  findings.push(await watchWorkersEnd(devtools, extensions));
  return findings;
}

function wholeNumber(text: string, option: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${option} wants whole numbers, not ${text}`);
  return number;
}

function say(what: string): void {
  console.error(`${((Date.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${what} …`);
}
