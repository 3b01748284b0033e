// Finds every place in lib/ that calls storage, the network, alarms or another part of the browser that can fail.
// A place is where the called name stands, as a stack trace tells it: so each call at run time is known by its site.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vitest/node';

/** What is called; each kind fails in ways of its own. */
export type Kind =
  | 'store'
  | 'open'
  | 'fetch'
  | 'area'
  | 'alarms'
  | 'permissions'
  | 'messages'
  | 'badge'
  | 'locks'
  | 'storage'
  | 'reload';

export interface CallSite {
  /** `lib/poll.ts:63:46`. */
  place: string;
  kind: Kind;
  /** What is called, as it is written: `world.store.use`. */
  callee: string;
}

/** By the end of what is called. A call that is to be found has to be written like one of these. */
const CALLED: [RegExp, Kind][] = [
  [/\bstore\.use$/, 'store'],
  [/\bindexedDB\.\w+$/, 'open'],
  [/\bfetch$/, 'fetch'],
  [/\b(area|storage\.(local|session|sync))\.\w+$/, 'area'],
  [/\bbrowser\.alarms\.\w+$/, 'alarms'],
  [/\bbrowser\.permissions\.\w+$/, 'permissions'],
  [/\bbrowser\.runtime\.sendMessage$/, 'messages'],
  [/\bbrowser\.action\.\w+$/, 'badge'],
  [/\blocks\.\w+$/, 'locks'],
  [/\bstorage\.(persist|persisted|estimate)$/, 'storage'],
  [/\bbrowser\.runtime\.reload$/, 'reload'],
];

/** All call sites of a folder, `lib` for one. */
export function findCallSites(folder: string): CallSite[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .sort()
    .flatMap((file) => callSitesIn(file, readFileSync(file, 'utf8')));
}

/** The call sites of one file, in their order. Throws where the code can't be parsed. */
export function callSitesIn(file: string, code: string): CallSite[] {
  const found: { at: number; kind: Kind; callee: string }[] = [];
  visit(parseAst(code, { lang: 'ts' }), (node) => {
    if (node['type'] !== 'CallExpression') return;
    const callee = nameOf(node['callee']);
    const [, kind] = CALLED.find(([end]) => callee !== undefined && end.test(callee.text)) ?? [];
    if (callee !== undefined && kind !== undefined) found.push({ at: callee.at, kind, callee: callee.text });
  });
  return found
    .sort((one, other) => one.at - other.at)
    .map(({ at, kind, callee }) => ({ place: `${file}:${lineAndColumn(code, at)}`, kind, callee }));
}

/** What is called as dotted text, and where its last name stands; undefined for what has no name. */
function nameOf(node: unknown): { text: string; at: number } | undefined {
  if (!isNode(node) || typeof node['start'] !== 'number') return undefined;
  if (node['type'] === 'Identifier') return { text: String(node['name']), at: node['start'] };
  if (node['type'] === 'ChainExpression') return nameOf(node['expression']);
  if (node['type'] !== 'MemberExpression' || node['computed'] === true) return undefined;
  const property = nameOf(node['property']);
  const object = nameOf(node['object'])?.text ?? '…';
  return property && { text: `${object}.${property.text}`, at: property.at };
}

function lineAndColumn(code: string, at: number): string {
  const lines = code.slice(0, at).split('\n');
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}

function visit(node: unknown, see: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(node)) for (const one of node) visit(one, see);
  else if (isNode(node)) {
    see(node);
    for (const value of Object.values(node)) if (typeof value === 'object') visit(value, see);
  }
}

function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && 'type' in value;
}
