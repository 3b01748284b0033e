// Another version that is ready, and a page whose own has ended: said, with a button, and no more than that.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Installed, KINDS, ready, settle, untilSays } from './extension.ts';

declare const browser: {
  runtime: object;
  storage: { session: { set(items: object): Promise<void>; clear(): Promise<void> } };
};
declare const chrome: typeof browser;

describe.each(KINDS)('in %s', (kind) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await settle(kind);
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
    await untilSays(page, '[data-notice="update"]', 'A newer version of REE Ticker is ready.');
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
    await untilSays(page, '[data-notice="update"]', 'was restarted');
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
