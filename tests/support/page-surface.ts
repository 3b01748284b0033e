// A surface that puppeteer has as a page: everything in Chromium, and all but the popup in Firefox.

import type { Page } from 'puppeteer-core';
import type { ClickOptions, Modifier, Surface, Violation } from './driver.ts';
import { axeSource, callText, middleOf, runAxe } from './in-page.ts';
import { until } from './until.ts';

export class PageSurface implements Surface {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async evaluate<Args extends unknown[], T>(fn: (...args: Args) => T, ...args: Args): Promise<Awaited<T>> {
    const result: unknown = await this.page.evaluate(callText(fn, args));
    return result as Awaited<T>; // the page ran `fn`: its type is what comes back
  }

  async waitFor(fn: () => unknown, what: string): Promise<void> {
    await until(() => this.page.evaluate(callText(fn, [])).then(Boolean), what);
  }

  async press(key: string, modifiers: Modifier[] = []): Promise<void> {
    await this.holding(modifiers, () => this.page.keyboard.press(key as never)); // puppeteer checks the name
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  async click(selector: string, { button = 'left', modifiers = [] }: ClickOptions = {}): Promise<void> {
    const { x, y } = await until(() => this.evaluate(middleOf, selector), `${selector}, to be clicked`);
    await this.holding(modifiers, () => this.page.mouse.click(x, y, { button }));
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path: asPng(path) });
  }

  async axe(): Promise<Violation[]> {
    await this.page.evaluate(`${axeSource()}; null`);
    return this.evaluate(runAxe);
  }

  async bringToFront(): Promise<void> {
    await this.page.bringToFront();
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  private async holding(modifiers: readonly Modifier[], act: () => Promise<void>): Promise<void> {
    for (const modifier of modifiers) await this.page.keyboard.down(modifier);
    await act();
    for (const modifier of modifiers) await this.page.keyboard.up(modifier);
  }
}

/** The page of a surface that puppeteer has one of. */
export function pageOf(surface: Surface): Page {
  if (!(surface instanceof PageSurface)) throw new Error('a surface that puppeteer has no page of');
  return surface.page;
}

function asPng(path: string): `${string}.png` {
  return path.endsWith('.png') ? (path as `${string}.png`) : `${path}.png`;
}
