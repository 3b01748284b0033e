import { describe, expect, test } from 'vitest';
import { beginRun, readRuns, roundsOf, withFailure, withRound, withRun, writeRecord } from './record.ts';
import type { RoundReport } from './round.ts';

const BEGUN = { browser: 'chromium', version: 'Chromium 156', date: '2031-03-03', seed: 7 } as const;

function round(how: 'kill' | 'stop', interrupted: string[] = [], hit = true): RoundReport {
  return { number: 1, interruption: { how, what: 'presses', count: 1, thenMs: 0 }, interrupted, hit };
}

const RUN = [
  round('kill', ['marking all', 'polling by alarm']),
  round('stop', ['marking all']),
  round('stop', [], false),
].reduce(withRound, beginRun(BEGUN));

describe('the record', () => {
  test('counts kills, workers that were there to be stopped, and what was under way', () =>
    expect(RUN).toMatchObject({
      ...{ rounds: 3, kills: 1, stops: 1 },
      interrupted: { 'marking all': 2, 'polling by alarm': 1 },
    }));

  test('is read as it was written, with what broke', () => {
    const runs = [RUN, withFailure(beginRun({ ...BEGUN, browser: 'firefox' }), 'lost --> <story>')];
    const page = writeRecord(runs);
    expect(readRuns(page)).toEqual(runs);
    expect(page).toContain('| Chromium | 3 | 1 | 1 | 0 |');
    expect(page).toContain('| Firefox | 1 | 0 | 0 | 1 |');
    expect(page).toContain('| marking all | 2 | 0 |');
    expect(page).toContain('Firefox, seed 7:\n\n```\nlost --> <story>\n```');
  });

  test('takes a run’s later state for its earlier one, whatever other runs are there', () => {
    const firefox = beginRun({ ...BEGUN, browser: 'firefox' });
    const later = withRound(RUN, round('kill'));
    expect(withRun(withRun([firefox], RUN), later)).toEqual([firefox, later]);
    expect(withRun([RUN, firefox], later)).toEqual([later, firefox]);
  });

  test('says how many rounds are left for each browser', () => {
    const runs = readRuns(writeRecord([RUN, RUN]));
    expect(roundsOf(runs, 'chromium')).toBe(6);
    expect(roundsOf(runs, 'firefox')).toBe(0);
  });

  test('begins empty, and is not taken for empty when it can’t be read', () => {
    expect(readRuns(undefined)).toEqual([]);
    expect(() => readRuns('# Torture record\n')).toThrow('restore it or remove it');
    expect(() => readRuns('<!-- runs\n[{"browser":"chromium"}]\n-->')).toThrow('restore it or remove it');
  });
});
