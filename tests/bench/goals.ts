// What is asked of the extension's speed and size, and whether a figure reaches it.

import { type Estimate, estimate } from './statistics.ts';

export interface Goal {
  what: string;
  /** The figure may be this large. */
  most: number;
  /** How figures are written: "1.07 ×", "9.1 kB". */
  unit: '×' | 'kB' | 'MB' | 's' | '';
  /** Where the goal is missed but this is kept, the bench still passes. */
  limit?: number;
}

/** Each goal once; the bench names them by these keys. */
export const GOALS = {
  opening: { what: 'first row painted, warm, × vanilla page of the same 50', most: 1.15, unit: '×' },
  growth: { what: 'first row painted with many stories stored, × few', most: 1.05, unit: '×' },
  toolbar: { what: 'popup through the toolbar, × static page', most: 1.05, unit: '×' },
  script: { what: 'JavaScript before the first row, gzipped', most: 12, unit: 'kB', limit: 20 },
  modules: { what: 'modules before the first row', most: 1, unit: '' },
  heap: { what: 'heap after a collection, above the static page', most: 0.4, unit: 'MB' },
  elements: { what: 'elements for 50 rows', most: 600, unit: '' },
  longTasks: { what: 'long tasks, warm', most: 0, unit: '' },
  slowLongTasks: { what: 'long tasks, CPU slowed 4 times', most: 0, unit: '' },
  shift: { what: 'layout shift', most: 0, unit: '' },
  idle: { what: 'worker ends after the last page closes', most: 35, unit: 's' },
  package: { what: 'package, zipped', most: 300, unit: 'kB' },
} as const satisfies Record<string, Goal>;

/** A figure beside its goal. */
export interface Finding {
  goal: Goal;
  /** Of what: "new tab, 10,000 stored". */
  of: string;
  figure: Estimate;
  /** What helps to read it: the milliseconds behind a ratio. */
  note: string;
}

export type Verdict = 'met' | 'within the limit' | 'missed';

/** What was measured again and again, as a finding: its median is the figure. */
export function measured(goal: Goal, of: string, values: readonly number[], note = ''): Finding {
  return { goal, of, figure: estimate(values), note };
}

/** What has one value and no chance in it, as a finding. */
export function counted(goal: Goal, of: string, value: number, note = ''): Finding {
  return { goal, of, figure: { median: value, low: value, high: value, count: 1 }, note };
}

/** Whether a figure reaches its goal: met when its interval does, missed only when all of the interval is beyond. */
export function judge({ goal, figure }: Finding): Verdict {
  if (figure.low <= goal.most) return 'met';
  return goal.limit !== undefined && figure.low <= goal.limit ? 'within the limit' : 'missed';
}
