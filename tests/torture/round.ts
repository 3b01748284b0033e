// One round: the site changes, a few things begin at once, a moment of them is the last for browser or worker, and
// then everything that a reader may rely on is looked at.

import { setTimeout as pause } from 'node:timers/promises';
import type { Browser as ExtensionApi } from 'webextension-polyfill';
import type { Driver, Surface } from '../support/browser.ts';
import { guidOf } from '../support/site-story.ts';
import { until } from '../support/until.ts';
import type { Activity } from './activities/activity.ts';
import { pressRefresh, untilAllIsWell } from './activities/polling.ts';
import { chooseActivity } from './activities.ts';
import { type Deed, differences, explain } from './deeds.ts';
import type { Editor } from './editor.ts';
import { chooseInterruption, type Interruption, inWords, momentOf } from './interruption.ts';
import { faultsOfJournal, readStorage } from './journal.ts';
import { ageLastPoll, lastSuccessAt } from './last-poll.ts';
import { disagreements, missingFromList, readList } from './list.ts';
import { fillInPeace } from './older-pages.ts';
import { AT_ONCE, type Pace, type PacedSite } from './paced-site.ts';
import { type Random, seeded } from './random.ts';
import type { Reliance } from './reliance.ts';
import { faultsIn, isOpen, readSnapshot, type Snapshot } from './snapshot.ts';
import { Stage } from './stage.ts';

/** What lives on from round to round. */
export interface Life {
  readonly driver: Driver;
  readonly paced: PacedSite;
  readonly editor: Editor;
  readonly reliance: Reliance;
  readonly seed: number;
  /** A page of the extension that runs nothing, to read the store and to ask the browser. */
  probe: Surface;
  /** The store when the last round ended. */
  before: Snapshot;
  /** The round that is being played: it counts what the site sends. */
  stage?: Stage;
}

export interface RoundReport {
  number: number;
  interruption: Interruption;
  /** Names of the activities that were under way at its moment. */
  interrupted: string[];
  /** Whether there was a worker to stop; always where the browser was killed. */
  hit: boolean;
}

/** Something that a reader relies on is broken. The message says what, and what had been going on. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

/**
 * For so long the pages may show what came of a press though the worker was stopped. It is not shown at all where
 * another page did the contrary at the same time.
 */
const PRESS_LIMIT_MS = 1_500;
const AGREE_LIMIT_MS = 60_000;
/** Of three rounds, so many end with a poll that nothing disturbs; the others leave what they left to the next. */
const HEALED_OF_THREE = 2;
/** Of so many rounds that are healed, one goes on until no older stories are missing either … */
const FILLED_ONE_IN = 3;
/** … but none of the first, so that the archive is interrupted before it is there. */
const FILLED_FROM = 9;

/** What the functions that run in the probe find there. */
declare const browser: ExtensionApi;

/** Plays a round. Throws Broken, and whatever the browser fails with. `isLast` rounds end with a healthy poll. */
export async function playRound(life: Life, number: number, isLast: boolean): Promise<RoundReport> {
  const random = seeded(life.seed + number * 7919);
  const { driver, paced, editor, probe, reliance, before } = life;
  const { site } = paced;
  const interruption = chooseInterruption(random);
  const fewestEdits = interruption.what === 'bytes' ? 1 : 0; // a site without news sends none
  const edits = editor.change(site, random, fewestEdits);
  site.etagStyle = random.pick(['strong', 'weak-nginx', 'gzip-apache'] as const);
  site.hits.length = 0;
  paced.answers.length = 0;
  paced.pace = choosePace(random);
  const strands = chooseStrands(random, interruption);
  const isHealed = [random.below(3) < HEALED_OF_THREE, isLast].includes(true);
  const isFillTurn = random.below(FILLED_ONE_IN) === 0 && number >= FILLED_FROM;
  const isFilled = (isHealed && isFillTurn) || isLast;
  const stage = new Stage({ driver, paced, editor, probe, reliance, before });
  life.stage = stage;
  await ageLastPoll(probe);

  const plan = [
    `the site ${edits.join(', ') || 'changes nothing'}, answers in ${paced.pace.pieces} pieces ${paced.pace.pauseMs} ms apart`,
    `at once: ${strands.map((strand) => strand.map(({ name }) => name).join(', then ')).join(' | ')}`,
    inWords(interruption),
  ];
  try {
    const playing = Promise.allSettled(
      strands.map((strand) => play(strand, stage, seeded(random.below(2 ** 31)))),
    );
    await Promise.race([momentOf(interruption, stage), playing]);
    const interrupted = stage.listUnderWay();
    stage.end();
    const hit = await interrupt(life, stage, interruption);
    await checkAll(life, stage, interruption, { isHealed, isFilled });
    return { number, interruption, interrupted, hit };
  } catch (error) {
    throw withPlan(error, plan, stage);
  } finally {
    stage.close();
  }
}

