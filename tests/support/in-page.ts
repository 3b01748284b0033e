// What the surfaces of both browsers run inside a page: functions as text, where an element is, axe-core.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Violation } from './driver.ts';

/** A call of `fn` as an expression, for a page in another process. */
export function callText(fn: (...args: never[]) => unknown, args: readonly unknown[]): string {
  return `(${fn})(...${JSON.stringify(args)})`;
}

/**
 * In the page: the middle of an element, in CSS pixels of the viewport, after scrolling it into view.
 * Of a link that runs over several lines, the middle of the first: that of the whole may lie beside its text.
 */
export function middleOf(selector: string): { x: number; y: number } {
  const element = document.querySelector(selector);
  if (element === null) throw new Error(`no element matches ${selector}`);
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const box = [...element.getClientRects()].find(({ width, height }) => width > 0 && height > 0);
  if (box === undefined) throw new Error(`${selector} takes up no room`);
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
}

/** The source of axe-core, to be run in the page before `runAxe`. */
export function axeSource(): string {
  return readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
}

declare const axe: typeof import('axe-core');

/** In the page: the violations, boiled down to what a test's message needs. */
export async function runAxe(): Promise<Violation[]> {
  const { violations } = await axe.run(document, { rules: { 'target-size': { enabled: true } } }); // WCAG 2.2's own is off by itself
  return violations.map(({ id, impact, help, nodes }) => ({
    id,
    impact: impact ?? 'unknown',
    help,
    places: nodes.map(({ html }) => html),
  }));
}
