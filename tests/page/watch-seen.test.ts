// What counts as a look, over rows that come into view as a test says.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchSeen } from '../../lib/page/watch-seen.ts';

class Row {
  readonly dataset: Record<string, string>;
  constructor(id: string) {
    this.dataset = { id };
  }
}

type Told = (entries: { target: Row; isIntersecting: boolean }[]) => void;

const row = new Row('p/1');
let isCovered: boolean;
let comeIntoView: Told;
let seen: string[];
let looks: ReturnType<typeof watchSeen>;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.stubGlobal('HTMLElement', Row);
  vi.stubGlobal('document', { visibilityState: 'visible', addEventListener: () => undefined });
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(told: Told) {
        comeIntoView = told;
      }
      observe(): void {}
      unobserve(): void {}
    },
  );
  isCovered = false;
  seen = [];
  const root = {
    querySelectorAll: () => [row],
    querySelector: () => ({ hasAttribute: () => isCovered }),
  };
  looks = watchSeen(root as unknown as HTMLElement, (ids) => seen.push(...ids)); // as much of one as is touched
  looks.observe();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a story that is in view for a second was seen', () => {
  comeIntoView([{ target: row, isIntersecting: true }]);
  vi.advanceTimersByTime(999);
  expect(seen).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(seen).toEqual(['p/1']);
});

test('one that goes out of view before was not', () => {
  comeIntoView([{ target: row, isIntersecting: true }]);
  vi.advanceTimersByTime(500);
  comeIntoView([{ target: row, isIntersecting: false }]);
  vi.advanceTimersByTime(5000);
  expect(seen).toEqual([]);
});

test('below a story that is being read none is; once that is closed, a second begins', () => {
  isCovered = true;
  comeIntoView([{ target: row, isIntersecting: true }]);
  vi.advanceTimersByTime(5000);
  expect(seen).toEqual([]);
  isCovered = false;
  looks.observe(); // the page was drawn
  vi.advanceTimersByTime(999);
  expect(seen).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(seen).toEqual(['p/1']);
});
