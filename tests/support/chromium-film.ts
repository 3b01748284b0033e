// Films the first frames of a page in Chromium, by screencast.

import type { Page } from 'puppeteer-core';
import { type FilmEnd, type Frame, groundOf } from './film.ts';
import { until } from './until.ts';

/** A ground that no page of ours has: frames of it are of what was there before. */
const BEFORE = 'data:text/html,<body style="background:magenta">';
const MAGENTA = (255 * 0.2126 + 255 * 0.0722) / 255;
/** Frames that may have been taken before the page was finished, and arrive only then. */
const UNDER_WAY = 2;
/** Slows the page, so that frames are drawn which a fast machine would skip. */
const SLOWED = 6;

/** The browser's own page for a new tab: with Google's search, and with that of others. */
const OWN_PAGES = ['chrome://new-tab-page/', 'chrome://new-tab-page-third-party/'];

/** Goes to `address` in a page and returns its frames, from the first to the one that the film ends with. */
export async function filmInChromium(page: Page, address: string, end: FilmEnd): Promise<Frame[]> {
  const pictures: string[] = [];
  const session = await page.createCDPSession();
  session.on('Page.screencastFrame', ({ data, sessionId }) => {
    pictures.push(data);
    session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined); // the film may have ended
  });
  await page.goto(BEFORE);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
  await session.send('Page.startScreencast', {
    format: 'png',
    everyNthFrame: 1,
    maxWidth: 320,
    maxHeight: 200,
  });
  if (end === 'headlines') {
    await page.goto(address);
    await page.waitForSelector('[data-ready]');
  } else {
    await page.goto(address).catch(() => undefined); // it is left before it has loaded
    await until(
      async () => OWN_PAGES.includes(await page.evaluate(() => location.href)), // puppeteer loses sight of it
      'the page of the browser',
    );
    await until(() => page.evaluate(() => document.readyState === 'complete'), 'the whole of it');
  }
  const seen = pictures.length;
  await until(async () => {
    await page.evaluate(() => document.body.animate({ opacity: [1, 1] }, 100).finished.then(() => true)); // asks for frames
    return pictures.length > seen + UNDER_WAY;
  }, 'a frame of the finished page');
  await session.send('Page.stopScreencast');
  await session.detach();
  await page.goto('about:blank'); // no policy here forbids to read a picture
  const frames: Frame[] = [];
  for (const picture of pictures) {
    const ground = groundOf(await page.evaluate(pixelsOf, picture));
    if (ground !== undefined && Math.abs(ground.ground - MAGENTA) > 0.02) frames.push({ ...ground, picture });
  }
  return frames;
}

async function pixelsOf(picture: string): Promise<number[]> {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  context?.drawImage(bitmap, 0, 0);
  return [...(context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [])];
}
