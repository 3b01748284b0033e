// The process and the profile of a browser under test: started fresh, ended for certain, nothing left behind.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';

const CLOSING_MS = 60_000;

/** A fresh directory for a profile. */
export function makeProfile(): string {
  return mkdtempSync(join(tmpdir(), 'browser-profile-'));
}

/** Removes a profile; children of the browser may write to it for a moment after its end. */
export function removeProfile(profile: string): void {
  rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

/** Ends a browser properly, or by SIGKILL when it does not answer; resolves when its process is gone. */
export async function quit(browser: Browser): Promise<void> {
  const patience = setTimeout(() => killAtOnce(browser), CLOSING_MS);
  await browser.close().catch(() => undefined); // rejects when the process dies under it
  clearTimeout(patience);
  await killAtOnce(browser);
}

/** Ends a browser by SIGKILL; resolves when its process is gone, at once when it already is. */
export async function killAtOnce(browser: Browser): Promise<void> {
  const process = browser.process();
  if (process === null || process.exitCode !== null || process.signalCode !== null) return;
  const gone = new Promise((exited) => process.once('exit', exited));
  process.kill('SIGKILL');
  await gone;
}
