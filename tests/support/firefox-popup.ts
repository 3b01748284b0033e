// The popup of Firefox: a panel that BiDi does not list, so it is reached through the browser's own scope. Code
// and mouse events go to its process by a frame script; keys go through the window, as from a keyboard.

import { writeFileSync } from 'node:fs';
import type { Browser } from 'puppeteer-core';
import type { ClickOptions, Modifier, Surface, Violation } from './driver.ts';
import { inBrowserWindow } from './firefox-privileged.ts';
import { axeSource, callText, middleOf, runAxe } from './in-page.ts';
import { until } from './until.ts';

/** Firefox moves a popup to another process while it opens: what was sent to the first is never answered. */
const OPENING_ANSWER_MS = 5_000;
const ANSWER_MS = 60_000;

export class FirefoxPopup implements Surface {
  private readonly browser: Browser;
  private patienceMs = OPENING_ANSWER_MS;

  constructor(browser: Browser) {
    this.browser = browser;
  }

  /** Resolves when the page at this address is there. */
  async arriveAt(address: string): Promise<void> {
    const isThere = (url: string) => location.href.startsWith(url) && document.readyState === 'complete';
    await until(() => this.evaluate(isThere, address), 'the popup');
    this.patienceMs = ANSWER_MS;
  }

  async evaluate<Args extends unknown[], T>(fn: (...args: Args) => T, ...args: Args): Promise<Awaited<T>> {
    const result = await this.inPage(callText(fn, args));
    return result as Awaited<T>; // the page ran `fn`: its type is what comes back
  }

  async waitFor(fn: () => unknown, what: string): Promise<void> {
    await until(() => this.inPage(callText(fn, [])), what);
  }

  async press(key: string, modifiers: Modifier[] = []): Promise<void> {
    await inBrowserWindow(this.browser, pressKey, key, modifiers);
  }

  async type(text: string): Promise<void> {
    for (const key of text) await this.press(key);
  }

  async click(selector: string, { button = 'left', modifiers = [] }: ClickOptions = {}): Promise<void> {
    const { x, y } = await until(() => this.evaluate(middleOf, selector), `${selector}, to be clicked`);
    await this.besidePage(callText(clickAt, [x, y, button, modifiers]));
  }

  async screenshot(path: string): Promise<void> {
    const url = await inBrowserWindow(this.browser, drawPopup);
    writeFileSync(path, Buffer.from(url.replace(/^[^,]*,/, ''), 'base64'));
  }

  async axe(): Promise<Violation[]> {
    await this.inPage(`${axeSource()}; null`);
    return this.evaluate(runAxe);
  }

  async bringToFront(): Promise<void> {} // a panel is always in front

  async close(): Promise<void> {
    await inBrowserWindow(this.browser, hidePopup);
    await until(() => inBrowserWindow(this.browser, isPopupGone), 'the popup to go');
  }

  /** Evaluates an expression in the page, whatever its content security policy says. */
  private inPage(expression: string): Promise<unknown> {
    const sandbox = 'new Cu.Sandbox(content, { sandboxPrototype: content, wantXrays: false })';
    return this.besidePage(`Cu.evalInSandbox(${JSON.stringify(expression)}, ${sandbox})`);
  }

  /** Evaluates an expression with the browser's rights in the process of the popup, where `content` is its window. */
  private async besidePage(expression: string): Promise<unknown> {
    const outcome = await inBrowserWindow(this.browser, runFrameScript, expression, this.patienceMs);
    if (outcome.error !== undefined) throw new Error(outcome.error);
    return outcome.value;
  }
}

/** Whether no popup is open; runs in the browser's window, as all that follows. */
export function isPopupGone(): boolean {
  return document.querySelector('.webextension-popup-browser') === null;
}

interface Outcome {
  value?: unknown;
  error?: string;
}

interface MessageManager {
  addMessageListener(name: string, listener: (message: { data: Outcome }) => void): void;
  removeMessageListener(name: string, listener: (message: { data: Outcome }) => void): void;
  loadFrameScript(url: string, allowDelayed: boolean): void;
}

interface PopupElement extends HTMLElement {
  messageManager: MessageManager;
  browsingContext: {
    currentWindowGlobal: {
      drawSnapshot(area: null, scale: number, background: string): Promise<ImageBitmap>;
    };
  };
}

interface TextInput {
  beginInputTransactionForTests(window: Window): boolean;
  keydown(event: KeyboardEvent): void;
  keyup(event: KeyboardEvent): void;
}

