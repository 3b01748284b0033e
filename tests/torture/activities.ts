// All that may be under way when the browser is killed or the worker stopped.
//
// A new one, say of searching: write tests/torture/activities/searching.ts with its activities, and name them here;
// that is all. Each has a name (it stands in docs/torture-record.md), a weight, what it `brings` about that an
// interruption can wait for, and `run`, which does the thing once in a real page and tells the stage what the reader
// may rely on from then on:
// - what the reader did is a deed: `stage.attempt(words, apply, press)`. `press` presses in the page and
//   resolves when the page shows it as done; `apply` says what the deed makes of the model (deeds.ts), written apart
//   from lib/store. A deed that was shown as done must be there after the interruption, any other wholly or not at
//   all. What the model does not hold yet gets a field in `HeldStory`, in `heldIn`, in the comparison `isLike` and in
//   `inShort`, and in the snapshot (snapshot.ts). That the journal says the same is looked at in journal.ts.
// - what the site does in the midst of a round is `stage.editSite`; what it did to stories is found out from the store.
// - what the site brought needs no deed: stories that a page showed are taken over by `stage.look(page)`, those of
//   a poll of which a page said that all is well by `stage.polled(page)`. What else must hold of the store is a line in
//   `faultsIn` (snapshot.ts) where one moment tells, and in reliance.ts where it takes two.

import type { Activity } from './activities/activity.ts';
import { BACKFILLING } from './activities/backfilling.ts';
import { MARKING } from './activities/marking.ts';
import { OPENING } from './activities/opening.ts';
import { POLLING } from './activities/polling.ts';
import { SAVING } from './activities/saving.ts';
import type { Random } from './random.ts';
import type { Happening } from './stage.ts';

export const ACTIVITIES: readonly Activity[] = [
  ...POLLING,
  ...BACKFILLING,
  ...MARKING,
  ...SAVING,
  ...OPENING,
];

/** One of those that bring this about, by weight. */
export function chooseActivity(random: Random, what: Happening): Activity {
  const fitting = ACTIVITIES.filter(({ brings }) => brings.includes(what));
  return random.pick(fitting.flatMap((activity) => Array<Activity>(activity.weight).fill(activity)));
}
