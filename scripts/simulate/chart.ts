// Requests of each hour over the week, as an SVG picture that reads on light and dark ground.

import { HOUR_MS } from '../../lib/schedule/next-poll.ts';
import type { Simulated } from './simulate.ts';
import { type Span, WEEK_AT } from './site.ts';

const WIDTH = 880;
const HEIGHT = 300;
const PLOT = { left: 52, right: 868, top: 34, bottom: 262 };
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const LINES = 4;

const STYLE = `
    text { font: 12px system-ui, sans-serif; fill: #3a3a3a; }
    .line { stroke: #d8d8d8; }
    .bars { fill: #2f6b1e; }
    .outage { fill: #b3261e; fill-opacity: 0.16; }
    .burst { fill: #5b4bb5; fill-opacity: 0.16; }
    @media (prefers-color-scheme: dark) {
      text { fill: #d6d6d6; }
      .line { stroke: #484848; }
      .bars { fill: #8fce7a; }
      .outage { fill: #ff8a80; fill-opacity: 0.3; }
      .burst { fill: #b3a8ff; fill-opacity: 0.3; }
    }`;

export function toChart({ settings, site, tally }: Simulated): string {
  const hours = tally.hours().map((requests) => requests / settings.installs);
  const step = niceStep(Math.max(...hours) / LINES);
  const top = step * Math.ceil(Math.max(...hours) / step);
  const x = (hour: number) => rounded(PLOT.left + ((PLOT.right - PLOT.left) * hour) / hours.length);
  const y = (value: number) => rounded(PLOT.bottom - ((PLOT.bottom - PLOT.top) * value) / top);

  const bars = hours.map(
    (value, hour) => `M${x(hour)} ${PLOT.bottom}V${y(value)}H${x(hour + 1)}V${PLOT.bottom}Z`,
  );
  const lines = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
  const days = Array.from({ length: hours.length / 24 }, (_, day) => DAYS[day % 7] ?? '');
  const band = ({ from, to }: Span, name: string) => {
    const [begins, ends] = [x((from - WEEK_AT) / HOUR_MS), x((to - WEEK_AT) / HOUR_MS)];
    const width = rounded(ends - begins);
    return `  <rect class="${name}" x="${begins}" y="${PLOT.top}" width="${width}" height="${PLOT.bottom - PLOT.top}"/>
  <text x="${rounded(begins + width / 2)}" y="${PLOT.top - 6}" text-anchor="middle">${name}</text>`;
  };
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title">
  <title id="title">Requests of each hour per install, over a week with an outage of six hours</title>
  <style>${STYLE}
  </style>
${lines
  .map(
    (value) => `  <path class="line" d="M${PLOT.left} ${y(value)}H${PLOT.right}"/>
  <text x="${PLOT.left - 6}" y="${y(value) + 4}" text-anchor="end">${value.toFixed(2)}</text>`,
  )
  .join('\n')}
${band(site.outage, 'outage')}
${band(site.burst, 'burst')}
  <path class="bars" d="${bars.join('')}"/>
${days.map((name, day) => `  <text x="${x(day * 24 + 12)}" y="${PLOT.bottom + 18}" text-anchor="middle">${name}</text>`).join('\n')}
  <text x="${PLOT.left}" y="14">requests per install in each hour (GMT)</text>
</svg>
`;
}

/** 1, 2 or 5 with noughts, not less than the number. */
function niceStep(least: number): number {
  const unit = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((factor) => factor * unit >= least) ?? 10) * unit;
}

function rounded(number: number): number {
  return Math.round(number * 10) / 10;
}
