// What a reader can do on a page, beyond what its first rows offer: each the deed of its name.

import type { Browser } from 'webextension-polyfill';
import type { Deeds } from './deeds.ts';
import { openPanel } from './open-panel.ts';
import type { FirstActs, PageActs } from './page-props.ts';

/** An act that does a deed once the deeds were loaded. */
export type Deed = <Args extends unknown[]>(
  chosen: (deeds: Deeds) => (...args: Args) => unknown,
) => (...args: Args) => void;

export function actsOf(first: FirstActs, deed: Deed, browser: Browser): PageActs {
  return {
    ...first,
    openPanel: () => void openPanel(browser), // at once: browsers want a press
    undo: deed((deeds) => deeds.undo),
    dismissUndo: deed((deeds) => deeds.dismissUndo),
    save: deed((deeds) => deeds.save),
    showOlder: deed((deeds) => deeds.showOlder),
    filterBy: deed((deeds) => deeds.filterBy),
    focusFilter: deed((deeds) => deeds.focusFilter),
    setTicker: deed((deeds) => deeds.setTicker),
    showWaiting: deed((deeds) => deeds.showWaiting),
    fillGaps: deed((deeds) => deeds.fillGaps),
    setArchive: deed((deeds) => deeds.setArchive),
    dismissRestored: deed((deeds) => deeds.dismissRestored),
    dismissGreeting: deed((deeds) => deeds.dismissGreeting),
    dismissBriefing: deed((deeds) => deeds.dismissBriefing),
    grantAccess: deed((deeds) => deeds.grantAccess),
    rebuild: deed((deeds) => deeds.rebuild),
    reload: deed((deeds) => deeds.reload),
    openReader: deed((deeds) => deeds.openReader),
    closeReader: deed((deeds) => deeds.closeReader),
    readNext: deed((deeds) => deeds.readNext),
    readPrevious: deed((deeds) => deeds.readPrevious),
    togglePictures: deed((deeds) => deeds.togglePictures),
    swapText: deed((deeds) => deeds.swapText),
    reread: deed((deeds) => deeds.reread),
  };
}
