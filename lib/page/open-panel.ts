// Opens the list beside the page that the reader is on: Chromium's side panel, Firefox's sidebar.

import type { Browser } from 'webextension-polyfill';

interface SidePanel {
  open(options: { windowId: number }): Promise<void>;
}

/** To be called within a press, for browsers open it for none else. Whether there is such a thing, and it opened. */
export async function openPanel(browser: Browser): Promise<boolean> {
  const sidePanel: unknown = Reflect.get(browser, 'sidePanel');
  try {
    if (isSidePanel(sidePanel)) {
      const { id } = await browser.windows.getCurrent();
      if (id !== undefined) await sidePanel.open({ windowId: id });
    } else await browser.sidebarAction.open();
    return true;
  } catch {
    return false;
  }
}

function isSidePanel(value: unknown): value is SidePanel {
  return typeof Object(value).open === 'function';
}
