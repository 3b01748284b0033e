// `npm test`: every check of the project, one after the other; what fails shows what it printed. The last line
// is the count. With --all the browser tests try every case, and docs/test-record.md is written anew.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser, versionOf } from './browsers.ts';
import {
  type Count,
  countTests,
  figuresIn,
  type Result,
  seconds,
  total,
  writeRecord,
} from './test-report.ts';
import { ROOT, type Run, runTool, type Tool } from './tools.ts';

const isAll = process.argv.includes('--all');
const results: Result[] = [];

const browsers = await getBrowsers();
await check('types', 'tsc', ['--noEmit']);
await check('format and lint', 'biome', ['ci', '.', '--colors=off']);
await suite(
  'unit tests',
  'unit',
  isAll ? { REE_TEST_ALL: '1', REE_RUNS: process.env['REE_RUNS'] ?? '10000' } : {},
);
const isBuilt = [
  await check('package for Chrome', 'wxt', ['build']),
  await check('package for Firefox', 'wxt', ['build', '-b', 'firefox', '--mv3']),
  await check('package for Chrome without a new tab', 'wxt', ['build', '--mode', 'no-newtab']),
  await check('package for Firefox without a new tab', 'wxt', [
    ...['build', '-b', 'firefox', '--mv3'],
    ...['--mode', 'no-newtab'],
  ]),
].every(Boolean);
await check('lint of the package', 'web-ext', [
  ...['lint', '--source-dir', join('.output', 'firefox-mv3'), '--warnings-as-errors', '--boring'],
  '--no-config-discovery',
]);
if (browsers.missing !== undefined) skip('browser tests', browsers.missing);
else if (!isBuilt) skip('browser tests', 'There is no package to test: the build failed.');
else await suite('browser tests', 'browser', isAll ? { REE_TEST_ALL: '1' } : {});

if (isAll) {
  const testedWith = [...browsers.executables.map(versionOf), `Node ${process.versions.node}`];
  writeFileSync(join(ROOT, 'docs', 'test-record.md'), writeRecord(results, testedWith, new Date()));
}
const { passed, failed } = total(results);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);

/** Gets the browsers; `missing` says which can't be had, and how to get it. */
async function getBrowsers(): Promise<{ executables: string[]; missing?: string }> {
  const executables: string[] = [];
  try {
    executables.push(await ensureBrowser('chromium'));
    executables.push(await ensureBrowser('firefox'));
    return { executables };
  } catch (error) {
    return { executables, missing: error instanceof Error ? error.message : String(error) };
  }
}

/** Runs a tool that passes or fails as a whole; returns which. */
async function check(name: string, tool: Tool, args: string[]): Promise<boolean> {
  begin(name);
  const run = await runTool(tool, args);
  const count = run.isFine ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  end(name, run, count, run.isFine ? 'passed' : 'failed');
  return run.isFine;
}

/** Runs one of vitest's projects and counts each of its tests. */
async function suite(name: string, project: string, env: Record<string, string> = {}): Promise<void> {
  begin(name);
  const directory = mkdtempSync(join(tmpdir(), 'test-report-'));
  const file = join(directory, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const run = await runTool('vitest', ['run', '--project', project, ...reporters], env);
  const count = countTests(existsSync(file) ? readFileSync(file, 'utf8') : undefined, run.isFine);
  rmSync(directory, { recursive: true });
  end(name, run, count, `${count.passed} passed, ${count.failed} failed`);
}

function skip(name: string, reason: string): void {
  begin(name);
  end(name, { isFine: false, output: reason, durationMs: 0 }, { passed: 0, failed: 1 }, 'not run, 1 failed');
}

function begin(name: string): void {
  process.stdout.write(`${name} … `);
}

function end(name: string, { output, durationMs }: Run, count: Count, words: string): void {
  const figures = figuresIn(output);
  results.push({ name, durationMs, ...count, figures });
  console.log(`${words} (${seconds(durationMs)})`);
  for (const figure of figures) console.log(`  ${figure}`);
  if (count.failed > 0) console.log(`\n${output.trimEnd()}\n`);
}
