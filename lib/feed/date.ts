// The dates of a feed → milliseconds. Date.parse alone knows neither all that RFC 822 allows nor all that feeds
// write, and takes 31 February for a day in March.

const LONGEST = 100;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Hours from UTC; every other name counts as UTC (RFC 5322 §4.3). */
const ZONES = new Map(
  Object.entries({ est: -5, edt: -4, cst: -6, cdt: -5, mst: -7, mdt: -6, pst: -8, pdt: -7 }),
);

// The weekday may be wrong or missing: it tells nothing that the date does not.
const RFC_822 =
  /^(?:[a-z]+\.?,? ?)?(?<day>\d{1,2})[ -](?<monthName>[a-z]{3})[a-z]*\.?[ -](?<year>\d{2,4})(?:,? (?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d+)?)?(?: ?(?<zone>[a-z]+|[+-]\d{2}:?\d{2}))?)?$/;

const ISO_8601 =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[t ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?(?: ?(?<zone>z|[+-]\d{2}:?\d{2}))?)?$/;

/**
 * Milliseconds since 1970 (UTC) of a date as feeds write it, to the second: RFC 5322 with its obsolete forms
 * (RFC 822), or ISO 8601. Without a zone it is UTC, without a time midnight. Undefined for what is no date,
 * e.g. 31 February or a year before 1900. Never throws.
 */
export function parseDate(text: string): number | undefined {
  if (text.length > LONGEST) return undefined;
  const date = text
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ?: ?/g, ':')
    .trim()
    .toLowerCase();
  const part = (RFC_822.exec(date) ?? ISO_8601.exec(date))?.groups;
  if (part === undefined) return undefined;
  const offsetMs = zoneOffsetMs(part['zone']);
  const at = utc({
    year: fullYear(part['year'] ?? ''),
    month: part['month'] === undefined ? MONTHS.indexOf(part['monthName'] ?? '') : Number(part['month']) - 1,
    day: Number(part['day']),
    hour: Number(part['hour'] ?? 0),
    minute: Number(part['minute'] ?? 0),
    second: Number(part['second'] ?? 0),
  });
  return at === undefined || offsetMs === undefined ? undefined : at - offsetMs;
}

/** RFC 5322 §4.3: two digits are 1950 to 2049, three count from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year;
}

function zoneOffsetMs(zone: string | undefined): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '') ?? [];
  if (sign === undefined) return (ZONES.get(zone ?? '') ?? 0) * 3_600_000;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

type Parts = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;

function utc({ year, month, day, hour, minute, second }: Parts): number | undefined {
  // Second 60 is a leap second; Date.UTC makes it the next one.
  if (year < 1900 || hour > 23 || minute > 59 || second > 60) return undefined;
  const midnight = new Date(Date.UTC(year, month, day));
  // A day that the month does not have falls into another.
  return midnight.getUTCMonth() === month ? Date.UTC(year, month, day, hour, minute, second) : undefined;
}
