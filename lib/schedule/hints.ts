// What a feed hopes of those who poll it, and the times in which it is not to be asked. How far it is followed is
// written in docs/decisions.md (hints) and done in next-poll.ts.

const HOUR_MS = 3_600_000;
const HOURS_OF_A_WEEK = 7 * 24;
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Of the last whole document. Kept in the poll's record, for a 304 brings none. */
export interface Hints {
  /** sy:updatePeriod / sy:updateFrequency (RSS 1.0 Syndication). */
  updatePeriodMs?: number | undefined;
  /** ttl (RSS 2.0). */
  ttlMs?: number | undefined;
  /** Hours of the day in GMT, 0 to 23 (RSS 2.0, skipHours). */
  skipHours: number[];
  /** Days of the week in GMT; 0 is Sunday (RSS 2.0, skipDays). */
  skipDays: number[];
}

/** The hints of a channel, whose days are English names. A name that is no day's is passed over. */
export function hintsOf(channel: Omit<Hints, 'skipDays'> & { skipDays: readonly string[] }): Hints {
  const { updatePeriodMs, ttlMs, skipHours, skipDays } = channel;
  return {
    ...(updatePeriodMs !== undefined && { updatePeriodMs }),
    ...(ttlMs !== undefined && { ttlMs }),
    skipHours,
    skipDays: skipDays.map((name) => DAYS.indexOf(name.toLowerCase())).filter((day) => day >= 0),
  };
}

/**
 * The end of the skipped time that `at` stands in, always a full hour; `at` itself where it stands in none. A feed
 * that skips the whole week is not believed.
 */
export function endOfSkip(at: number, hints: Hints | undefined): number {
  if (hints === undefined || hints.skipHours.length + hints.skipDays.length === 0) return at;
  let end = at;
  for (let hours = 0; hours <= HOURS_OF_A_WEEK; hours += 1) {
    if (!isSkipped(end, hints)) return end;
    end = (Math.floor(end / HOUR_MS) + 1) * HOUR_MS;
  }
  return at;
}

function isSkipped(at: number, { skipHours, skipDays }: Hints): boolean {
  const date = new Date(at);
  return skipHours.includes(date.getUTCHours()) || skipDays.includes(date.getUTCDay());
}
