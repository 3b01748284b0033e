// How it is going as plain text, for a report of what went wrong. Pure.

import { say } from '../words/say.ts';
import type { Health } from './health.ts';
import { healthFacts, hints, LOG_COLUMNS, logRow } from './health-facts.ts';

/** The page as text. Times are in UTC (ISO 8601), so that who reads it need not know where it was made. */
export function healthReport(health: Health): string {
  const at = (moment: number) => new Date(moment).toISOString();
  const found = hints(health);
  const log = health.store?.log ?? [];
  return [
    `${say('productName')}: ${say('healthTitle')}, ${at(health.now)}`,
    say('healthHolds'),
    section(say('healthHints'), found.length === 0 ? [say('hintNone')] : found),
    ...healthFacts(health, at).map(({ title, facts }) =>
      section(
        title,
        facts.map(([name, text]) => `${name}: ${text}`),
      ),
    ),
    section(say('logTitle'), [
      LOG_COLUMNS.map((column) => say(column)).join(' | '),
      ...log.map((entry) => logRow(entry, at).join(' | ')),
    ]),
  ].join('\n\n');
}

function section(title: string, lines: readonly string[]): string {
  return [`## ${title}`, ...lines].join('\n');
}
