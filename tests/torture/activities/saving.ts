// Saving: by the button within an unfolded story, as deeds of the model.

import type { Surface } from '../../support/browser.ts';
import type { Held } from '../deeds.ts';
import type { Random } from '../random.ts';
import type { Stage } from '../stage.ts';
import type { Activity } from './activity.ts';

export const SAVING: Activity[] = [
  {
    name: 'saving',
    weight: 3,
    brings: ['beginnings', 'presses', 'acknowledgements'],
    run: async (stage, page, random) => saveOne(stage, await page(), random),
  },
];

/** Rows from the top among which one is chosen: as few as are marked, so that several deeds meet at one story. */
const ROWS = 8;

async function saveOne(stage: Stage, page: Surface, random: Random): Promise<void> {
  const rows = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-list] article')].map(({ dataset }) => ({
      id: dataset['id'] ?? '',
      isSaved: dataset['saved'] !== undefined,
    })),
  );
  const { id, isSaved } = random.pick(rows.slice(0, ROWS));
  await page.evaluate(unfold, id);
  await stage.attempt(
    isSaved ? `letting go of ${id}` : `saving ${id}`,
    (held, at) => [saved(held, id, isSaved ? undefined : at)],
    () => page.evaluate(pressSave, { id, isSaved }),
  );
}

/** What the deed makes of the model: the later press stands, also where it was saved before. */
export function saved(held: Held, id: string, savedAt: number | undefined): Held {
  const story = held.stories.get(id);
  if (story === undefined) return held;
  const { savedAt: _, ...others } = story;
  const changed = { ...others, ...(savedAt !== undefined && { savedAt }) };
  return { ...held, stories: new Map([...held.stories, [id, changed]]) };
}

// What follows runs in the page.

/** Unfolds a story, where it is not; resolves when its button is there, or the story is gone. */
function unfold(id: string): Promise<void> {
  const find = () => document.querySelector<HTMLElement>(`article[data-id="${id}"]`);
  const isDone = () => find()?.querySelector('[data-action="save"]') !== null; // undefined where it is gone
  if (isDone()) return Promise.resolve();
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!isDone()) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document.body, { subtree: true, childList: true });
    find()?.querySelector<HTMLElement>('[data-action="highlights"]')?.click();
  });
}

/** Presses, and resolves when the page shows what came of it. */
function pressSave(wish: { id: string; isSaved: boolean }): Promise<boolean> {
  const find = () => document.querySelector<HTMLElement>(`article[data-id="${wish.id}"]`);
  const isSaved = () => find()?.dataset['saved'] !== undefined;
  const target = find()?.querySelector<HTMLElement>('[data-action="save"]');
  if (!target || isSaved() !== wish.isSaved) return Promise.resolve(false);
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      // A withdrawn story that is let go leaves the list: it shows nothing any more.
      if (find() === null || isSaved() === wish.isSaved) return;
      observer.disconnect();
      resolve(true);
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    target.click();
  });
}
