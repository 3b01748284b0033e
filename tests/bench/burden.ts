// What a page asks of the computer beside time: heap, elements, script, long tasks, layout shifts. Here a debugger
// is attached, for nothing of this depends on when the first row comes.

import { callText } from '../support/in-page.ts';
import type { AttachedPage, DevTools } from './devtools.ts';
import { STATIC_PAGE } from './floors/floors.ts';
import { counted, type Finding, GOALS, measured } from './goals.ts';
import { noteStrain, type Strain, strainOf } from './in-page.ts';
import { PAGES, type Stored } from './openings.ts';
import { gzippedKb, scriptsOf } from './packages.ts';

/** What one opening of a page asked. */
interface Burden extends Strain {
  heapMb: number;
  /** Of the page with all its rows. */
  elements: number;
}

/** Measures each page beside the static one, `rounds` times, and again with a slow CPU. */
export async function measureBurdens(devtools: DevTools, stored: Stored, rounds: number): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [name, path] of Object.entries(PAGES)) {
    const usual: Burden[] = [];
    const slowed: Burden[] = [];
    const floor: Burden[] = [];
    const slowedFloor: Burden[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await stored.extension.notePoll();
      const ours = { url: stored.extension.url(path), hasMark: true };
      const static_ = { url: stored.extension.url(STATIC_PAGE), hasMark: false };
      floor.push(await burdenOf(devtools, static_, 1));
      usual.push(await burdenOf(devtools, ours, 1));
      slowedFloor.push(await burdenOf(devtools, static_, 4));
      slowed.push(await burdenOf(devtools, ours, 4));
    }
    const heap = usual.map(({ heapMb }, round) => heapMb - (floor[round]?.heapMb ?? Number.NaN));
    findings.push(
      measured(GOALS.heap, name, heap),
      counted(GOALS.elements, name, Math.max(...usual.map(({ elements }) => elements))),
      measured(GOALS.longTasks, name, usual.map(countOf), longTaskWords(usual, floor)),
      measured(GOALS.slowLongTasks, name, slowed.map(countOf), longTaskWords(slowed, slowedFloor)),
      counted(GOALS.shift, name, Math.max(...usual.map(({ shift }) => shift)), `worst of ${rounds} opens`),
    );
  }
  return findings;
}

/** The script of each page before its first row. */
export function measureSizes(built: string): Finding[] {
  const findings: Finding[] = [];
  for (const [name, path] of Object.entries(PAGES)) {
    const scripts = scriptsOf(built, path);
    const kb = scripts.map((script) => gzippedKb(built, script)).reduce((sum, size) => sum + size, 0);
    findings.push(counted(GOALS.script, name, kb), counted(GOALS.modules, name, scripts.length));
  }
  return findings;
}

async function burdenOf(
  devtools: DevTools,
  { url, hasMark }: { url: string; hasMark: boolean },
  slowdown: number,
): Promise<Burden> {
  const page = await devtools.open('about:blank');
  await page.send('Page.enable', {});
  await page.send('Page.addScriptToEvaluateOnNewDocument', { source: callText(noteStrain, []) });
  if (slowdown > 1) await page.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.send('Page.navigate', { url });
  const strain = await page.evaluate(strainOf, hasMark);
  const elements = await page.evaluate(() => document.getElementsByTagName('*').length);
  const heapMb = await heapOf(page);
  await page.close();
  return { ...strain, heapMb, elements };
}

/** What is left of the heap after a collection, in MB (1000 kB). */
async function heapOf(page: AttachedPage): Promise<number> {
  await page.send('HeapProfiler.collectGarbage', {});
  const { usedSize } = await page.send('Runtime.getHeapUsage', {});
  return usedSize / 1e6;
}

function countOf({ longTasks }: Strain): number {
  return longTasks.length;
}

function longTaskWords(ours: readonly Strain[], floor: readonly Strain[]): string {
  const opens = (strains: readonly Strain[]) =>
    strains.filter(({ longTasks }) => longTasks.length > 0).length;
  const all = ours.flatMap(({ longTasks }) => longTasks);
  return `in ${opens(ours)} of ${ours.length} opens, static page ${opens(floor)}; longest ${Math.max(0, ...all)} ms`;
}
