import type { Surface } from '../../support/browser.ts';
import type { Random } from '../random.ts';
import type { Happening, Stage } from '../stage.ts';

/** One thing that is under way when the browser is killed or the worker stopped. */
export interface Activity {
  name: string;
  /** How often it is chosen, beside the others. */
  weight: number;
  /** What it brings about that a moment of interruption can wait for. */
  brings: readonly Happening[];
  /**
   * Does it once, on the page of its strand where it needs one, choosing by the strand's own chance; resolves when it is over, and rejects when the
   * browser dies under it. What a reader may rely on from then on it tells the stage as soon as a page shows it.
   */
  run(stage: Stage, page: () => Promise<Surface>, random: Random): Promise<void>;
}
