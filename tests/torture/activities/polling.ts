// Polls: by the alarm, and by a press. What they bring is the site's; what the reader may rely on is that a poll of
// which a page said that all is well has brought the whole document.

import type { Surface } from '../../support/browser.ts';
import type { Activity } from './activity.ts';

export const POLLING: Activity[] = [
  {
    name: 'polling by alarm',
    weight: 2,
    brings: ['beginnings', 'bytes'],
    run: (stage) => stage.driver.wakeByAlarm(),
  },
  {
    name: 'polling by press',
    weight: 2,
    brings: ['beginnings', 'bytes'],
    async run(stage, page) {
      const surface = await page();
      await pressRefresh(surface);
      await untilAllIsWell(surface);
      await stage.polled(surface);
      await stage.look(surface);
    },
  },
];

/** Presses “Check now”. */
export async function pressRefresh(page: Surface): Promise<void> {
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-action="refresh"]')?.click());
}

/** Waits until the page says that the site was checked just now, and all is well. */
export async function untilAllIsWell(page: Surface): Promise<void> {
  await page.waitFor(() => {
    const status = document.querySelector('[data-status="ok"]');
    return status?.textContent?.includes('just now') === true;
  }, 'the page to say that all is well');
}
