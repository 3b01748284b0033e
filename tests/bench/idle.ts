// How long the worker lives on when the last page was closed. Nothing is attached to it: a debugger would keep it.

import { until } from '../support/until.ts';
import type { DevTools } from './devtools.ts';
import { type Finding, GOALS, measured } from './goals.ts';
import { PAGES, type Stored } from './openings.ts';

/** A worker that lives longer than this is not waited for. */
const PATIENCE_MS = 75_000;
/** How long a page is open, so that it has said to its worker whatever it says. */
const A_LOOK_MS = 2000;

/** Opens and closes a page of each extension, which wakes its worker, and waits for the workers' ends. */
export async function watchWorkersEnd(devtools: DevTools, extensions: readonly Stored[]): Promise<Finding> {
  const closedAt = new Map<string, number>();
  const lives = new Map<string, number>();
  // One after another: a page that is not in front paints nothing, and speaks to its worker only afterwards.
  for (const { extension } of extensions) {
    await extension.notePoll();
    await extension.leave();
    const { targetId } = await devtools.send('Target.createTarget', { url: extension.url(PAGES['new tab']) });
    await new Promise((resume) => setTimeout(resume, A_LOOK_MS));
    await until(async () => (await workersOf(devtools)).has(extension.id), 'the worker');
    await devtools.send('Target.closeTarget', { targetId });
    closedAt.set(extension.id, Date.now());
  }
  const allEnded = until(
    async () => {
      const alive = await workersOf(devtools);
      for (const [id, at] of closedAt)
        if (!alive.has(id) && !lives.has(id)) lives.set(id, (Date.now() - at) / 1000);
      return lives.size === closedAt.size;
    },
    'the end of the workers',
    PATIENCE_MS,
  );
  const note = await allEnded.then(
    () => '',
    () => 'alive when the watch ended',
  );
  const seconds = extensions.map(({ extension }) => lives.get(extension.id) ?? PATIENCE_MS / 1000);
  return measured(GOALS.idle, `new tab, ${extensions.length} times`, seconds, note);
}

/** The hosts of all workers that live now; asked of the browser, not of them. */
async function workersOf(devtools: DevTools): Promise<Set<string>> {
  const { targetInfos } = await devtools.send('Target.getTargets', {});
  const workers = targetInfos.filter(({ type }) => type === 'service_worker');
  return new Set(workers.map(({ url }) => new URL(url).host));
}
