// Runs the command-line tools that the project depends on, on this Node, and keeps what they print.

import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');

/** Their scripts, rather than node_modules/.bin, whose files are other ones on Windows. */
const SCRIPTS = {
  biome: '@biomejs/biome/bin/biome',
  tsc: 'typescript/bin/tsc',
  vitest: 'vitest/vitest.mjs',
  'web-ext': 'web-ext/bin/web-ext.js',
  wxt: 'wxt/bin/wxt.mjs',
};

export type Tool = keyof typeof SCRIPTS;

export interface Run {
  /** Whether it ended with exit code 0. */
  isFine: boolean;
  /** What it printed on both streams, as it came. */
  output: string;
  durationMs: number;
}

/** Runs a tool in the root of the project to its end. A tool that can't be started is one that failed. */
export function runTool(tool: Tool, args: string[], env: Record<string, string> = {}): Promise<Run> {
  const startedAt = Date.now();
  const child = spawn(process.execPath, [join(ROOT, 'node_modules', SCRIPTS[tool]), ...args], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, ...env }, // what they print is kept as plain text
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (text: string) => {
    output += text;
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  return new Promise((resolve) => {
    const end = (isFine: boolean) => resolve({ isFine, output, durationMs: Date.now() - startedAt });
    child.on('close', (code) => end(code === 0));
    child.on('error', (error) => {
      keep(String(error));
      end(false);
    });
  });
}
