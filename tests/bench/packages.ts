// Builds the extension, and copies it for measuring: its own files byte for byte, the floors beside them. Each copy
// is an extension of its own to the browser, with its own database.

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { build } from 'wxt';
import type { Story } from '../../lib/story/story.ts';
import { STATIC_PAGE, STYLE_HASH, writeStaticPage, writeVanillaPage } from './floors/floors.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const OUTPUT = join(ROOT, '.output', 'bench');
/** Bytes that a zip adds: for each file two headers and its name twice, and one record at the end (APPNOTE 4.3). */
const ZIP_HEADERS = 30 + 46;
const ZIP_END = 22;

/** Builds the extension as it is released; gives the directory. */
export async function buildExtension(browser: 'chrome' | 'firefox'): Promise<string> {
  await build({
    root: ROOT,
    browser,
    manifestVersion: 3,
    outDirTemplate: `bench/built-${browser}`,
    // What it has to say is said by a build; here it would stand between the figures.
    logger: {
      level: 0,
      debug() {},
      log() {},
      info() {},
      success() {},
      warn: console.warn,
      error: console.error,
      fatal: console.error,
    },
  });
  return join(OUTPUT, `built-${browser}`);
}

/** A copy of a built extension with the floors in it; its manifest allows their style and no more. */
export function copyWithFloors(built: string, name: string, newest: readonly Story[], now: number): string {
  const directory = emptied(name);
  cpSync(built, directory, { recursive: true });
  const manifest = readFileSync(join(built, 'manifest.json'), 'utf8');
  writeFileSync(
    join(directory, 'manifest.json'),
    manifest.replace("style-src 'self'", `style-src 'self' ${STYLE_HASH}`),
  );
  writeStaticPage(directory, newest, now);
  writeVanillaPage(directory);
  return directory;
}

/** An extension whose popup is the static page, and nothing else. */
export function staticExtension(newest: readonly Story[], now: number): string {
  const directory = emptied('static');
  const policy = `default-src 'none'; style-src ${STYLE_HASH}`;
  writeFileSync(
    join(directory, 'manifest.json'),
    JSON.stringify({
      manifest_version: 3,
      name: 'Static headlines',
      version: '1',
      content_security_policy: { extension_pages: policy },
      action: { default_popup: STATIC_PAGE },
    }),
  );
  writeStaticPage(directory, newest, now);
  return directory;
}

/** How large a directory is as a zip, in kB (1000 bytes). */
export function zippedKb(directory: string): number {
  const sizes = filesIn(directory).map((path) => {
    const name = Buffer.byteLength(relative(directory, path));
    return deflateRawSync(readFileSync(path), { level: 9 }).length + ZIP_HEADERS + 2 * name;
  });
  return sizes.reduce((sum, size) => sum + size, ZIP_END) / 1000;
}

/** Paths of the scripts that a page loads of itself: those it names, and what they import at once, not by `import()`. */
export function scriptsOf(directory: string, page: string): string[] {
  const html = readFileSync(join(directory, page), 'utf8');
  const scripts = new Set([...html.matchAll(/<script[^>]+src="\/?([^"]+)"/g)].map(([, path = '']) => path));
  for (const path of scripts) {
    const code = readFileSync(join(directory, path), 'utf8');
    for (const [, imported = ''] of code.matchAll(/\bimport\s*(?:[^'"()]*?\bfrom\s*)?["'](\.[^"']+)["']/g))
      scripts.add(normalize(join(dirname(path), imported)));
  }
  return [...scripts];
}

/** How large a file of an extension is gzipped, in kB. */
export function gzippedKb(directory: string, path: string): number {
  return gzipSync(readFileSync(join(directory, path)), { level: 9 }).length / 1000;
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isFile());
}

function emptied(name: string): string {
  const directory = join(OUTPUT, name);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  return directory;
}
