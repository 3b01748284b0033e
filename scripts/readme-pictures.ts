// Takes the pictures of README anew, of the built extension over the demonstration feed.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from '../tests/support/browser.ts';
import { QUIET_PAGE } from '../tests/support/driver.ts';
import { putAwayGuide } from '../tests/support/in-page.ts';
import { startSite } from '../tests/support/site.ts';
import { until } from '../tests/support/until.ts';
import { ROOT } from './tools.ts';

const FOLDER = join(ROOT, 'docs', 'pictures');
mkdirSync(FOLDER, { recursive: true });

const site = await startSite();
site.pageSize = 24;
const driver = await launch('chromium', {
  extension: join(ROOT, '.output', 'chrome-mv3'),
  site,
  viewport: { width: 1280, height: 860 },
});
await until(async () => (await driver.badge()).text !== '', 'the first poll');
const quiet = await driver.open(QUIET_PAGE);
await quiet.evaluate(putAwayGuide); // which a reader sees on one day
await quiet.close();
for (const dark of [false, true]) {
  await driver.media({ dark });
  const theme = dark ? 'dark' : 'light';
  const page = await driver.newTab();
  await page.waitFor(() => document.querySelector('[data-ready]') !== null, 'the headlines');
  await page.waitFor(() => document.querySelector('[data-status="ok"]') !== null, 'the end of the poll');
  await page.screenshot(join(FOLDER, `newtab-${theme}.png`));
  await page.close();
  const popup = await driver.openPopup();
  await popup.waitFor(() => document.querySelector('[data-ready]') !== null, 'the headlines');
  await popup.click('article [data-action="highlights"]');
  await popup.screenshot(join(FOLDER, `popup-${theme}.png`));
  await popup.close();
}
await driver.close();
await site.close();
process.exit(0); // a browser's connection must not keep us
