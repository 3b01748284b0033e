// Asks the browser, once for this install, not to throw the extension's storage away when the disk runs low.

import type { Area } from './journal/area.ts';

const ASKED = 'asked-to-persist';

/** Quietly: whatever the browser answers, nothing depends on it. Never rejects. */
export async function askToPersist(storage: StorageManager, area: Area): Promise<void> {
  try {
    if (ASKED in (await area.get(ASKED))) return;
    await area.set({ [ASKED]: true });
    await storage.persist();
  } catch {
    // a browser that keeps no such promise
  }
}