/** Up to three strands at once of up to four activities; the first begins with what the interruption waits for. */
function chooseStrands(random: Random, { what }: Interruption): Activity[][] {
  return Array.from({ length: random.between(1, 3) }, (_, strand) =>
    Array.from({ length: random.between(1, 4) }, (_, step) => ({
      ...chooseActivity(random, strand === 0 && step === 0 ? what : 'beginnings'),
    })),
  );
}

function choosePace(random: Random): Pace {
  if (random.below(4) === 0) return AT_ONCE;
  return { pieces: random.between(2, 12), pauseMs: random.between(1, 60) };
}

/** Plays one strand: activities one after the other, on one page where they need one. */
async function play(strand: readonly Activity[], stage: Stage, random: Random): Promise<void> {
  let opening: Promise<Surface> | undefined;
  const path = random.pick(['newtab.html', 'popup.html']);
  const page = () => {
    opening ??= stage.openList(path);
    return opening;
  };
  for (const activity of strand) {
    if (stage.isOver) return;
    stage.underWay.add(activity);
    stage.happened('beginnings');
    await activity.run(stage, page, random);
    stage.underWay.delete(activity);
  }
}

async function interrupt(life: Life, stage: Stage, { how }: Interruption): Promise<boolean> {
  const { driver } = life;
  if (how === 'kill') {
    stage.close();
    await driver.kill();
    life.paced.pace = AT_ONCE;
    await driver.restart();
    life.probe = await driver.open('manifest.json');
    return true;
  }
  const hit = await driver.interruptWorker();
  life.paced.pace = AT_ONCE;
  await stage.openingsEnd();
  await Promise.race([stage.pressesEnd(), pause(PRESS_LIMIT_MS)]);
  stage.close();
  await stage.clear();
  await life.probe.evaluate(closeStories);
  return hit;
}

/** In the probe: closes the tabs in which stories were opened. */
async function closeStories(): Promise<void> {
  const tabs = await browser.tabs.query({ url: 'https://rareearthexchanges.com/*' });
  await browser.tabs.remove(tabs.flatMap(({ id }) => id ?? []));
}

async function checkAll(
  life: Life,
  stage: Stage,
  interruption: Interruption,
  { isHealed, isFilled }: { isHealed: boolean; isFilled: boolean },
): Promise<void> {
  await settle(life, stage.deeds, 'after the interruption');
  if (interruption.how === 'stop') await life.driver.wakeByAlarm();
  const page = await life.driver.open('newtab.html');
  await agree(life, page);
  await until(() => hasAlarms(life), 'an alarm that repeats every half hour, and one for what is missing');
  if (isHealed) {
    await pollInPeace(life, page);
    const list = await agree(life, page);
    demand(missingFromList(list, newestOfSite(life, await readSnapshot(life.probe))), 'after a healthy poll');
  }
  if (isFilled) {
    await fillInPeace(life.probe);
    await agree(life, page);
    demand(missingOfSite(life, await readSnapshot(life.probe)), 'after everything was fetched');
  }
  await page.close();
  life.before = await settle(life, [], 'at the end of the round');
}

/** Asks the site for what it has now. A poll that was on its way already serves as well: the site is calm by now. */
async function pollInPeace(life: Life, page: Surface): Promise<void> {
  const beganAt = Date.now();
  await ageLastPoll(life.probe);
  await pressRefresh(page);
  await until(async () => (await lastSuccessAt(life.probe)) >= beganAt, 'a healthy poll to be kept');
  await untilAllIsWell(page);
}

