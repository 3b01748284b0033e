// docs/torture-record.md: what was tortured so far and what came of it, as tables for people and, in a comment at
// its end, as the runs from which the next run goes on.

import type { Kind } from '../support/browser.ts';
import type { RoundReport } from './round.ts';

/** One run, over one profile. */
export interface RecordedRun {
  browser: Kind;
  /** As the browser names itself. */
  version: string;
  /** ISO date. */
  date: string;
  seed: number;
  /** Rounds played, one that failed among them. */
  rounds: number;
  kills: number;
  /** Rounds in which a worker was running and was stopped. */
  stops: number;
  /** How often each was under way when browser or worker ended. */
  interrupted: Record<string, number>;
  /** What broke, in words. */
  failures: string[];
}

export type Begun = Pick<RecordedRun, 'browser' | 'version' | 'date' | 'seed'>;

const NAMES: Record<Kind, string> = { chromium: 'Chromium', firefox: 'Firefox' };
const STATE = /<!-- runs\n(.*)\n-->/s;

export function beginRun(begun: Begun): RecordedRun {
  return { ...begun, rounds: 0, kills: 0, stops: 0, interrupted: {}, failures: [] };
}

export function withRound(run: RecordedRun, { interruption, interrupted, hit }: RoundReport): RecordedRun {
  const counts = { ...run.interrupted };
  for (const name of interrupted) counts[name] = (counts[name] ?? 0) + 1;
  const isKill = interruption.how === 'kill';
  return {
    ...run,
    rounds: run.rounds + 1,
    kills: run.kills + Number(isKill),
    stops: run.stops + Number(!isKill && hit),
    interrupted: counts,
  };
}

export function withFailure(run: RecordedRun, words: string): RecordedRun {
  return { ...run, rounds: run.rounds + 1, failures: [...run.failures, words] };
}

/** The runs with this one as it is now. */
export function withRun(runs: readonly RecordedRun[], run: RecordedRun): RecordedRun[] {
  const isIt = ({ browser, seed }: RecordedRun) => browser === run.browser && seed === run.seed;
  return runs.some(isIt) ? runs.map((kept) => (isIt(kept) ? run : kept)) : [...runs, run];
}

/** How many rounds a browser has been through. */
export function roundsOf(runs: readonly RecordedRun[], browser: Kind): number {
  return sum(ofBrowser(runs, browser), ({ rounds }) => rounds);
}

/** The runs on record; none where there is no page yet. Throws where the page is not one of ours. */
export function readRuns(page: string | undefined): RecordedRun[] {
  if (page === undefined) return [];
  const runs: unknown = JSON.parse(STATE.exec(page)?.[1] ?? 'null');
  if (!Array.isArray(runs) || !runs.every(isRun))
    throw new Error('the record does not end with the runs as they were written: restore it or remove it');
  return runs;
}

export function writeRecord(runs: readonly RecordedRun[]): string {
  const browsers = (['chromium', 'firefox'] as const).filter((browser) => roundsOf(runs, browser) > 0);
  const names = [...new Set(runs.flatMap(({ interrupted }) => Object.keys(interrupted)))].toSorted();
  const failures = runs.flatMap(({ browser, seed, failures }) =>
    failures.map((words) => `${NAMES[browser]}, seed ${seed}:\n\n\`\`\`\n${words}\n\`\`\`\n`),
  );
  return `# Torture record

Written by \`npm run torture\`: the browser is killed (SIGKILL) or its worker stopped at random moments of polling,
backfilling, marking and saving, and then the store, the journal, the list, the badge and the alarms are looked at. What
is checked is in \`tests/torture/\`.

${table(
  ['browser', 'rounds', 'browser killed', 'worker stopped', 'failures'],
  browsers.map((browser) => {
    const own = ofBrowser(runs, browser);
    return [
      NAMES[browser],
      sum(own, ({ rounds }) => rounds),
      sum(own, ({ kills }) => kills),
      sum(own, ({ stops }) => stops),
      sum(own, (run) => run.failures.length),
    ];
  }),
)}
What was under way at that moment, often several things at once:

${table(
  ['', ...browsers.map((browser) => NAMES[browser])],
  names.map((name) => [
    name,
    ...browsers.map((browser) => sum(ofBrowser(runs, browser), ({ interrupted }) => interrupted[name] ?? 0)),
  ]),
)}
The runs, each over one profile:

${table(
  ['date', 'browser', 'seed', 'rounds', 'failures'],
  runs.map(({ date, version, seed, rounds, failures }) => [date, version, seed, rounds, failures.length]),
)}
${failures.length === 0 ? '' : `What broke:\n\n${failures.join('\n')}\n`}<!-- runs
${JSON.stringify(runs).replaceAll('>', '\\u003e')}
-->
`;
}

function ofBrowser(runs: readonly RecordedRun[], browser: Kind): RecordedRun[] {
  return runs.filter((run) => run.browser === browser);
}

function sum(runs: readonly RecordedRun[], of: (run: RecordedRun) => number): number {
  return runs.reduce((total, run) => total + of(run), 0);
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}

function isRun(run: unknown): run is RecordedRun {
  const kinds: Record<keyof RecordedRun, string> = {
    browser: 'string',
    version: 'string',
    date: 'string',
    seed: 'number',
    rounds: 'number',
    kills: 'number',
    stops: 'number',
    interrupted: 'object',
    failures: 'object',
  };
  return (
    typeof run === 'object' &&
    run !== null &&
    Object.entries(kinds).every(([key, kind]) => typeof Reflect.get(run, key) === kind)
  );
}
