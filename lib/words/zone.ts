// The time zone of the device, for formatters that are kept: one that was made before a journey goes on telling the
// time of where it began. Small, for the first paint waits for it; who notices a journey is page/follow-zone.ts.

let journeys = 0;

/** A formatter that is made when it is first used, and anew once the device is in another time zone. */
export function inZone<T>(make: () => T): () => T {
  let made: T | undefined;
  let madeAfter = journeys;
  return () => {
    if (made === undefined || madeAfter !== journeys) made = make();
    madeAfter = journeys;
    return made;
  };
}

/** The device is in another time zone. */
export function leaveZone(): void {
  journeys += 1;
}
