import { mkdirSync } from 'node:fs';
import { describe, test } from 'vitest';
import { inStory, KINDS, ready, rows, settle } from './extension.ts';

const OUT = '/tmp/look';
mkdirSync(OUT, { recursive: true });
describe.each(KINDS)('%s', (kind) => {
  test('look', async () => {
    const installed = await settle(kind);
    try {
      const { driver } = installed;
      for (const dark of [false, true]) {
        await driver.media({ dark, reducedMotion: true });
        for (const [name, opened] of [
          ['popup', () => driver.openPopup()],
          ['front', () => driver.open('newtab.html')],
        ] as const) {
          const page = await opened();
          await ready(page);
          await page.evaluate(() => localStorage.removeItem('place'));
          const list = await rows(page);
          const row = list[name === 'popup' ? 2 : 3];
          if (!row) throw new Error();
          await page.click(inStory(row, '[data-action="highlights"]'));
          await page.waitFor(() => document.querySelector('.more [data-action="save"]') !== null, 'brief');
          await page.screenshot(`${OUT}/${kind}-${name}-brief-${dark ? 'dark' : 'light'}.png`);
          await page.click(inStory(row, '[data-action="open-reader"]'));
          await page.waitFor(() => document.querySelector('[data-article]') !== null, 'text');
          await page.waitFor(() => document.activeElement?.id === 'reader-title', 'focus');
          await page.screenshot(`${OUT}/${kind}-${name}-reader-${dark ? 'dark' : 'light'}.png`);
          await page.evaluate(() => document.querySelector('.reader')?.scrollBy(0, 420));
          await page.screenshot(`${OUT}/${kind}-${name}-down-${dark ? 'dark' : 'light'}.png`);
          await page.evaluate(() => document.querySelector('.reader')?.scrollBy(0, 9999));
          await page.screenshot(`${OUT}/${kind}-${name}-end-${dark ? 'dark' : 'light'}.png`);
          console.log(kind, name, JSON.stringify(await page.axe()));
          await page.close();
        }
      }
    } finally {
      await installed.close();
    }
  });
});
