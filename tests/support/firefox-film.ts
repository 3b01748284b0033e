// Films the first frames of a new tab in Firefox: what its compositor put together, from the moment at which the tab
// is opened. Snapshots of the tab would not do: each makes Firefox lay the page out before it would by itself.

import type { Browser } from 'puppeteer-core';
import { type Frame, toFrame } from './film.ts';
import { inBrowserWindow } from './firefox-privileged.ts';

interface Recording {
  frames: { dataUri: string }[];
}
/** What a function in Firefox's own window finds there. */
declare const windowUtils: {
  startCompositionRecording(): Promise<boolean>;
  stopCompositionRecording(writesFiles: boolean): Promise<Recording>;
};
declare const BrowserCommands: { openTab(): void };
declare const gBrowser: {
  selectedBrowser: HTMLElement & { browsingContext: { currentWindowGlobal: Snapshots | null } };
  selectedTab: object;
  addTrustedTab(address: string): object;
  removeTab(tab: object): void;
  addEventListener(event: 'TabSwitchDone', heard: (value: unknown) => void, how: { once: true }): void;
};
interface Snapshots {
  documentURI: { scheme: string };
  drawSnapshot(area: null, scale: number, ground: string): Promise<ImageBitmap>;
}

/** A ground that no page of ours has: frames of it are of the tab that was in front before. */
const BEFORE = 'data:text/html,<body style="background:magenta">';
const MAGENTA = (255 * 0.2126 + 255 * 0.0722) / 255;
/** A page that has drawn nothing by then never will: the film ends, and its last frame says so. */
const PATIENCE_MS = 60_000;

/** Opens a new tab and returns its frames, without those of the blank page with which Firefox begins a tab. */
export async function filmInFirefox(browser: Browser): Promise<Frame[]> {
  const pictures = await inBrowserWindow(browser, takePictures, BEFORE, PATIENCE_MS);
  const frames = pictures.flatMap((pixels) => toFrame(pixels) ?? []);
  const ofTab = frames.slice(frames.findLastIndex(({ ground }) => Math.abs(ground - MAGENTA) < 0.02) + 1);
  return ofTab.slice(ofTab.findIndex((frame) => !isBlank(frame)));
}

/** The ground of a tab in which Firefox has nothing to show yet (#f9f9fb, in a light system); no page of ours has it. */
const BLANK = (249 * 0.9278 + 251 * 0.0722) / 255;

function isBlank({ ground, hasText }: Frame): boolean {
  return Math.abs(ground - BLANK) < 0.001 && !hasText;
}

async function takePictures(before: string, patienceMs: number): Promise<number[][]> {
  const first = gBrowser.addTrustedTab(before);
  const isInFront = new Promise((inFront) => {
    gBrowser.addEventListener('TabSwitchDone', inFront, { once: true });
  });
  gBrowser.selectedTab = first;
  await isInFront;
  const endAt = Date.now() + patienceMs;
  const isShown = async (isIt: (shades: number, scheme: string) => boolean) => {
    const shown = gBrowser.selectedBrowser.browsingContext.currentWindowGlobal;
    const bitmap = await shown?.drawSnapshot(null, 1, 'transparent').catch(() => undefined);
    const pixels = pixelsOf(bitmap, 0, 0, bitmap?.width || 1, bitmap?.height || 1);
    return isIt(new Set(new Uint32Array(pixels.buffer)).size, shown?.documentURI.scheme ?? '');
  };
  while (!(await isShown((_, scheme) => scheme === 'data')) && Date.now() < endAt);
  await windowUtils.startCompositionRecording();
  BrowserCommands.openTab();
  // Only once the headlines must be there is the page looked at, or it would be laid out before its time.
  await new Promise((resume) => setTimeout(resume, 1000));
  while (
    !(await isShown((shades, scheme) => scheme === 'moz-extension' && shades > 3)) &&
    Date.now() < endAt
  );
  // What was just painted is put together with one of the next frames.
  for (let frame = 0; frame < 12; frame += 1) await new Promise((resume) => requestAnimationFrame(resume));
  const { left, top, width, height } = gBrowser.selectedBrowser.getBoundingClientRect();
  const { frames } = await windowUtils.stopCompositionRecording(false);
  gBrowser.removeTab(gBrowser.selectedTab);
  gBrowser.removeTab(first);
  const pictures: number[][] = [];
  for (const { dataUri } of frames) {
    const bytes = Uint8Array.from(atob(dataUri.split(',')[1] ?? ''), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const scale = bitmap.width / innerWidth;
    const y = bitmap.height - (top + height) * scale; // the recording stands on its head
    pictures.push([...pixelsOf(bitmap, left * scale, y, width * scale, height * scale)]);
  }
  return pictures;

  /** A part of a picture, at a third of its size. */
  function pixelsOf(
    picture: ImageBitmap | undefined,
    x: number,
    y: number,
    width: number,
    height: number,
  ): Uint8ClampedArray {
    const canvas = new OffscreenCanvas(Math.max(1, width / 3), Math.max(1, height / 3));
    const context = canvas.getContext('2d');
    if (picture) context?.drawImage(picture, x, y, width, height, 0, 0, canvas.width, canvas.height);
    return context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray(4);
  }
}