/** Looks at the store alone: that it is sound, keeps what was promised, and that deeds explain what changed. */
async function settle(life: Life, deeds: readonly Deed[], when: string): Promise<Snapshot> {
  const snapshot = await readSnapshot(life.probe).catch((error: unknown) => {
    throw new Broken(`${when} the store does not open: ${String(error)}`);
  });
  const ofJournal = await faultsOfJournal(await readStorage(life.probe), snapshot);
  demand([...faultsIn(snapshot), ...ofJournal, ...life.reliance.check(snapshot)], when);
  const { before } = life;
  if (explain(before, deeds, snapshot) === undefined) {
    const words = deeds.map(
      (deed) => `${deed.words} (${deed.isAcknowledged ? 'shown as done' : 'not shown'})`,
    );
    demand(
      [
        `no order of what was done explains what is kept; done: ${words.join(', ') || 'nothing'}`,
        ...differences(before, snapshot),
      ],
      when,
    );
  }
  life.before = snapshot;
  return snapshot;
}

/** Waits until list, badge and store say the same: a poll may still be on its way, and what it brings waits. */
async function agree(life: Life, page: Surface) {
  let last: string[] = [];
  const attempt = async () => {
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-pending]')?.click());
    const [list, { text }, snapshot] = [
      await readList(page),
      await life.driver.badge(),
      await readSnapshot(life.probe),
    ];
    last = disagreements(list, text, snapshot);
    return last.length === 0 && list;
  };
  const list = await until(attempt, 'list, badge and store to agree', AGREE_LIMIT_MS).catch(() => undefined);
  if (list === undefined) throw new Broken(`after ${AGREE_LIMIT_MS} ms ${last.join('\n')}`);
  return list;
}

/** The stories of the feed, as far as the last answer brings them. */
function newestOfSite(
  { paced: { site, answers }, reliance }: Life,
  snapshot: Snapshot,
): { guid: string; title: string }[] {
  const known = reliance.broughtBy(
    answers.findLast(({ page }) => page === 1),
    snapshot,
  );
  return site.stories
    .toSorted((a, b) => b.publishedAt - a.publishedAt)
    .slice(0, site.pageSize)
    .map((story) => ({ guid: guidOf(story, `https://${site.host}`), title: story.title }))
    .filter(({ guid }) => known.has(guid));
}

/** What stood on the site all the time, and the store should hold, once nothing is left to be fetched. */
function missingOfSite({ paced: { site }, editor, reliance }: Life, snapshot: Snapshot): string[] {
  const stories = editor.constant(site).map((story) => ({
    guid: guidOf(story, `https://${site.host}`),
    publishedAt: story.publishedAt,
  }));
  return reliance.missing(stories, snapshot, editor.withdrawals);
}

/** Whether the worker will be woken for the next poll, and where older stories are missing for a page of them. */
async function hasAlarms({ probe }: Life): Promise<boolean> {
  const { gaps, archive } = await readSnapshot(probe);
  const [periodInMinutes, hasFill] = await probe.evaluate(readAlarms);
  const isMissing = gaps.length > 0 || (archive !== undefined && isOpen(archive));
  return periodInMinutes === 30 && (hasFill || !isMissing);
}

/** In the probe. */
async function readAlarms(): Promise<[number | undefined, boolean]> {
  const [poll, fill] = await Promise.all([browser.alarms.get('poll'), browser.alarms.get('fill')]);
  return [poll?.periodInMinutes, Boolean(fill)];
}

function demand(faults: readonly string[], when: string): void {
  if (faults.length > 0) throw new Broken(`${when}:\n${faults.join('\n')}`);
}

function withPlan(error: unknown, plan: readonly string[], { deeds, edits }: Stage): unknown {
  if (!(error instanceof Error)) return error;
  const done = deeds.map(({ words, isAcknowledged }) => `${words}${isAcknowledged ? ', shown as done' : ''}`);
  const lines = (heads: readonly string[]) => heads.map((line) => `  ${line}`);
  error.message = [
    error.message,
    'The round:',
    ...lines(plan),
    'In its midst the site:',
    ...lines(edits),
    'Done:',
    ...lines(done),
  ].join('\n');
  return error;
}
