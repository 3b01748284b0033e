// Keeps the brief on top of the list right: it is read anew when something came, when the day is another, and when a
// visit begins. Loaded after the first paint.

import type { Connection } from '../store/connection.ts';
import { dayOf } from '../story/days.ts';
import { digestOf } from '../story/digest.ts';
import type { Headlines, HeadlinesModel } from './headlines.ts';

/** To be called after each drawing. */
export function digestFollower(
  model: Pick<HeadlinesModel, 'learn'>,
  store: Connection,
): (headlines: Headlines | undefined) => void {
  let known = '';

  async function read({ visit, now }: Headlines): Promise<void> {
    const { readNewest } = await import('../store/read-filtered.ts');
    const { stories, isAll } = await store.use(readNewest);
    model.learn({ digest: digestOf(stories, isAll, visit?.line, dayOf(now)) });
  }

  return (headlines) => {
    if (headlines?.kind !== 'open') return;
    const { visit, poll, now, waiting, arrivals } = headlines;
    const facts = [visit?.line?.arrivals, dayOf(now), poll?.lastAttemptAt, waiting, arrivals].join();
    if (facts === known) return;
    known = facts;
    read(headlines).catch(() => {
      known = ''; // with the next drawing
    });
  };
}
