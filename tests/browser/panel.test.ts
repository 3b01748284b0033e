// The list beside any page: Chromium's side panel, Firefox's sidebar.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from 'webextension-polyfill';
import { QUIET_PAGE } from '../support/driver.ts';
import { until } from '../support/until.ts';
import {
  type Installed,
  KINDS,
  pollNext,
  ready,
  rows,
  settle,
  showWaiting,
  unreadOf,
  untilBadge,
} from './extension.ts';

declare const browser: Browser;

describe.each(KINDS)('the list beside a page, in %s', (kind) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await settle(kind);
  });
  afterAll(() => installed.close());

  test('is the list of the popup, as wide and as tall as it is given, and goes on living', async () => {
    const { driver, site } = installed;
    const panel = await driver.open('sidepanel.html');
    await ready(panel);
    await panel.bringToFront();
    expect(await rows(panel)).toHaveLength(10);
    expect(await panel.evaluate(room)).toEqual([true, true]);
    for (const dark of [false, true]) {
      await driver.media({ dark, reducedMotion: true });
      expect(await panel.axe()).toEqual([]);
    }
    await driver.media({});
    const { title } = site.publish({});
    await pollNext(driver, panel);
    await showWaiting(panel, 1);
    expect((await rows(panel))[0]?.title).toBe(title);
    await panel.click('[data-action="mark-all"]');
    await untilBadge(driver, '');
    expect(await unreadOf(panel)).toBe(0);
    await panel.close();
  });

  test('is opened from the popup, by keyboard', async () => {
    const { driver } = installed;
    const quiet = await driver.open(QUIET_PAGE);
    expect(await quiet.evaluate(isPanelOpen)).toBe(false);
    const popup = await driver.openPopup();
    await ready(popup);
    const focused = () => popup.evaluate(() => document.activeElement?.getAttribute('data-action'));
    const tabTo = async (action: string) => {
      for (let presses = 0; (await focused()) !== action; presses += 1) {
        if (presses === 90) throw new Error(`no Tab leads to ${action}`);
        await popup.press('Tab');
      }
    };
    await tabTo('details');
    await popup.press('Enter');
    await popup.waitFor(() => document.querySelector('[data-action="open-panel"]') !== null, 'the details');
    await tabTo('open-panel');
    await popup.press('Enter');
    await until(() => quiet.evaluate(isPanelOpen), 'the panel');
    await quiet.close();
  });
});

/** Runs in a page: whether it is no wider than its window, and its foot stands at the lower edge. */
function room(): [boolean, boolean] {
  const foot = document.querySelector('.foot')?.getBoundingClientRect();
  return [document.documentElement.scrollWidth <= innerWidth, Math.round(foot?.bottom ?? 0) === innerHeight];
}

/** Runs in a page: whether the browser shows the list beside its pages. */
async function isPanelOpen(): Promise<boolean> {
  if (browser.sidebarAction !== undefined) return browser.sidebarAction.isOpen({});
  const contexts = await Reflect.get(browser.runtime, 'getContexts').call(browser.runtime, {
    contextTypes: ['SIDE_PANEL'],
  });
  return contexts.length > 0;
}
