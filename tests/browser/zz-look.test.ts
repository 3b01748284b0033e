import { mkdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pageOf } from '../support/page-surface.ts';
import { inStory, KINDS, ready, rows, settle } from './extension.ts';

const OUT = '/tmp/look';
mkdirSync(OUT, { recursive: true });
describe.each(KINDS)('%s', (kind) => {
  test('look', async () => {
    const installed = await settle(kind, '60', { pageSize: 60 });
    try {
      const { driver } = installed;
      const page = await driver.open('newtab.html');
      await ready(page);
      await page.bringToFront();
      await page.evaluate(() => scrollTo(0, 1500));
      await new Promise((f) => setTimeout(f, 500));
      const y = await page.evaluate(() => scrollY);
      const times = await page.evaluate(async () => {
        const out: number[] = [];
        const row = [...document.querySelectorAll('[data-list] article')].find(
          (a) => a.getBoundingClientRect().top > 100,
        );
        row?.querySelector<HTMLElement>('[data-action="highlights"]')?.click();
        while (!row?.querySelector('[data-action="open-reader"]'))
          await new Promise((f) => setTimeout(f, 20));
        const y0 = scrollY;
        for (let i = 0; i < 6; i += 1) {
          const t = performance.now();
          if (i === 0) row?.querySelector<HTMLElement>('[data-action="open-reader"]')?.click();
          else document.querySelector<HTMLElement>('.tool[data-action="next"]')?.click();
          const before = document.querySelector('[data-reader]')?.getAttribute('data-reader');
          for (;;) {
            const r = document.querySelector('[data-reader]');
            if (
              r &&
              r.getAttribute('data-reader') !== before &&
              r.querySelector('[data-article]')?.childElementCount
            )
              break;
            await new Promise((f) => setTimeout(f, 0));
          }
          out.push(Math.round(performance.now() - t));
          await new Promise((f) => setTimeout(f, 300));
        }
        out.push(y0, scrollY);
        for (let i = 0; i < 5; i += 1) {
          document.querySelector<HTMLElement>('.tool[data-action="previous"]')?.click();
          await new Promise((f) => setTimeout(f, 300));
        }
        return out;
      });
      await page.press('Escape');
      await page.waitFor(() => document.querySelector('.reader') === null, 'end');
      console.log(
        kind,
        'times',
        times,
        'scroll',
        y,
        await page.evaluate(() => [scrollY, document.activeElement?.textContent]),
      );
      await page.click('.lead [data-action="open-reader"]');
      await page.waitFor(() => document.querySelector('[data-article]') !== null, 'x');
      for (const [w, h] of [
        [320, 700],
        [700, 800],
        [1920, 1000],
        [2600, 1200],
      ] as const) {
        await pageOf(page).setViewport({ width: w, height: h });
        await new Promise((f) => setTimeout(f, 300));
        await page.screenshot(`${OUT}/${kind}-w${w}.png`);
        const over = await page.evaluate(() => {
          const r = document.querySelector('.reader');
          return r ? r.scrollWidth - r.clientWidth : -1;
        });
        console.log(kind, w, 'overflow', over);
      }
      await pageOf(page).setViewport({ width: 1280, height: 800 });
      await driver.media({ forcedColors: true, dark: true });
      await page.screenshot(`${OUT}/${kind}-forced.png`);
      await driver.media({});
      if (kind === 'chromium') {
        await pageOf(page).emulateMediaType('print');
        await pageOf(page)
          .pdf({ path: `${OUT}/print.pdf` })
          .catch((e) => console.log(String(e)));
        await page.screenshot(`${OUT}/print.png`);
      }
      expect(1).toBe(1);
      void rows;
      void inStory;
    } finally {
      await installed.close();
    }
  });
});
