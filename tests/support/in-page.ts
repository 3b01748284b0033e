// What the surfaces of both browsers run inside a page: functions as text, where an element is, axe-core.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser as ExtensionApi } from 'webextension-polyfill';
import type { AlarmName, Violation } from './driver.ts';

/** A call of `fn` as an expression, for a page in another process. */
export function callText(fn: (...args: never[]) => unknown, args: readonly unknown[]): string {
  return `(${fn})(...${JSON.stringify(args)})`;
}

/**
 * In the page: the middle of an element, in CSS pixels of the viewport, after scrolling it into view.
 * Of a link that runs over several lines, the middle of the first: that of the whole may lie beside its text.
 * Throws as long as there is no such element, it moves, or something lies over it: a click would hit another.
 */
export async function middleOf(selector: string): Promise<{ x: number; y: number }> {
  const element = document.querySelector(selector);
  if (element === null) throw new Error(`no element matches ${selector}`);
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const middle = () => {
    const box = [...element.getClientRects()].find(({ width, height }) => width > 0 && height > 0);
    if (box === undefined) throw new Error(`${selector} takes up no room`);
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  };
  if (document.visibilityState === 'hidden') return middle(); // a page without frames
  const nextFrame = () =>
    new Promise((resume) => {
      requestAnimationFrame(resume);
      setTimeout(resume, 1000); // it may have gone out of view in between
    });
  const before = middle();
  for (const _frame of [1, 2]) await nextFrame();
  const { x, y } = middle();
  if (x !== before.x || y !== before.y) throw new Error(`${selector} moves`);
  const hit = document.elementFromPoint(x, y);
  if (!element.contains(hit)) throw new Error(`${selector} lies below ${hit?.outerHTML.slice(0, 80)}`);
  return { x, y };
}

declare const browser: ExtensionApi;
declare const chrome: ExtensionApi;

/** In a page of the extension: makes an alarm go off at once, with the period it has; resolves when it has gone off. */
export async function makeGoOff(name: AlarmName): Promise<void> {
  const { alarms } = 'browser' in globalThis ? browser : chrome;
  const goneOff = new Promise<void>((resolve) => {
    const heard = (alarm: { name: string }) => {
      if (alarm.name !== name) return;
      alarms.onAlarm.removeListener(heard);
      resolve();
    };
    alarms.onAlarm.addListener(heard);
  });
  let when: number | undefined;
  /** The worker, at the end of what it does, may set the alarm to another time: then this is done once more. */
  async function putForward(): Promise<void> {
    const { scheduledTime, periodInMinutes } = (await alarms.get(name)) ?? {};
    if (when !== undefined && scheduledTime === when) return;
    when = Date.now() + 1;
    await alarms.create(name, { when, ...(periodInMinutes !== undefined && { periodInMinutes }) });
  }
  await putForward();
  const again = setInterval(putForward, 1000);
  await goneOff;
  clearInterval(again);
}

/**
 * In a page of the extension: as a reader who knows how it works, was told what is new (lib/greeting.ts), and has put
 * away every briefing to come (lib/page/briefing-told.ts).
 */
export function putAwayGuide(): Promise<void> {
  localStorage.setItem('briefing', '1e15');
  return chrome.storage.local.set({ greeting: 'told' });
}

/** The source of axe-core, to be run in the page before `runAxe`. */
export function axeSource(): string {
  return readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
}

declare const axe: typeof import('axe-core');

/** In the page: the violations, boiled down to what a test's message needs. */
export async function runAxe(): Promise<Violation[]> {
  // What fades in is looked at when it is there: in mid-fade its contrast is another.
  for (const animation of document.getAnimations())
    if (Number.isFinite(Number(animation.effect?.getComputedTiming().endTime))) animation.finish();
  const { violations } = await axe.run(document, { rules: { 'target-size': { enabled: true } } }); // WCAG 2.2's own is off by itself
  // What something floats over is not smaller for it: it can be scrolled from under it.
  const floating = [...document.querySelectorAll('[data-undo], .guide, .ready')].map((part) =>
    part.getBoundingClientRect(),
  );
  const isUnder = (selector: string) => {
    const box = document.querySelector(selector)?.getBoundingClientRect();
    return floating.some(({ top, bottom }) => box !== undefined && box.bottom > top && box.top < bottom);
  };
  return violations
    .map(({ id, impact, help, nodes }) => ({
      id,
      impact: impact ?? 'unknown',
      help,
      places: nodes
        .filter(({ target }) => id !== 'target-size' || !isUnder(String(target[0])))
        .map(({ html }) => html),
    }))
    .filter(({ places }) => places.length > 0);
}
