// One life of the extension, in which calls fail, or none does.

import { expect } from 'vitest';
import { MINUTE_MS, SAME_PRESS_MS } from '../../lib/schedule/next-poll.ts';
import { Extension } from './extension.ts';
import { inWords } from './failures.ts';
import { openOptions } from './options.ts';
import { Promises } from './promises.ts';
import { fillAll, type Life, STEPS } from './scenario.ts';
import { beginWatch, type Failure, type Watch } from './watch.ts';

/** Stories of the site's before the extension is installed. */
const EARLIER = 12;
/** Alarms until a poll comes of one: the first may come too soon. */
const MOST_ALARMS = 3;

/** A promise that was broken: by the last call that failed, or by none. */
export class Broken extends Error {
  readonly struck: readonly Failure[];

  constructor(struck: readonly Failure[], step: string, cause: unknown) {
    const failure = struck.at(-1);
    const what = failure === undefined ? 'nothing failed' : inWords(failure);
    super(`${what}; ${step}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    this.struck = struck;
  }
}

/** Lives it to the end. `failures` come one in a step at most, and all is well again in between. Throws Broken. */
export async function liveThrough(failures: readonly Failure[] = []): Promise<Watch> {
  const watch = beginWatch(failures);
  const extension = new Extension();
  const rejections: unknown[] = [];
  const hear = (reason: unknown) => rejections.push(reason);
  process.on('unhandledRejection', hear);
  try {
    for (let hour = EARLIER; hour > 0; hour -= 1) extension.site.publish(Date.now() - hour * 60 * MINUTE_MS);
    const life: Life = { extension, promises: new Promises(extension) };
    for (const { name, take } of STEPS) {
      watch.step = name;
      const countBefore = (await life.promises.snapshot()).meta.counts?.unread ?? 0;
      await take(life);
      expect(rejections, 'rejections that nobody heard').toEqual([]);
      if (watch.current !== undefined) {
        await life.promises.check();
        await life.promises.checkBadge(countBefore);
        watch.mend();
        watch.step = `after that: ${name}`;
        await recover(extension, life.promises, watch.current.kind === 'alarms');
      }
      await life.promises.checkWell();
      watch.arm();
    }
    watch.mend();
    watch.step = 'at the end';
    await settle(extension, life.promises);
    expect(rejections, 'rejections that nobody heard').toEqual([]);
    return watch;
  } catch (error) {
    throw new Broken(watch.struck, watch.step, error);
  } finally {
    process.off('unhandledRejection', hear);
    extension.end();
  }
}

/** All is well again, and polling goes on by itself; where alarms failed, at the latest when the browser starts. */
async function recover(extension: Extension, promises: Promises, mayNeedStart: boolean): Promise<void> {
  if (!extension.wasEnded) await pressButton(extension, promises);
  extension.wasEnded = false;
  const failedAt = Date.now();
  if (mayNeedStart && !extension.alarms.set.has('poll')) await extension.startBrowser();
  if ((await promises.snapshot()).meta.poll?.interval === 'by-hand') {
    const { acts } = await openOptions(extension); // the clock was to be gone by again
    await extension.happens(() => acts.choose({ interval: 30 }));
  }
  for (let alarms = 0; alarms < MOST_ALARMS; alarms += 1) {
    expect(await extension.ring('poll'), 'there is an alarm').toBe(true);
    const { meta } = await promises.snapshot();
    if ((meta.poll?.startedAt ?? 0) > failedAt) return;
  }
  throw new Error('no poll has begun since');
}

/** The same worker goes on to answer the reader. */
async function pressButton(extension: Extension, promises: Promises): Promise<void> {
  const page = await extension.open('popup');
  extension.passAwake(SAME_PRESS_MS + 1);
  const pressedAt = Date.now();
  await extension.happens(async () => (await page.alive).poll('press'));
  const { meta } = await promises.snapshot();
  expect(meta.poll?.startedAt, 'the poll of a press').toBeGreaterThanOrEqual(pressedAt);
}

/** A day later everything that is owed has been fetched. */
async function settle(extension: Extension, promises: Promises): Promise<void> {
  extension.pass(26 * 60 * MINUTE_MS);
  await extension.ring('poll');
  await fillAll(extension);
  await extension.ring('poll');
  await promises.checkWell();
  await promises.checkAgainstSite();
}
