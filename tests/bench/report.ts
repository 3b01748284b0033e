// The findings as a table in Markdown, for the terminal and for docs/performance.md.

import { cpus } from 'node:os';
import { type Finding, type Goal, judge } from './goals.ts';

/** How many digits after the point tell something. */
const DIGITS: Record<Goal['unit'], number> = { '×': 2, kB: 1, MB: 2, s: 1, '': 4 };

export interface Circumstances {
  /** As the browser calls itself: "Chrome/156.0.8078.79". */
  browser: string;
  pairs: number;
  measuredAt: number;
}

export function toTable(findings: readonly Finding[]): string {
  const rows = findings.map((finding) => {
    const { goal, of, note } = finding;
    return [goal.what, of, wish(goal), figure(finding), interval(finding), judge(finding), note];
  });
  const head = ['goal', 'of', 'at most', 'figure', '95 % interval', '', 'behind it'];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n')}\n`;
}

export function toPage(findings: readonly Finding[], circumstances: Circumstances): string {
  const { browser, pairs, measuredAt } = circumstances;
  const date = new Date(measuredAt).toISOString().slice(0, 10);
  return `# Performance

Measured by \`npm run bench -- --record\` on ${date}: ${browser}, without a window, on ${cpus().length} cores of a
computer that others use as well. So the ratios count and the milliseconds do not: each ratio is the median of ${pairs}
pairs, opened turn about in one browser, with its 95 % interval by the bootstrap. A goal is met when the interval
reaches it.

${toTable(findings)}
How it is measured: \`tests/bench/\`. No debugger is attached to a page whose time is taken, nor to a worker whose end is
waited for. *First row painted* is the mark \`headlines\`, which our pages and the vanilla page set in a task after the
frame with their rows, counted from the beginning of the navigation; the first opens are not counted. Through the
toolbar it is the later of that mark and the first contentful paint, counted from the call of \`action.openPopup\`; the
static page has no script and so no mark. Stories are the recorded ones, repeated with a number; the last 14 days count
as unread as far as they were not read, some 270 of them.
`;
}

function wish({ most, limit, unit }: Goal): string {
  return `${most} ${unit}${limit === undefined ? '' : ` (limit ${limit})`}`.trim();
}

function figure({ goal, figure: { median } }: Finding): string {
  return `${rounded(median, goal)} ${goal.unit}`.trim();
}

function interval({ goal, figure: { low, high, count } }: Finding): string {
  return count === 1 ? '–' : `${rounded(low, goal)} – ${rounded(high, goal)}`;
}

function rounded(value: number, { unit }: Goal): string {
  return unit === '' ? String(Number(value.toFixed(DIGITS[unit]))) : value.toFixed(DIGITS[unit]);
}
