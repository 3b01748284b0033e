// How long the popup takes from the press of the toolbar button: ours and one of static HTML, turn about.

import { type Finding, GOALS, measured } from './goals.ts';
import type { LoadedExtension } from './loaded-extension.ts';
import { type Stored, words } from './openings.ts';
import { median, ratios } from './statistics.ts';

const WARM_UP = 3;

/** Opens both popups `pairs` times. */
export async function comparePopups(ours: Stored, floor: LoadedExtension, pairs: number): Promise<Finding> {
  const above: number[] = [];
  const below: number[] = [];
  for (let pair = -WARM_UP; pair < pairs; pair += 1) {
    await ours.extension.notePoll();
    // By turns each comes first: the second has no advantage in the sum.
    const isOursFirst = pair % 2 === 0;
    const early = isOursFirst ? await ours.extension.openByToolbar(true) : undefined;
    const theirs = await floor.openByToolbar(false);
    const product = early ?? (await ours.extension.openByToolbar(true));
    if (pair < 0) continue;
    above.push(product);
    below.push(theirs);
  }
  const note = `${median(above).toFixed(0)} against ${median(below).toFixed(0)} ms`;
  return measured(GOALS.toolbar, `popup, ${words(ours.count)} stored`, ratios(above, below), note);
}
