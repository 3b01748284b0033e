// A page of the extension without its drawing: its model, and what brings it to life, over as much of a document as
// these touch.

import type { Browser } from 'webextension-polyfill';
import { openChanges } from '../../lib/changes.ts';
import { headlinesModel } from '../../lib/page/headlines.ts';
import { live } from '../../lib/page/live.ts';
import { readSpareFront } from '../../lib/page/without-store.ts';
import { connect } from '../../lib/store/connection.ts';
import { timeWords } from '../../lib/words/time.ts';

export class Row {
  readonly dataset: Record<string, string>;
  constructor(id: string) {
    this.dataset = { id };
  }
}

type Looks = (entries: { target: Row; isIntersecting: boolean }[]) => void;

let looks: Looks = () => undefined;

/** What a page finds in its window. */
export const WINDOW = {
  HTMLElement: Row,
  IntersectionObserver: class {
    constructor(told: Looks) {
      looks = told;
    }
    observe(): void {}
    unobserve(): void {}
  },
  document: {
    visibilityState: 'visible',
    addEventListener: () => undefined,
    getElementById: () => null,
    documentElement: { dataset: {} },
  },
  localStorage: { getItem: () => null, setItem: () => undefined },
  addEventListener: () => undefined,
  location: { reload: () => undefined },
};

export type OpenPage = ReturnType<typeof openPage>;

export function openPage(browser: Browser, reason: 'popup' | 'page') {
  const store = connect();
  const changes = openChanges();
  const isOnline = () => navigator.onLine;
  const world = {
    store,
    now: Date.now,
    isOnline,
    isInView: () => true,
    readVisit: () => undefined,
    readSpare: () => readSpareFront(browser.storage.local, Date.now()),
  };
  const model = headlinesModel(world, () => undefined);
  const reading = model.read();
  changes.listen((change) => model.heard(change));
  const element = {
    addEventListener: () => undefined,
    querySelectorAll: () => [],
    querySelector: () => null,
  };
  const root = element as unknown as HTMLElement; // as much of one as is touched
  /** After the first paint. */
  const alive = reading.then(() =>
    live({
      browser,
      store,
      changes,
      model,
      root,
      announcements: { textContent: '' } as unknown as HTMLElement,
      time: timeWords('en'),
      reason,
    }),
  );
  return {
    model,
    store,
    alive,
    /** What the reader can do. */
    deeds: async () => (await alive).deeds(),
    /** The reader has these stories in view. */
    look: (ids: string[]) => looks(ids.map((id) => ({ target: new Row(id), isIntersecting: true }))),
  };
}
