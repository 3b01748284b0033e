// A page that is open for days may travel: browsers send no event for another time zone, so it is looked for.

import { leaveZone } from '../words/zone.ts';

/** To be called before a page is drawn anew; times are told in the zone of the device from then on. */
export function zoneFollower(): () => void {
  let zone = zoneNow();
  return () => {
    if (zone === zoneNow()) return;
    zone = zoneNow();
    leaveZone();
  };
}

function zoneNow(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
