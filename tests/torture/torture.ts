// A run: one profile that lives through many rounds, so that damage adds up as it does in life.

import { type Driver, type Kind, launch, type Surface } from '../support/browser.ts';
import { makeProfile, removeProfile } from '../support/browser-process.ts';
import { startSite } from '../support/site.ts';
import { until } from '../support/until.ts';
import { editor, firstStories } from './editor.ts';
import { installedAsOf } from './older-pages.ts';
import { paceFeed } from './paced-site.ts';
import { Reliance } from './reliance.ts';
import { type Life, playRound, type RoundReport } from './round.ts';
import { readSnapshot, type Snapshot } from './snapshot.ts';

export interface Run {
  kind: Kind;
  /** Directory of the built extension. */
  extension: string;
  seed: number;
  rounds: number;
  /** Called after each round that held. */
  held?(report: RoundReport): void;
}

/** Why a run ended early. */
export interface Failure {
  round: number;
  words: string;
  /** Where the profile is kept. */
  profile: string;
}

/** Plays the rounds; resolves to undefined when all held. */
export async function torture(run: Run): Promise<Failure | undefined> {
  const profile = makeProfile();
  const site = await startSite({ stories: firstStories(Date.now()) });
  const reliance = new Reliance();
  let life: Life | undefined;
  const paced = paceFeed(site, {
    began: (answer) => reliance.sent(answer),
    sent: (bytes) => life?.stage?.happened('bytes', bytes),
  });
  let driver: Driver | undefined;
  const leaveNothing = () => {
    driver?.kill().catch(() => undefined); // the signal is sent at once; there is no time for more
    removeProfile(profile);
  };
  process.once('exit', leaveNothing); // for a run that is broken off
  let round = 0;
  let failure: Failure | undefined;
  try {
    driver = await launch(run.kind, { extension: run.extension, site, profile });
    const probe = await driver.open('manifest.json');
    await firstSnapshot(probe, site.pageSize);
    await installedAsOf(probe, Math.max(...site.stories.map(({ publishedAt }) => publishedAt)) + 1);
    const before = await readSnapshot(probe);
    life = { driver, paced, editor: editor(), reliance, seed: run.seed, probe, before };
    while (round < run.rounds) {
      round += 1;
      run.held?.(await playRound(life, round, round === run.rounds));
    }
  } catch (error) {
    failure = { round, words: error instanceof Error ? error.message : String(error), profile };
  }
  await driver?.close();
  await site.close();
  process.off('exit', leaveNothing);
  if (failure === undefined) removeProfile(profile);
  return failure;
}

/** The store once the first poll was kept, which the browser makes when the extension was installed. */
function firstSnapshot(probe: Surface, stories: number): Promise<Snapshot> {
  return until(async () => {
    const snapshot = await readSnapshot(probe);
    return snapshot.stories.length >= stories && snapshot;
  }, 'the first poll to be kept');
}
