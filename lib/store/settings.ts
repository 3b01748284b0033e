// The reader's settings in the store: each change is an act, kept in one strict transaction with all that follows
// from it, so that no page and no poll goes by the old and the new at once.

import type { Choice, Chosen } from '../journal/acts.ts';
import { withInterval } from '../schedule/next-poll.ts';
import {
  asChosen,
  countingAt,
  DEFAULTS,
  intervalOf,
  isSettingName,
  SETTING_NAMES,
  type SettingName,
  type Settings,
  settingsOf,
} from '../settings.ts';
import { limitArchive, wantArchive } from './keep-fills.ts';
import { keepChoices } from './outbox.ts';
import type { PollRecord, SettingsRecord } from './schema.ts';
import { sweepAll } from './sweep.ts';
import { recount, type Writing, write } from './transaction.ts';

/** Chooses; what is not named stays. */
export function choose(database: IDBDatabase, choices: Partial<Settings>, now: number): Promise<void> {
  return write(database, 'strict', async (transaction) => {
    const { before, chosen } = await recordIn(transaction);
    await keep(transaction, { name: 'settings', chosen: { ...chosen, ...choices }, before }, now);
  });
}

/** Takes a choice back, or all of them: what holds then is what held in the beginning. All can be undone. */
export function takeBack(database: IDBDatabase, name: SettingName | 'all', now: number): Promise<void> {
  return write(database, 'strict', async (transaction) => {
    const { before, chosen } = await recordIn(transaction);
    if (name === 'all') {
      // Pressed twice, or on two pages, the second press takes nothing back, and not the undo of the first either.
      const isAny = Object.keys(chosen).some(isSettingName);
      return keep(
        transaction,
        { name: 'settings', chosen: unknownIn(chosen), before: isAny ? { chosen, at: now } : before },
        now,
      );
    }
    const { [name]: _, ...others } = chosen;
    return keep(transaction, { name: 'settings', chosen: others, before }, now);
  });
}

/** Gives back what was chosen before all was taken back; what was chosen since stays. */
export function undoTakeBack(database: IDBDatabase, now: number): Promise<void> {
  return write(database, 'strict', async (transaction) => {
    const { before, chosen } = await recordIn(transaction);
    await keep(transaction, { name: 'settings', chosen: { ...before?.chosen, ...chosen } }, now);
  });
}

/** Brings back what the journal knows to have been chosen, within a write that ends with the count. */
export async function bringBackSettings(
  transaction: Writing,
  said: ReadonlyMap<string, Chosen>,
  now: number,
): Promise<void> {
  const chosen = Object.fromEntries(
    Array.from(said, ([name, { value }]) => [name, value] as const).filter(([, value]) => value !== null),
  );
  await transaction.objectStore('meta').put({ name: 'settings', chosen });
  await follow(transaction, DEFAULTS, settingsOf(chosen), now);
}

/** All that was chosen, as choices; empty where nothing was. */
export async function choicesIn(transaction: Writing): Promise<Choice[]> {
  return Object.entries((await recordIn(transaction)).chosen);
}

/** What another version let choose: it is shown nowhere here, and not this version's to take back. */
function unknownIn(chosen: SettingsRecord['chosen']): SettingsRecord['chosen'] {
  return Object.fromEntries(Object.entries(chosen).filter(([name]) => !isSettingName(name)));
}

async function recordIn(transaction: Writing): Promise<SettingsRecord> {
  const record = await transaction.objectStore('meta').get('settings');
  return record?.name === 'settings'
    ? { ...record, chosen: asChosen(record.chosen) }
    : { name: 'settings', chosen: {} };
}

async function keep(transaction: Writing, record: SettingsRecord, now: number): Promise<void> {
  const before = (await recordIn(transaction)).chosen;
  await transaction.objectStore('meta').put(record);
  const changed = SETTING_NAMES.filter((name) => before[name] !== record.chosen[name]);
  await keepChoices(
    transaction,
    changed.map((name) => [name, record.chosen[name] ?? null]),
    now,
  );
  await follow(transaction, settingsOf(before), settingsOf(record.chosen), now);
  await recount(transaction);
}

/** What follows from a change at once. The rest is read where it counts. */
async function follow(transaction: Writing, before: Settings, after: Settings, now: number): Promise<void> {
  const isNew = (name: SettingName) => before[name] !== after[name];
  if (isNew('interval') || isNew('feed')) await followInPolls(transaction, before, after, now);
  if (isNew('archive')) await wantArchive(transaction, { days: after.archive }, now);
  else if (isNew('retention')) await limitArchive(transaction, now);
  if (isNew('unreadDays')) await sweepAll(transaction, countingAt(now, after));
}

async function followInPolls(
  transaction: Writing,
  before: Settings,
  after: Settings,
  now: number,
): Promise<void> {
  const meta = transaction.objectStore('meta');
  const [known, install] = await Promise.all([meta.get('poll'), meta.get('install')]);
  const poll: PollRecord = known?.name === 'poll' ? known : { name: 'poll', validators: {}, failures: 0 };
  const phaseMs = install?.name === 'install' ? install.phaseMs : 0;
  const fed = before.feed === after.feed ? poll : withFeed(poll, after.feed);
  const timed = before.interval === after.interval ? fed : withInterval(fed, intervalOf(after), phaseMs, now);
  await meta.put(timed);
}

/** Polling anew, of the feed that was chosen, or of the one that is found. */
function withFeed({ nextAt, searchedAt, ...poll }: PollRecord, feed: string): PollRecord {
  const isChosen = feed !== 'found';
  return {
    ...poll,
    feed: isChosen ? feed : undefined,
    isFeedChosen: isChosen,
    validators: {},
    ...(poll.interval === 'by-hand' ? {} : { nextAt: poll.startedAt ?? 0 }),
  };
}
