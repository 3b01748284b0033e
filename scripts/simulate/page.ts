// The figures as a table, and docs/politeness.md.

import { ASSUMED } from './people.ts';
import type { Simulated } from './simulate.ts';
import { type Figure, holds } from './tally.ts';

const DIGITS: Record<Figure['unit'], number> = { '': 1, '%': 2, kB: 1, '×': 2 };
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export function toTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    written(figure.value, figure.unit),
    limitOf(figure),
    figure.limit === undefined ? '' : holds(figure) ? 'holds' : 'does not hold',
    figure.note ?? '',
  ]);
  return table(['figure', 'value', 'must be', '', 'behind it'], rows);
}

export function toPage({ settings, tally, figures }: Simulated): string {
  const { installs, seed, edge } = settings;
  const { weights } = tally;
  const days = tally.days.map((day, index) => [
    DAYS[index % 7] ?? '',
    (day.requests / installs).toFixed(1),
    (day.bytes / installs / 1000).toFixed(1),
    ((100 * day.notModified) / (day.notModified + day.whole)).toFixed(1),
    ((100 * day.unconditional) / (day.notModified + day.whole)).toFixed(2),
    ((100 * day.failed) / day.requests).toFixed(1),
  ]);
  return `# Politeness

What the installs cost the site, as its operator would see it: ${installs.toLocaleString('en')} of them over a week, simulated
with the extension's own scheduling code (\`lib/schedule/\`, \`lib/validators.ts\`) by
\`npm run simulate -- --installs ${installs} --seed ${seed} --edge ${edge} --record\`.

${toTable(figures)}
![Requests of each hour over the week, with the outage and the burst of news](politeness.svg)

${table(['day', 'requests', 'kB', '304, %', 'without validators, %', 'failed, %'], days)}
Requests and kB are per install, also of those whose computers did not run that day.

## What the rules are

- One conditional request in half an hour, or in what the reader chose (a quarter of an hour to two hours, or none but by hand), at a phase that each install draws for itself. Longer where the feed asks for it: a \`sy:updatePeriod\` of more than an hour, a \`ttl\` of more than the interval, up to 6 hours. None in \`skipHours\` and \`skipDays\`.
- \`Retry-After\` is obeyed for up to a day, as seconds or as a date; after it, as after skipped hours, each install comes back at its own phase, spread over half an hour. Only the reader's press of the button asks sooner.
- After failures the wait doubles up to 6 hours, spread by half. What a reader tries in between neither counts nor moves it.
- Once a day the feed is read whole, without validators if nothing else made it so: 304 can hide back-dated stories. Each install has its own length of that day, 18 to 24 hours, so that those who last read it in one half-hour don't all come back in one.
- Offline nothing is asked; back online one request within two minutes, at a random moment.
- ETags are brought back to the form that WordPress compares. Where that can't be done the date is sent alone from then on.

## What was assumed

${ASSUMED.map((line) => `- ${line}`).join('\n')}
- The site publishes 8 to 15 stories and edits 2 to 6 a day, every day; each changes its validators. On Thursday 14:00 to 16:00 GMT six more come in a burst.
- The site is down on Wednesday, 12:00 to 18:00 GMT: for two hours without an answer, for two with 503, for two with 503 and one \`Retry-After\` for all: the date at which it ends.
- Nobody chose another interval. Polls alone: beside them each install reads the archive once, some 36 pages of ten stories for thirty days, one in half a minute while its browser runs; and after a gap two requests for each page of it.
- The feed is at the first address tried. Where it is not, each install once a day asks the addresses before it as well.
- A whole answer weighs ${weights.whole.toLocaleString('en')} bytes: the recorded feed of ten stories, gzipped, and 400 bytes of headers; a 304 weighs 200. On a site whose feed is heavier only the first grows. A request of the outage weighs ${weights.failed.toLocaleString('en')}.
- The server in front of WordPress: ${edge}.

*Peak minute*: in each hour of the week the busiest minute over the mean of its minutes, and of these the one that is
nearest to its limit; but for the two hours in which the site itself sends everybody away. Where installs are few,
chance alone makes more than 1.5 of evenly spread requests: then six deviations of it are the limit. *Could be 304*:
answers to installs that held what the site had, also when they asked without validators. The three days before the
Monday are simulated too, and not counted.
`;
}

function limitOf({ limit, unit }: Figure): string {
  if (limit === undefined) return '';
  return 'most' in limit ? `< ${written(limit.most, unit)}` : `≥ ${written(limit.least, unit)}`;
}

function written(value: number, unit: Figure['unit']): string {
  return `${value.toFixed(DIGITS[unit])} ${unit}`.trim();
}

function table(head: string[], rows: string[][]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}
