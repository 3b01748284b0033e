// What came of the tests: vitest's report in numbers, and the record that is kept in docs/test-record.md.

/** Passed and failed; a step that is no suite of tests counts as one. */
export interface Count {
  passed: number;
  failed: number;
}

export interface Result extends Count {
  name: string;
  durationMs: number;
  /** What its tests told of themselves. */
  figures: string[];
}

/** vitest's JSON reporter, as far as it is read here. */
interface TestFile {
  status: string;
  assertionResults: { status: string }[];
}

/**
 * Counts the tests of one run of vitest. `report` is the text its JSON reporter wrote; undefined, or no such
 * report, counts as one failure, and so do a file that failed without a failed test, a run that ended badly
 * all the same, and a run without a test. Never throws.
 */
export function countTests(report: string | undefined, endedWell: boolean): Count {
  const files = readTestFiles(report);
  if (files === undefined) return { passed: 0, failed: 1 };
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const brokenFiles = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(isFailed),
  );
  const failed = tests.filter(isFailed).length + brokenFiles.length;
  const isBadAllTheSame = failed === 0 && (!endedWell || passed === 0);
  return { passed, failed: isBadAllTheSame ? 1 : failed };
}

/** The lines of a suite's output that tell how much was tried: "46 of 46 call sites", "300 histories, seed 5", "40 minutes …". */
export function figuresIn(output: string): string[] {
  return output.split(/\r?\n/).filter((line) => /^\d+ (?:of \d+ |minutes in |\w+, seed \d+$)/.test(line));
}

/** The sum over several results. */
export function total(results: readonly Count[]): Count {
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** "0.4 s", "75.0 s". */
export function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

/** The record as Markdown; `versions` are the browsers' and Node's, as they name themselves. */
export function writeRecord(results: readonly Result[], versions: readonly string[], now: Date): string {
  const { passed, failed } = total(results);
  const rows = results.map(
    (result) => `| ${result.name} | ${result.passed} | ${result.failed} | ${seconds(result.durationMs)} |`,
  );
  return [
    '# Test record',
    '',
    `Written by \`npm run test:all\` on ${now.toISOString().slice(0, 10)} with ${versions.join(', ')}.`,
    '',
    '| suite | passed | failed | duration |',
    '|---|---|---|---|',
    ...rows,
    `| **all** | **${passed}** | **${failed}** | ${seconds(results.reduce((sum, { durationMs }) => sum + durationMs, 0))} |`,
    '',
    ...results.flatMap(({ name, figures }) => figures.map((figure) => `- ${name}: ${figure}.`)),
    ...(results.some(({ figures }) => figures.length > 0) ? [''] : []),
  ].join('\n');
}

function isFailed({ status }: { status: string }): boolean {
  return status === 'failed';
}

function readTestFiles(report: string | undefined): TestFile[] | undefined {
  if (report === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(report);
    const files = isRecord(read) ? read['testResults'] : undefined;
    return Array.isArray(files) && files.every(isTestFile) ? files : undefined;
  } catch {
    return undefined; // cut short: vitest died while it wrote
  }
}

function isTestFile(file: unknown): file is TestFile {
  if (!isRecord(file) || typeof file['status'] !== 'string') return false;
  const tests = file['assertionResults'];
  return Array.isArray(tests) && tests.every((test) => isRecord(test) && typeof test['status'] === 'string');
}

function isRecord(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null;
}
