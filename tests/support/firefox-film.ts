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

const FRAMES = 40;

/** Opens a new tab and returns its frames; those in which the page has painted nothing are left out. */
export async function filmInFirefox(browser: Browser): Promise<Frame[]> {
  const pictures = await inBrowserWindow(browser, takePictures, FRAMES);
  return pictures.flatMap((pixels) => toFrame(pixels) ?? []);
}

async function takePictures(count: number): Promise<number[][]> {
  BrowserCommands.openTab();
  const pictures: number[][] = [];
  while (pictures.length < count) {
    const bitmap = await gBrowser.selectedBrowser.browsingContext.currentWindowGlobal
      ?.drawSnapshot(null, 0.2, 'transparent')
      .catch(() => undefined);
    const context = new OffscreenCanvas(bitmap?.width || 1, bitmap?.height || 1).getContext('2d');
    if (bitmap) context?.drawImage(bitmap, 0, 0);
    pictures.push([...(context?.getImageData(0, 0, bitmap?.width || 1, bitmap?.height || 1).data ?? [])]);
  }
  gBrowser.removeTab(gBrowser.selectedTab);
  return pictures;
}
