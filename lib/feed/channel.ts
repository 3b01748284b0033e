// The fields of the channel → Channel. Whether its wishes about polling are followed is left to lib/schedule.

import { allValues, type Fields, firstValue, inOneLine, wholeNumber } from './fields.ts';
import type { Channel } from './types.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** RSS 1.0 modules, syndication; months and years in their usual lengths. */
const PERIODS = new Map([
  ['hourly', HOUR_MS],
  ['daily', DAY_MS],
  ['weekly', 7 * DAY_MS],
  ['monthly', 30 * DAY_MS],
  ['yearly', 365 * DAY_MS],
]);

/** The head of the feed; what it does not say, or says in a form that can't be read, is absent. RSS 2.0, channel. */
export function toChannel(fields: Fields): Channel {
  const said = (name: string) => firstValue(fields, name);
  const title = said('title');
  const link = said('link');
  const description = said('description');
  const language = said('language');
  const updatePeriodMs = toUpdatePeriod(said('sy:updatePeriod'), said('sy:updateFrequency'));
  const ttl = wholeNumber(said('ttl'));
  return {
    ...(title !== undefined && { title: inOneLine(title) }),
    ...(link !== undefined && { link }),
    ...(description !== undefined && { description: inOneLine(description) }),
    ...(language !== undefined && { language }),
    ...(updatePeriodMs !== undefined && { updatePeriodMs }),
    ...(ttl !== undefined && { ttlMs: ttl * MINUTE_MS }),
    skipHours: allValues(fields, 'skipHours/hour')
      .map(wholeNumber)
      .filter((hour) => hour !== undefined)
      .filter((hour) => hour < 24),
    skipDays: allValues(fields, 'skipDays/day'),
  };
}

/** A frequency that is missing or can't be read is 1, as the module says. */
function toUpdatePeriod(period: string | undefined, frequency: string | undefined): number | undefined {
  const periodMs = PERIODS.get(period?.toLowerCase() ?? '');
  return periodMs === undefined ? undefined : periodMs / (wholeNumber(frequency) || 1);
}
