// The pages of older stories: how far the extension came with them, making the next one due as if its time had come,
// and having all of them asked for.

import type { Browser as ExtensionApi } from 'webextension-polyfill';
import type { Surface } from '../support/browser.ts';

/** A run publishes some hundred stories, and a page holds ten; each page of a gap is asked for twice. */
const MOST_PAGES = 250;

/** What the functions that run in the page find there. */
declare const browser: ExtensionApi;

export interface Fills {
  /** How many are to go on. */
  open: number;
  /** Another text after each page that was kept. */
  progress: string;
}

/** Makes the next page of every fill due, and tells how far they are. */
export function makeFillsDue(page: Surface): Promise<Fills> {
  return page.evaluate(fillsInPage, true);
}

export function readFills(page: Surface): Promise<Fills> {
  return page.evaluate(fillsInPage, false);
}

/** Asks for one page after the other, until none is left to be asked for. Throws when that never comes. */
export async function fillInPeace(page: Surface): Promise<void> {
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    if ((await makeFillsDue(page)).open === 0) return;
    await page.evaluate(askForPage);
  }
  throw new Error(`${MOST_PAGES} pages were asked for, and older stories are still missing`);
}

/** Says that the extension was installed at this time: what the site has published since is news, all else archive. */
export async function installedAsOf(page: Surface, at: number): Promise<void> {
  await page.evaluate(installedInPage, at);
}

/** In the page. */
async function installedInPage(installedAt: number): Promise<void> {
  const opening = indexedDB.open('ree-ticker');
  await new Promise((resolve, reject) => {
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onsuccess = resolve;
    opening.onerror = () => reject(opening.error);
  });
  const meta = opening.result.transaction('meta', 'readwrite').objectStore('meta');
  const reading = meta.get('install');
  reading.onsuccess = () => meta.put({ ...reading.result, installedAt });
  await new Promise((resolve, reject) => {
    meta.transaction.oncomplete = resolve;
    meta.transaction.onabort = () => reject(meta.transaction.error);
  });
  opening.result.close();
}

/** In the page. The worker answers when the page was kept. */
async function askForPage(): Promise<void> {
  await browser.runtime.sendMessage({ ask: 'fill' });
}

/** In the page, and nothing outside it is seen. */
async function fillsInPage(makeDue: boolean): Promise<Fills> {
  const opening = indexedDB.open('ree-ticker');
  await new Promise((resolve, reject) => {
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onsuccess = resolve;
    opening.onerror = () => reject(opening.error);
  });
  const transaction = opening.result.transaction('meta', makeDue ? 'readwrite' : 'readonly');
  const meta = transaction.objectStore('meta');
  const reading = meta.getAll();
  let fills: Fills = { open: 0, progress: '' };
  reading.onsuccess = () => {
    const record = (wanted: string) => reading.result.find(({ name }) => name === wanted);
    const due = { askAt: Date.now() - 1 };
    const gaps: { foundAt: number; pages: number }[] = record('gaps')?.gaps ?? [];
    const archive = record('archive');
    const isFilling = archive?.state === 'filling';
    fills = {
      open: gaps.length + Number(isFilling),
      progress: JSON.stringify([
        gaps.map(({ foundAt, pages }) => [foundAt, pages]),
        isFilling,
        archive?.pages,
      ]),
    };
    if (!makeDue) return;
    if (gaps.length > 0) meta.put({ name: 'gaps', gaps: gaps.map((gap) => ({ ...gap, ...due })) });
    if (isFilling) meta.put({ ...archive, ...due });
  };
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  opening.result.close();
  return fills;
}
