// Another version that is ready, and a page whose own has ended: said, with a button, and no more than that.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Installed, install, KINDS, ready, untilBadge } from './extension.ts';

declare const browser: {
  runtime: object;
  storage: { session: { set(items: object): Promise<void>; clear(): Promise<void> } };
};
declare const chrome: typeof browser;

describe.each(KINDS)('in %s', (kind) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await install(kind);
    await untilBadge(installed.driver, '10');
  });
  afterAll(() => installed.close());

  test('a page offers the version that is ready', async () => {
    const { driver } = installed;
    const quiet = await driver.open('manifest.json');
    await quiet.evaluate(() =>
      ('browser' in globalThis ? browser : chrome).storage.session.set({ 'update-ready': true }),
    );
    const page = await driver.open('popup.html');
    await ready(page);
    await page.waitFor(() => document.querySelector('[data-notice="update"]') !== null, 'the offer');
    expect(await page.evaluate(() => document.querySelector('[data-notice]')?.textContent)).toContain(
      'A newer version of REE Ticker is ready.',
    );
    for (const dark of [false, true]) {
      await driver.media({ dark, reducedMotion: true });
      expect(await page.axe()).toEqual([]);
    }
    await driver.media({});
    await quiet.evaluate(() => ('browser' in globalThis ? browser : chrome).storage.session.clear());
    await page.close();
    await quiet.close();
  });

  test('a page whose extension is gone says that it is to be reloaded, and is', async () => {
    const { driver } = installed;
    const page = await driver.open('newtab.html');
    await ready(page);
    await page.evaluate(() => {
      const api = 'browser' in globalThis ? browser : chrome;
      const ended = new Proxy(api.runtime, {
        get: (runtime, name) => (name === 'id' ? undefined : Reflect.get(runtime, name)),
      });
      Object.defineProperty(api, 'runtime', { value: ended, configurable: true });
      document.dispatchEvent(new Event('visibilitychange')); // as when the reader comes back to it
    });
    await page.waitFor(() => document.querySelector('[data-notice="update"]') !== null, 'the word');
    expect(await page.evaluate(() => document.querySelector('[data-notice]')?.textContent)).toContain(
      'was restarted',
    );
    await page.click('[data-action="reload"]');
    await page.waitFor(
      () =>
        document.querySelector('[data-list][data-ready]') !== null &&
        document.querySelector('[data-notice]') === null,
      'the page anew',
    );
    await page.close();
  });
});
