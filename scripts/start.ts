// `npm start`: builds the extension and shows it in a browser with a profile of its own, on the live feed or,
// where the site can't be reached, on the demonstration feed. `npm start -- firefox` chooses the browser.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeProfile, quit, removeProfile } from '../tests/support/browser-process.ts';
import type { Site } from '../tests/support/site.ts';
import { type BrowserKind, ensureBrowser, findBrowser } from './browsers.ts';
import { keepPublishing, startDemonstration } from './demonstration.ts';
import { openWindow } from './open-window.ts';
import type { Showing } from './showing.ts';
import { takePictures } from './take-pictures.ts';
import { ROOT, runTool } from './tools.ts';

const FEED = 'https://rareearthexchanges.com/feed/';
const REACH_MS = 8_000;
const WISHES: Record<string, BrowserKind> = { chrome: 'chromium', chromium: 'chromium', firefox: 'firefox' };
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

try {
  await start(process.argv[2]);
  process.exit(0); // a browser's connection must not keep us
} catch (error) {
  // Foreseeable faults are told in words; a fault of this program needs its trace.
  const isOurFault = error instanceof TypeError || error instanceof ReferenceError;
  console.error(isOurFault || !(error instanceof Error) ? error : `\n${error.message}`);
  process.exit(1);
}

async function start(wish: string | undefined): Promise<void> {
  const kind = chooseKind(wish);
  const executable = await ensureBrowser(kind);
  const isLive = await isSiteReached();
  const extension = await build(kind, isLive);
  const demonstration = isLive ? undefined : await startDemonstration();
  const profile = isLive ? keptProfile(kind) : throwAwayProfile();
  const showing: Showing = { kind, executable, extension, profile, ...(demonstration && { demonstration }) };
  if (hasDisplay()) await showWindow(showing);
  else await takePictures(showing);
  await demonstration?.close();
}

function chooseKind(wish: string | undefined): BrowserKind {
  if (wish === undefined) {
    return findBrowser('chromium') === undefined && findBrowser('firefox') !== undefined
      ? 'firefox'
      : 'chromium';
  }
  const kind = WISHES[wish.toLowerCase()];
  if (kind === undefined) throw new Error(`“${wish}” is no browser known here. Say chromium or firefox.`);
  return kind;
}

/** Whether the site answers at all; what it answers, a challenge to robots included, is the extension's to show. */
async function isSiteReached(): Promise<boolean> {
  try {
    const { status } = await fetch(FEED, { method: 'HEAD', signal: AbortSignal.timeout(REACH_MS) });
    if (status < 500) return true;
    console.log(`rareearthexchanges.com answers ${status}: it is out of order.`);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    console.log(`rareearthexchanges.com can't be reached from here: ${String(cause)}`);
  }
  console.log('You will see a DEMONSTRATION in its place: bundled stories, their dates moved to today.');
  return false;
}

async function build(kind: BrowserKind, isLive: boolean): Promise<string> {
  console.log('Building the extension …');
  const target = kind === 'chromium' ? ['-b', 'chrome'] : ['-b', 'firefox', '--mv3'];
  const env = isLive ? {} : { REE_DEMONSTRATION: '1' };
  const { isFine, output } = await runTool('wxt', ['build', ...target], env);
  if (!isFine) throw new Error(`${output.trim()}\n\nThe extension could not be built; the reason is above.`);
  const name = kind === 'chromium' ? 'chrome-mv3' : 'firefox-mv3';
  return join(ROOT, '.output', isLive ? name : `demo-${name}`);
}

function keptProfile(kind: BrowserKind): string {
  const profile = join(ROOT, '.cache', `start-profile-${kind}`);
  mkdirSync(profile, { recursive: true });
  return profile;
}

/** One that goes when this program ends, however it ends. */
function throwAwayProfile(): string {
  const profile = makeProfile();
  process.on('exit', () => removeProfile(profile));
  return profile;
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/** Opens the window and stays until it is closed or the program is told to end. */
async function showWindow(showing: Showing): Promise<void> {
  const browser = await openWindow(showing).catch((error: unknown) => {
    throw new Error(
      `${String(error)}\n\n${showing.executable} did not open. Is a window of an earlier start still open? ` +
        'Without a display, unset DISPLAY and WAYLAND_DISPLAY to have pictures instead.',
    );
  });
  console.log(`\n${showing.executable} is open on the new tab; the extension is ${showing.extension}`);
  console.log('Close the browser or press Ctrl+C here to end.');
  const stopPublishing = showing.demonstration && publishTo(showing.demonstration);
  const closed = new Promise((gone) => browser.process()?.once('exit', gone));
  for (const signal of SIGNALS) process.once(signal, () => void quit(browser));
  await closed;
  stopPublishing?.();
}

function publishTo(site: Site): () => void {
  console.log('A new story is published every few minutes; “Check now” on its pages asks for it at once.');
  return keepPublishing(site, (title) => console.log(`Published: ${title}`));
}
