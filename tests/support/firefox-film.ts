// Films the first frames of a new tab in Firefox: what its compositor put together, from the moment at which the tab
// is opened. Snapshots of the tab would not do: each makes Firefox lay the page out before it would by itself.

import type { Browser } from 'puppeteer-core';
import { type Frame, groundOf } from './film.ts';
import { inBrowserWindow } from './firefox-privileged.ts';

/** What the last page of a film is: ours, or Firefox's own. */
export type Scheme = 'moz-extension' | 'about';

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

/**
 * Opens a new tab and returns its frames, without those of the blank page with which Firefox begins a tab. `scheme` is
 * that of the page which the tab is to end with.
 */
export async function filmInFirefox(browser: Browser, scheme: Scheme): Promise<Frame[]> {
  const pictures = await inBrowserWindow(browser, takePictures, BEFORE, scheme, PATIENCE_MS);
  const frames = pictures.flatMap(({ pixels, picture }) => {
    const ground = groundOf(pixels);
    return ground === undefined ? [] : { ...ground, picture };
  });
  const ofTab = frames.slice(frames.findLastIndex(({ ground }) => Math.abs(ground - MAGENTA) < 0.02) + 1);
  const begins = ofTab.findIndex((frame) => !isBlank(frame));
  return begins === -1 ? ofTab : ofTab.slice(begins);
}

/** The grounds of a tab in which Firefox has nothing to show yet (#f9f9fb, dark #2b2a33); no page of ours has them. */
const BLANK = [(249 * 0.9278 + 251 * 0.0722) / 255, (43 * 0.2126 + 42 * 0.7152 + 51 * 0.0722) / 255];

function isBlank({ ground, hasText }: Frame): boolean {
  return !hasText && BLANK.some((blank) => Math.abs(ground - blank) < 0.001);
}

async function takePictures(
  before: string,
  scheme: string,
  patienceMs: number,
): Promise<{ pixels: number[]; picture: string }[]> {
  const first = gBrowser.addTrustedTab(before);
  const isInFront = new Promise((inFront) => {
    gBrowser.addEventListener('TabSwitchDone', inFront, { once: true });
  });
  gBrowser.selectedTab = first;
  await isInFront;
  const endAt = Date.now() + patienceMs;
  const isShown = async (isIt: (shades: number, itsScheme: string) => boolean) => {
    const shown = gBrowser.selectedBrowser.browsingContext.currentWindowGlobal;
    const bitmap = await shown?.drawSnapshot(null, 1, 'transparent').catch(() => undefined);
    const [, pixels] = partOf(bitmap, 0, 0, bitmap?.width || 1, bitmap?.height || 1);
    return isIt(new Set(new Uint32Array(pixels.buffer)).size, shown?.documentURI.scheme ?? '');
  };
  while (!(await isShown((_, itsScheme) => itsScheme === 'data')) && Date.now() < endAt);
  await windowUtils.startCompositionRecording();
  BrowserCommands.openTab();
  // Only once the headlines must be there is the page looked at, or it would be laid out before its time.
  await new Promise((resume) => setTimeout(resume, 1000));
  // What Firefox's own page shows is its affair: here it is empty.
  const isThere = (shades: number, itsScheme: string) =>
    itsScheme === scheme && (shades > 3 || scheme === 'about');
  while (!(await isShown(isThere)) && Date.now() < endAt);
  // What was just painted is put together with one of the next frames.
  for (let frame = 0; frame < 12; frame += 1) await new Promise((resume) => requestAnimationFrame(resume));
  const { left, top, width, height } = gBrowser.selectedBrowser.getBoundingClientRect();
  const { frames } = await windowUtils.stopCompositionRecording(false);
  gBrowser.removeTab(gBrowser.selectedTab);
  gBrowser.removeTab(first);
  const pictures: { pixels: number[]; picture: string }[] = [];
  for (const { dataUri } of frames) {
    const bytes = Uint8Array.from(atob(dataUri.split(',')[1] ?? ''), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const scale = bitmap.width / innerWidth;
    const y = bitmap.height - (top + height) * scale; // the recording stands on its head
    const [canvas, pixels] = partOf(bitmap, left * scale, y, width * scale, height * scale);
    const png = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
    const text = png.reduce((letters, byte) => letters + String.fromCharCode(byte), '');
    pictures.push({ pixels: [...pixels], picture: btoa(text) });
  }
  return pictures;

  /** A part of a picture that stands on its head, at a third of its size, and its pixels. */
  function partOf(
    whole: ImageBitmap | undefined,
    x: number,
    y: number,
    width: number,
    height: number,
  ): [OffscreenCanvas, Uint8ClampedArray] {
    const canvas = new OffscreenCanvas(Math.max(1, width / 3), Math.max(1, height / 3));
    const context = canvas.getContext('2d');
    context?.setTransform(1, 0, 0, -1, 0, canvas.height);
    if (whole) context?.drawImage(whole, x, y, width, height, 0, 0, canvas.width, canvas.height);
    return [
      canvas,
      context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray(4),
    ];
  }
}
