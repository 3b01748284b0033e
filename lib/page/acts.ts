// What a reader can do on a page, beyond what its first rows offer: each the deed of its name.

import type { Deeds } from './deeds.ts';
import type { FirstActs, PageActs } from './page-props.ts';

/** An act that does a deed once the deeds were loaded. */
export type Deed = <Args extends unknown[]>(
  chosen: (deeds: Deeds) => (...args: Args) => unknown,
) => (...args: Args) => void;

export function actsOf(first: FirstActs, deed: Deed): PageActs {
  return {
    ...first,
    undo: deed((deeds) => deeds.undo),
    dismissUndo: deed((deeds) => deeds.dismissUndo),
    save: deed((deeds) => deeds.save),
    showOlder: deed((deeds) => deeds.showOlder),
    showWaiting: deed((deeds) => deeds.showWaiting),
    fillGaps: deed((deeds) => deeds.fillGaps),
    setArchive: deed((deeds) => deeds.setArchive),
    dismissRestored: deed((deeds) => deeds.dismissRestored),
    dismissGreeting: deed((deeds) => deeds.dismissGreeting),
    dismissBriefing: deed((deeds) => deeds.dismissBriefing),
    grantAccess: deed((deeds) => deeds.grantAccess),
    rebuild: deed((deeds) => deeds.rebuild),
    reload: deed((deeds) => deeds.reload),
  };
}
