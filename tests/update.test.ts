import { describe, expect, test, vi } from 'vitest';
import type { Browser } from 'webextension-polyfill';
import { isAnyVisible, isUpdateReady, onUpdateReady, tellVisible } from '../lib/update.ts';
import { MemoryArea } from './support/memory-area.ts';

/** A browser whose next version is ready when `arrive` is called. */
function browserWithUpdate() {
  const heard: (() => void)[] = [];
  const browser = {
    runtime: { onUpdateAvailable: { addListener: (run: () => void) => heard.push(run) } },
    storage: { session: new MemoryArea() },
  };
  return {
    browser: browser as unknown as Browser,
    arrive: () => {
      for (const run of heard) run();
    },
  };
}

/** A page that can be hidden and shown. */
function pageThat(visibilityState: 'visible' | 'hidden') {
  const page = Object.assign(new EventTarget(), { visibilityState });
  vi.stubGlobal('document', page);
  return (state: 'visible' | 'hidden') => {
    page.visibilityState = state;
    page.dispatchEvent(new Event('visibilitychange'));
  };
}

describe('another version that is ready', () => {
  test('is known to whoever asks later, also after the worker was stopped', async () => {
    const { browser, arrive } = browserWithUpdate();
    const run = vi.fn();
    onUpdateReady(browser, run);
    expect(await isUpdateReady(browser)).toBe(false);
    arrive();
    await vi.waitFor(() => expect(run).toHaveBeenCalled());
    expect(await isUpdateReady(browser)).toBe(true);
  });

  test('is taken for none where the browser can’t say', async () => {
    const { browser } = browserWithUpdate();
    browser.storage.session.get = () => Promise.reject(new Error('gone'));
    expect(await isUpdateReady(browser)).toBe(false);
  });
});

test('a page counts as visible for as long as it is', async () => {
  expect(await isAnyVisible(navigator.locks)).toBe(false);
  const turn = pageThat('visible');
  tellVisible(navigator.locks);
  await vi.waitFor(async () => expect(await isAnyVisible(navigator.locks)).toBe(true));
  turn('hidden');
  await vi.waitFor(async () => expect(await isAnyVisible(navigator.locks)).toBe(false));
  turn('visible');
  await vi.waitFor(async () => expect(await isAnyVisible(navigator.locks)).toBe(true));
  turn('hidden');
});

describe.each([
  [
    'throws',
    () => {
      throw new Error('fails at once');
    },
  ],
  ['rejects', () => Promise.reject(new Error('fails'))],
])('where the browser %s', (_name, fail) => {
  test('no version is ready, and nobody is told of one', async () => {
    const { browser, arrive } = browserWithUpdate();
    Object.assign(browser.storage.session, { get: fail, set: fail });
    const run = vi.fn();
    onUpdateReady(browser, run);
    arrive();
    expect(await isUpdateReady(browser)).toBe(false);
    expect(run).not.toHaveBeenCalled();
  });

  test('a page lives on, though it can’t tell that it is visible', async () => {
    pageThat('visible');
    expect(() => tellVisible({ request: fail } as unknown as LockManager)).not.toThrow();
    await new Promise((resume) => setImmediate(resume)); // a rejection that nobody hears fails the run
  });
});
