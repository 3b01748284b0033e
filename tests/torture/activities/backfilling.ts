// Fetching what the window of the feed no longer holds: gaps, which a burst of stories leaves, and the archive. The
// editor goes on meanwhile. What the reader may rely on is that nothing that stayed is missing when all is fetched
// (reliance.ts).

import { until } from '../../support/until.ts';
import { ageLastPoll } from '../last-poll.ts';
import { makeFillsDue, readFills } from '../older-pages.ts';
import type { Random } from '../random.ts';
import type { Stage } from '../stage.ts';
import type { Activity } from './activity.ts';

/** A page that is not kept in this time was not asked for: another poll was under way, or the worker is gone. */
const PAGE_LIMIT_MS = 4_000;
const MOST_PAGES = 5;

export const BACKFILLING: Activity[] = [
  {
    name: 'leaving a gap',
    weight: 1,
    brings: ['beginnings', 'bytes'],
    async run(stage, _page, random) {
      await leaveGap(stage, random);
      await fillSome(stage, random);
    },
  },
  {
    name: 'asking for more of the archive',
    weight: 1,
    brings: ['beginnings'],
    async run(stage, page, random) {
      const surface = await page();
      const days = await surface.evaluate(pressMore);
      if (days !== undefined) stage.wanted(days);
      await fillSome(stage, random);
    },
  },
  {
    name: 'backfilling',
    weight: 3,
    brings: ['beginnings', 'bytes'],
    async run(stage, _page, random) {
      if ((await readFills(stage.probe)).open === 0) await leaveGap(stage, random);
      await fillSome(stage, random);
    },
  },
];

/** A burst of stories, more than the feed holds, and a poll. */
async function leaveGap(stage: Stage, random: Random): Promise<void> {
  const { progress } = await readFills(stage.probe);
  stage.editSite((editor, site) => editor.burst(site, random));
  await ageLastPoll(stage.probe);
  await stage.driver.wakeByAlarm();
  await untilProgress(stage, progress, 'the gap to be noted');
}

/** A few pages, one after the other; between two of them a story may come or go. */
async function fillSome(stage: Stage, random: Random): Promise<void> {
  for (let pages = random.between(1, MOST_PAGES); pages > 0; pages -= 1) {
    const { open, progress } = await makeFillsDue(stage.probe);
    if (open === 0 || stage.isOver) return;
    await stage.driver.wakeByAlarm('fill');
    await untilProgress(stage, progress, 'the page to be kept');
    if (random.below(3) === 0) stage.editSite((editor, site) => editor.touch(site, random));
  }
}

async function untilProgress(stage: Stage, progress: string, what: string): Promise<void> {
  await until(
    async () => stage.isOver || (await readFills(stage.probe)).progress !== progress,
    what,
    PAGE_LIMIT_MS,
  );
}

/** In the page: asks for more, where the archive is fetched as far as it was wanted; resolves when that is shown. */
function pressMore(): Promise<string | undefined> {
  const state = () => document.querySelector<HTMLElement>('[data-archive]')?.dataset['archive'];
  const target = document.querySelector<HTMLElement>('[data-action="archive-more"]');
  if (target === null) return Promise.resolve(undefined);
  const { days } = target.dataset;
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (state() !== 'filling') return;
      observer.disconnect();
      resolve(days);
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    target.click();
  });
}