declare const Cc: Record<string, { createInstance(type: unknown): TextInput } | undefined>;
declare const Ci: Record<string, unknown>;
declare const content: {
  synthesizeMouseEvent(
    type: string,
    x: number,
    y: number,
    mouse: Record<string, number>,
    options: object,
  ): void;
};

function runFrameScript(expression: string, patienceMs: number): Promise<Outcome> {
  const popup = document.querySelector<PopupElement>('.webextension-popup-browser');
  if (popup === null) throw new Error('no popup is open');
  const { messageManager } = popup;
  const name = `outcome-${Math.random()}`;
  const script = `(async () => {
    let outcome;
    try { outcome = { value: await (${expression}) } } catch (error) { outcome = { error: String(error) } }
    sendAsyncMessage(${JSON.stringify(name)}, outcome);
  })()`;
  return new Promise((resolve) => {
    const end = (outcome: Outcome) => {
      messageManager.removeMessageListener(name, listener);
      resolve(outcome);
    };
    const listener = ({ data }: { data: Outcome }) => end(data);
    setTimeout(() => end({ error: 'the popup gave no answer' }), patienceMs);
    messageManager.addMessageListener(name, listener);
    messageManager.loadFrameScript(`data:;charset=utf-8,${encodeURIComponent(script)}`, false);
  });
}

/** Beside the page: the events are the browser's own, so the page trusts them and links open. */
function clickAt(x: number, y: number, button: string, modifiers: string[]): void {
  const flags: Record<string, number> = { Control: 2, Shift: 4, Meta: 8 }; // nsIDOMWindowUtils.MODIFIER_*
  const mouse = {
    button: button === 'middle' ? 1 : 0,
    clickCount: 1,
    modifiers: modifiers.reduce((sum, name) => sum + (flags[name] ?? 0), 0),
  };
  content.synthesizeMouseEvent('mousemove', x, y, mouse, {});
  content.synthesizeMouseEvent('mousedown', x, y, { ...mouse, buttons: button === 'middle' ? 4 : 1 }, {});
  content.synthesizeMouseEvent('mouseup', x, y, { ...mouse, buttons: 0 }, {});
}

/**
 * Resolves when the page has heard the key, or is gone. Without a screen the window does not give a popup the
 * focus by itself.
 */
async function pressKey(key: string, modifiers: string[]): Promise<void> {
  const popup = document.querySelector<PopupElement>('.webextension-popup-browser');
  const input = Cc['@mozilla.org/text-input-processor;1']?.createInstance(Ci['nsITextInputProcessor']);
  if (popup === null || input === undefined) throw new Error('no popup is open');
  popup.focus();
  const { messageManager } = popup;
  const next = (name: string) =>
    new Promise<void>((resolve) => {
      const listener = () => {
        messageManager.removeMessageListener(name, listener);
        resolve();
      };
      messageManager.addMessageListener(name, listener);
    });
  const script = `{
    const heard = ({ key }) => {
      if (key !== ${JSON.stringify(key)}) return;
      removeEventListener('keyup', heard, true);
      sendAsyncMessage('key-heard');
    };
    addEventListener('keyup', heard, true);
    sendAsyncMessage('key-awaited');
  }`;
  const awaited = next('key-awaited');
  messageManager.loadFrameScript(`data:;charset=utf-8,${encodeURIComponent(script)}`, false);
  await awaited;

  const heard = next('key-heard');
  const gone = new Promise((resolve) =>
    popup.closest('panel')?.addEventListener('popuphidden', resolve, { once: true }),
  );
  input.beginInputTransactionForTests(window);
  for (const name of modifiers) input.keydown(new KeyboardEvent('', { key: name }));
  input.keydown(new KeyboardEvent('', { key }));
  input.keyup(new KeyboardEvent('', { key }));
  for (const name of modifiers) input.keyup(new KeyboardEvent('', { key: name }));
  await Promise.race([heard, gone]);
}

async function drawPopup(): Promise<string> {
  const popup = document.querySelector<PopupElement>('.webextension-popup-browser');
  if (popup === null) throw new Error('no popup is open');
  const picture = await popup.browsingContext.currentWindowGlobal.drawSnapshot(null, 1, 'white');
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  return `data:image/png;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
}

function hidePopup(): void {
  const panel = document.querySelector('.webextension-popup-browser')?.closest('panel');
  if (
    panel !== null &&
    panel !== undefined &&
    'hidePopup' in panel &&
    typeof panel.hidePopup === 'function'
  ) {
    panel.hidePopup();
  }
}
