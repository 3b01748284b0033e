// Renders public/icon/icon.svg to the sizes that browsers want, in Chromium, so that what is drawn is what is seen.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { ensureBrowser } from './browsers.ts';
import { ROOT } from './tools.ts';

const SIZES = [16, 32, 48, 96, 128];
const FOLDER = join(ROOT, 'public', 'icon');

const browser = await puppeteer.launch({
  executablePath: await ensureBrowser('chromium'),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
const svg = readFileSync(join(FOLDER, 'icon.svg'), 'utf8');
for (const size of SIZES) {
  await page.setViewport({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${svg}`);
  await page.screenshot({ path: `${FOLDER}/${size}.png`, omitBackground: true });
}
await browser.close();
console.log(`Rendered ${SIZES.join(', ')} px.`);
