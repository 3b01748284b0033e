// The ticker on top of the front page: the newest unread headlines in one line that the reader commands (WCAG 2.2.2).

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Surface } from '../support/browser.ts';
import type { Modifier } from '../support/driver.ts';
import { until } from '../support/until.ts';
import { choose, openOptions } from './choose.ts';
import { type Installed, KINDS, ready, rows, settle, untilBadge, untilSays } from './extension.ts';

describe.each(KINDS)('the ticker in %s', (kind) => {
  let installed: Installed;
  let page: Surface;
  beforeAll(async () => {
    installed = await settle(kind);
    page = await opened();
  });
  afterAll(() => installed.close());

  async function opened(): Promise<Surface> {
    const surface = await installed.driver.open('newtab.html');
    await ready(surface);
    await surface.bringToFront();
    return surface;
  }
  const headlines = () => page.evaluate(shownIn);
  const first = async () => (await headlines())[0];
  const untilRunning = (isRunning: boolean) =>
    until(
      async () => (await page.evaluate(running)) === isRunning,
      isRunning ? 'the ticker to move' : 'nothing to move',
    );
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-action'));
  const tabTo = async (action: string, ...modifiers: Modifier[]) => {
    for (let presses = 0; (await focused()) !== action; presses += 1) {
      if (presses === 30) throw new Error(`no Tab leads to ${action}`);
      await page.press('Tab', modifiers);
    }
  };

  test('shows the newest unread headlines once each, and moves by a transform alone', async () => {
    await untilRunning(true);
    const titles = (await rows(page)).map(({ title }) => title);
    expect(await headlines()).toEqual(titles.slice(0, 6));
    expect(await page.evaluate(animated)).toEqual(['transform']);
    expect(await page.axe()).toEqual([]);
  });

  test('pauses under the focus, is stepped by arrows, and goes on when the focus has left', async () => {
    await tabTo('ticker-on');
    await untilRunning(false);
    const [before, next] = await headlines();
    await page.press('Enter');
    await until(async () => (await first()) === next, 'the next headline');
    await page.press('ArrowLeft');
    await until(async () => (await first()) === before, 'the headline before');
    await page.press('Tab'); // to the headline
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(before);
    await page.press('ArrowRight');
    await until(
      async () => (await page.evaluate(() => document.activeElement?.textContent)) === next,
      'the focus on the next headline',
    );
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-list]')?.focus());
    await untilRunning(true);
  });

  test('a press opens a headline and marks it read, and it leaves when the line begins anew', async () => {
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-action="ticker-on"]')?.focus());
    const [opening] = await headlines();
    await page.click('.belt a', { button: 'middle' });
    await untilBadge(installed.driver, '9');
    await page.bringToFront();
    expect(await headlines()).toContain(opening);
    await page.click('.product'); // pointer and focus are elsewhere
    await untilRunning(true);
    await page.evaluate(goRound);
    await until(async () => !(await headlines()).includes(opening ?? ''), 'the end of what was read');
    expect(await headlines()).toHaveLength(6);
  });

  test('no headline is there twice for screen readers and Tab', async () => {
    const hidden = await page.evaluate(() => {
      const links = [...document.querySelectorAll<HTMLElement>('.belt a')];
      return links.map((link) => [link.closest('[aria-hidden="true"]') !== null, link.tabIndex < 0].join());
    });
    expect(hidden).toEqual([...Array(6).fill('false,false'), ...Array(6).fill('true,true')]);
  });

  test('stands by keyboard, runs nothing then, and does so on the next page', async () => {
    await tabTo('ticker-pause', 'Shift');
    await page.press('Enter');
    await page.waitFor(() => document.querySelector('.ticker[data-ticker="still"]') !== null, 'it to stand');
    expect(await focused()).toBe('ticker-pause');
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-list]')?.focus());
    expect(await page.evaluate(running)).toBe(false);
    expect(await page.evaluate(inSight)).toHaveLength(1);
    await page.close();
    page = await opened();
    await page.waitFor(() => document.querySelector('.ticker[data-ticker="still"]') !== null, 'it to stand');
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    expect(await page.axe()).toEqual([]);
  });

  test('is hidden by keyboard, with its place, says how it comes back, and does', async () => {
    await tabTo('ticker-hide');
    await page.press('Enter');
    await page.waitFor(() => document.querySelector('.ticker') === null, 'it to go');
    await untilSays(page, '#announcements', /^Hidden\./);
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-list'))).toBe(true);
    const top = () => page.evaluate(() => document.querySelector('.masthead')?.getBoundingClientRect().top);
    expect(await top()).toBe(0);
    await page.close();
    page = await opened();
    expect(await page.evaluate(() => document.querySelector('.ticker'))).toBe(null);
    await page.click('[data-action="ticker-show"]');
    await page.waitFor(() => document.querySelector('.ticker') !== null, 'it to come back');
    await untilSays(page, '#announcements', /^The ticker moves/);
    expect(await focused()).toBe('ticker-show');
    await page.evaluate(() => scrollTo(0, 0));
    expect(await top()).toBeGreaterThan(0);
  });

  test('where little motion is wanted one headline stands, and nothing moves', async () => {
    await installed.driver.media({ reducedMotion: true });
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-list]')?.focus());
    await until(async () => (await page.evaluate(inSight)).length === 1, 'one headline');
    expect(await page.evaluate(running)).toBe(false);
    await installed.driver.media({});
    await untilRunning(true);
  });

  test('goes as fast as was chosen', async () => {
    const slow = await page.evaluate(msPerPixel);
    const options = await openOptions(installed.driver);
    await choose(options, 'tickerSpeed', 'fast');
    await options.close();
    await page.bringToFront();
    await until(async () => (await page.evaluate(msPerPixel)) < slow, 'a faster ticker');
    expect(await page.evaluate(msPerPixel)).toBeCloseTo(1000 / 80, 0);
  });
});

/** Runs in a page: the headlines of the ticker, in their order. */
function shownIn(): string[] {
  return [...document.querySelectorAll('.belt > a')].map((link) => link.textContent ?? '');
}

/** Runs in a page: those that have a box. */
function inSight(): string[] {
  return [...document.querySelectorAll<HTMLElement>('.belt a')]
    .filter((link) => link.offsetWidth > 0)
    .map((link) => link.textContent ?? '');
}

/** Runs in a page: whether anything moves. */
function running(): boolean {
  return document.getAnimations().some(({ playState }) => playState === 'running');
}

/** Runs in a page: what is animated. */
function animated(): string[] {
  const steps = document
    .getAnimations()
    .flatMap(({ effect }) => (effect instanceof KeyframeEffect ? effect.getKeyframes() : []));
  const known = ['offset', 'computedOffset', 'easing', 'composite'];
  return [...new Set(steps.flatMap((step) => Object.keys(step)))].filter((name) => !known.includes(name));
}

/** Runs in a page: the line begins anew now. */
function goRound(): void {
  for (const animation of document.getAnimations())
    animation.currentTime = Number(animation.effect?.getComputedTiming().duration) - 1;
}

/** Runs in a page: how long a pixel takes. */
function msPerPixel(): number {
  const [animation] = document.getAnimations();
  const effect = animation?.effect;
  if (!(effect instanceof KeyframeEffect)) return Number.POSITIVE_INFINITY;
  const way = (document.querySelector<HTMLElement>('.belt')?.offsetWidth ?? 0) / 2;
  return Number(effect.getComputedTiming().duration) / way;
}
