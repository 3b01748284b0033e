// Dates of feeds → times.

/** Zones that RFC 5322 §4.3 calls obsolete, in minutes east of Greenwich. The single letters mean nothing sure. */
const ZONES: Record<string, number | undefined> = {
  UT: 0,
  GMT: 0,
  UTC: 0,
  Z: 0,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
};
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** [weekday,] day month year hour:minute[:second] [zone]; the weekday is not believed, and may be wrong. */
const RFC_822 =
  /^(?:[a-z]+\.?,?\s+)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?,?[\s-]+(\d{4}|\d{2})\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([+-]\d{2}:?\d{2}|[a-z]*)$/i;
const ISO_8601 = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * A date as feeds write it → ms since 1970 UTC: RFC 822 with all that RFC 5322 §4.3 allows of old, and ISO 8601
 * as a courtesy. Undefined for what is no date of the calendar. A missing zone means UTC.
 */
export function parseDate(text: string): number | undefined {
  const plain = text
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const parts = RFC_822.exec(plain);
  if (parts === null) return ISO_8601.test(plain) ? parseIso(plain) : undefined;
  const [, day, name = '', year = '', hour, minute, second = '0', zone = ''] = parts;
  const month = MONTHS.indexOf(name.toLowerCase());
  const offset = minutesEast(zone);
  if (month < 0 || offset === undefined) return undefined;
  return toTime(fullYear(year), month, Number(day), Number(hour), Number(minute), Number(second), offset);
}

function toTime(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  offset: number,
) {
  // A leap second is told as 60, and is the next second to a computer.
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const at = new Date(Date.UTC(year, month, day));
  // Date turns 31 February into 3 March; the calendar does not.
  if (at.getUTCMonth() !== month || at.getUTCDate() !== day) return undefined;
  return at.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000;
}

function parseIso(text: string): number | undefined {
  const withZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(text) || text.length === 10 ? text : `${text}Z`;
  const at = Date.parse(
    withZone
      .replace(/^(\S{10}) /, '$1T')
      .replace(/\s+/g, '')
      .replace(/([+-]\d{2})(\d{2})$/, '$1:$2'),
  );
  return Number.isNaN(at) ? undefined : at;
}

/** Two digits as RFC 5322 §4.3 reads them. */
function fullYear(year: string): number {
  const number = Number(year);
  if (year.length > 2) return number;
  return number < 50 ? 2000 + number : 1900 + number;
}

function minutesEast(zone: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  if (sign === undefined) return zone === '' ? 0 : ZONES[zone.toUpperCase()];
  const east = Number(hours) * 60 + Number(minutes);
  return sign === '-' ? -east : east;
}
