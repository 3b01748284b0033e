// Kills the browser or stops the worker at random moments, and looks whether all that a reader relies on is still
// there. How is in tests/torture. Exits with 1 when something broke, and says what.
//   npm run torture -- [--times 100] [--browser chromium|firefox|both] [--seed 1]
// `--times` counts over all runs on record (docs/torture-record.md), which is written after each round: a run that
// was interrupted, by Ctrl+C at any time, goes on where the record ends, and two browsers may be tortured at once. A
// run with `--seed` repeats that seed for so many rounds and leaves the record alone.

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  beginRun,
  type RecordedRun,
  readRuns,
  roundsOf,
  withFailure,
  withRound,
  withRun,
  writeRecord,
} from '../tests/torture/record.ts';
import type { RoundReport } from '../tests/torture/round.ts';
import { torture } from '../tests/torture/torture.ts';
import { type BrowserKind, ensureBrowser, versionOf } from './browsers.ts';
import { ROOT, runTool } from './tools.ts';

const RECORD = join(ROOT, 'docs', 'torture-record.md');
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '100' },
    browser: { type: 'string', default: 'both' },
    seed: { type: 'string' },
  },
});
const times = wholeNumber(values.times, '--times');
const seed = values.seed === undefined ? undefined : wholeNumber(values.seed, '--seed');
// puppeteer would only close the browser, and a round that we broke off is none that failed.
for (const signal of SIGNALS) process.once(signal, () => process.exit(1));

for (const kind of chosenBrowsers(values.browser)) {
  if (!(await tortureBrowser(kind))) process.exitCode = 1;
}
process.exit(); // what died in a round may still be waited for

/** Plays what is left of the rounds; whether all held. */
async function tortureBrowser(kind: BrowserKind): Promise<boolean> {
  const onRecord = seed === undefined ? readRuns(readRecord()) : [];
  const left = times - roundsOf(onRecord, kind);
  if (left <= 0) {
    console.log(`${kind}: ${times} rounds are on record already`);
    return true;
  }
  const extension = await build(kind);
  const version = versionOf(await ensureBrowser(kind));
  const date = new Date().toISOString().slice(0, 10);
  const ownSeed = seed ?? Math.floor(Math.random() * 2 ** 31);
  let run = beginRun({ browser: kind, version, date, seed: ownSeed });
  console.log(`${kind}: ${left} rounds with seed ${ownSeed}`);

  const keep = (next: RecordedRun) => {
    run = next;
    if (seed === undefined) keepOnRecord(run);
  };
  const failure = await torture({
    ...{ kind, extension, seed: ownSeed, rounds: left },
    held(report) {
      keep(withRound(run, report));
      console.log(`${kind} ${report.number}/${left}: ${words(report)}`);
    },
  });
  if (failure === undefined) return true;
  keep(withFailure(run, failure.words));
  console.error(`\n${kind}, round ${failure.round}: ${failure.words}\n`);
  console.error(`The profile is kept at ${failure.profile}. To see it again:`);
  console.error(`  npm run torture -- --browser ${kind} --seed ${ownSeed} --times ${failure.round}\n`);
  return false;
}

function words({ interruption, interrupted }: RoundReport): string {
  const end = interruption.how === 'kill' ? 'killed' : 'worker stopped';
  return `${end} in the midst of ${interrupted.join(', ') || 'nothing'}; all is there`;
}

/** Anew from what is there: another browser may be tortured at the same time. */
function keepOnRecord(run: RecordedRun): void {
  const own = `${RECORD}.${process.pid}`;
  writeFileSync(own, writeRecord(withRun(readRuns(readRecord()), run)));
  renameSync(own, RECORD); // never half a page, for whoever reads it meanwhile
}

function readRecord(): string | undefined {
  return existsSync(RECORD) ? readFileSync(RECORD, 'utf8') : undefined;
}

async function build(kind: BrowserKind): Promise<string> {
  const target = kind === 'chromium' ? ['-b', 'chrome'] : ['-b', 'firefox', '--mv3'];
  const { isFine, output } = await runTool('wxt', ['build', ...target]);
  if (!isFine) throw new Error(`${output.trim()}\n\nThe extension could not be built; the reason is above.`);
  return join(ROOT, '.output', kind === 'chromium' ? 'chrome-mv3' : 'firefox-mv3');
}

function chosenBrowsers(wish: string): BrowserKind[] {
  if (wish === 'both') return ['chromium', 'firefox'];
  if (wish === 'chromium' || wish === 'firefox') return [wish];
  throw new Error(`--browser wants chromium, firefox or both, not ${wish}`);
}

function wholeNumber(text: string, option: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`${option} wants a whole number, not ${text}`);
  return number;
}
