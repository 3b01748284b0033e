// The permission to reach the site: Firefox lets its users withdraw it, and so does Chrome's site access.

import type { Browser } from 'webextension-polyfill';
import { SITE } from './site.ts';

const ACCESS = { origins: [SITE.matchPattern] };

/** Whether the site may be reached. Rejects when the browser does not say. */
export async function hasAccess(browser: Browser): Promise<boolean> {
  return browser.permissions.contains(ACCESS);
}

/** Asks the reader for it; only within a press of theirs, or the browser refuses. Resolves to their answer. */
export async function askForAccess(browser: Browser): Promise<boolean> {
  return browser.permissions.request(ACCESS);
}

/** Calls `changed` when the permission is given or withdrawn. To be registered at once when the worker starts. */
export function onAccessChange(browser: Browser, changed: (granted: boolean) => void): void {
  const isOurs = ({ origins }: { origins?: string[] }) =>
    origins?.some((origin) => origin.includes(SITE.host)) ?? false;
  browser.permissions.onAdded.addListener((permissions) => {
    if (isOurs(permissions)) changed(true);
  });
  browser.permissions.onRemoved.addListener((permissions) => {
    if (isOurs(permissions)) changed(false);
  });
}
