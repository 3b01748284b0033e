// The simulation, small. Its figures for a million installs are in docs/politeness.md.

import { describe, expect, test } from 'vitest';
import { chanceOf } from '../../scripts/simulate/chance.ts';
import { toChart } from '../../scripts/simulate/chart.ts';
import { stretchesOf } from '../../scripts/simulate/people.ts';
import { simulate } from '../../scripts/simulate/simulate.ts';
import { type Figure, holds } from '../../scripts/simulate/tally.ts';

const SETTINGS = { installs: 300, seed: 7, days: 3, outageDay: 1, edge: 'nginx' } as const;
const simulated = simulate(SETTINGS);

function figure(name: string): Figure {
  const found = simulated.figures.find((candidate) => candidate.name.startsWith(name));
  if (found === undefined) throw new Error(`no figure ${name}`);
  return found;
}

describe('three days of 300 installs', () => {
  test('cost the site little, and hold every figure', () => {
    expect(figure('requests per install').value).toBeGreaterThan(10);
    expect(figure('requests per install').value).toBeLessThan(30);
    expect(figure('bytes per install').value).toBeLessThan(80);
    expect(figure('304, of the answers that could be').value).toBeGreaterThan(99);
    expect(simulated.figures.filter((one) => !holds(one)).map(({ name }) => name)).toEqual([]);
  });

  test('are the same for the same seed, and others for another', () => {
    const { tally } = simulate(SETTINGS);
    expect(tally).toEqual(simulated.tally);
    expect(simulate({ ...SETTINGS, seed: 8 }).tally.minutes).not.toEqual(simulated.tally.minutes);
  });

  test('count each request once', () => {
    for (const day of simulated.tally.days)
      expect(day.whole + day.notModified + day.failed).toBe(day.requests);
    const minutes = simulated.tally.minutes.reduce((sum, minute) => sum + minute, 0);
    expect(minutes).toBe(simulated.tally.days.reduce((sum, { requests }) => sum + requests, 0));
  });

  test('are drawn with the outage and the burst', () => {
    const chart = toChart(simulated);
    expect(chart).toMatch(/class="outage"[\s\S]*class="burst"/);
    expect(chart).not.toContain('NaN');
  });
});

test('a figure that does not hold is told, and so is one of which nothing was counted', () => {
  const peak: Figure = { name: 'peak', value: 1.4, limit: { most: 1.5 }, unit: '×' };
  expect(holds(peak)).toBe(true);
  expect(holds({ ...peak, value: 1.5 })).toBe(false);
  expect(holds({ ...peak, value: Number.NaN })).toBe(false);
});

test('no computer runs twice at a time', () => {
  for (let install = 0; install < 200; install += 1) {
    const stretches = stretchesOf(chanceOf(1, install), 7);
    for (const [index, { from, to }] of stretches.entries()) {
      expect(to).toBeGreaterThan(from);
      expect(from).toBeGreaterThanOrEqual(stretches[index - 1]?.to ?? 0);
    }
  }
});
