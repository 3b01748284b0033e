// Films the first frames of a new tab in Firefox: snapshots of the tab, one after the other, from the moment at
// which it is opened.

import type { Browser } from 'puppeteer-core';
import { type Frame, toFrame } from './film.ts';
import { inBrowserWindow } from './firefox-privileged.ts';

/** What a function in Firefox's own window finds there. */
declare const BrowserCommands: { openTab(): void };
declare const gBrowser: {
  selectedBrowser: { browsingContext: { currentWindowGlobal: Snapshots | null } };
  selectedTab: object;
  removeTab(tab: object): void;
};
interface Snapshots {
  drawSnapshot(area: null, scale: number, ground: string): Promise<ImageBitmap>;
}

/** After the first with text. */
const LAST_FRAMES = 5;
/** A page that has drawn nothing by then never will: the film ends, and its last frame says so. */
const PATIENCE_MS = 60_000;

/** Opens a new tab and returns its frames; those in which the page has painted nothing are left out. */
export async function filmInFirefox(browser: Browser): Promise<Frame[]> {
  const pictures = await inBrowserWindow(browser, takePictures, LAST_FRAMES, PATIENCE_MS);
  return pictures.flatMap((pixels) => toFrame(pixels) ?? []);
}

async function takePictures(afterText: number, patienceMs: number): Promise<number[][]> {
  BrowserCommands.openTab();
  const pictures: number[][] = [];
  const endAt = Date.now() + patienceMs;
  for (let left = afterText; left > 0 && Date.now() < endAt; ) {
    const bitmap = await gBrowser.selectedBrowser.browsingContext.currentWindowGlobal
      ?.drawSnapshot(null, 0.2, 'transparent')
      .catch(() => undefined);
    const context = new OffscreenCanvas(bitmap?.width || 1, bitmap?.height || 1).getContext('2d');
    if (bitmap) context?.drawImage(bitmap, 0, 0);
    const pixels = context?.getImageData(0, 0, bitmap?.width || 1, bitmap?.height || 1).data;
    if (pixels === undefined) continue;
    pictures.push([...pixels]);
    if (new Set(new Uint32Array(pixels.buffer)).size > 20) left -= 1; // text has many shades, a ground few
  }
  gBrowser.removeTab(gBrowser.selectedTab);
  return pictures;
}
