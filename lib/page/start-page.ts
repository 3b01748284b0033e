// Starts a page: opens the store at once and draws the headlines as soon as they are read. Everything that no
// headline waits for comes after the first paint: live.ts, and the parts of the page that are rarely seen.

import { type ComponentType, h, render } from 'preact';
import { browser } from '../browser.ts';
import { openChanges } from '../changes.ts';
import { connect } from '../store/connection.ts';
import type { Headline } from '../story/headline.ts';
import { readVisit } from '../visit.ts';
import { language, useWords } from '../words/say.ts';
import { browserWords } from '../words/source.ts';
import { timeWords } from '../words/time.ts';
import type { actsOf, Deed } from './acts.ts';
import { wayOf } from './follow-link.ts';
import { type Headlines, headlinesModel, PAGE_OF_STORIES } from './headlines.ts';
import type { Live, live } from './live.ts';
import type { FirstActs, Late, LateParts, PageProps } from './page-props.ts';

/** Rows of the first paint: what a popup or a usual screen holds. The rest follows, a step a frame, so that no task is long. */
const FIRST_ROWS = { popup: 8, page: 10 };
const MORE_ROWS = 14;
/** An open that takes longer than this is worth a word; a shorter one would only flicker. */
const SAY_OPENING_MS = 300;
/** A story opens after its mark is kept, but waits no longer than this for a store that does not answer. */
const KEEP_LIMIT_MS = 500;

export interface Page {
  view: ComponentType<PageProps>;
  /** Why this page asks for a poll. */
  reason: 'popup' | 'page';
  /** Loads what no headline waits for: what brings the page to life, and what is rarely seen, or never at once. */
  loadLater(): Promise<{ live: typeof live; parts: LateParts; actsOf: typeof actsOf }>;
  /** Opens a story's address for a plain press. */
  openHere(address: string): void;
}

export function startPage({ view, reason, loadLater, openHere }: Page): void {
  const store = connect(); // before all else: the disk works while the page is made
  const changes = openChanges();
  useWords(browserWords(browser, navigator.language));
  const time = timeWords(language());
  const root = byId('page');
  let late: Late | undefined;
  let showsDetails = false;
  let rows = FIRST_ROWS[reason];
  let beginning: Promise<Live> | undefined;

  const model = headlinesModel(
    {
      store,
      now: () => Date.now(),
      isOnline: () => navigator.onLine,
      isInView: () => document.visibilityState === 'visible',
      readVisit: () => readVisit(localStorage),
      readSpare,
    },
    draw,
  );
  const saysOpening = setTimeout(() => model.redraw(), SAY_OPENING_MS);
  void model.read();
  changes.listen((change) => {
    model.heard(change);
    if (change === 'access' || change === 'storage') once((live) => live.poll('page'));
    if (change === 'update') once((live) => live.learnUpdate());
  });

  /** One of the reader's deeds, done once the page lives and they were loaded. */
  const deed: Deed =
    (chosen) =>
    (...args) =>
      once(async (live) => chosen(await live.deeds())(...args));
  const acts: FirstActs = {
    open,
    mark: deed((deeds) => deeds.mark),
    poll: () => once((live) => live.poll('press')),
    unfold: ({ id }) => void model.unfold(id),
    toggleDetails() {
      showsDetails = !showsDetails;
      model.redraw();
    },
  };

  function draw(headlines: Headlines): void {
    clearTimeout(saysOpening);
    const props: PageProps = {
      headlines,
      acts,
      time,
      rows,
      late,
      showsDetails,
      version: () => browser.runtime.getManifest().version,
    };
    render(h(view, props), root);
    once((live) => live.drawn());
    if (headlines.kind !== 'opening') beginning ??= afterPaint().then(bringToLife);
  }

  /** All that the first paint did not wait for, in the order in which it is missed. */
  async function bringToLife(): Promise<Live> {
    performance.mark('headlines');
    root.className = 'painted'; // docs/decisions.md, no layers at first
    const loading = loadLater();
    for (rows += MORE_ROWS; rows < PAGE_OF_STORIES; rows += MORE_ROWS) {
      model.redraw();
      await afterPaint();
    }
    const { live, parts, actsOf } = await loading;
    rows = Number.POSITIVE_INFINITY;
    late = { ...parts, acts: actsOf(acts, deed, browser) };
    model.redraw();
    await afterPaint(); // two tasks, for one would be long on a slow machine
    return live({ browser, store, changes, model, root, announcements: byId('announcements'), time, reason });
  }

  /** Does something with the living page, once it lives. */
  function once(run: (live: Live) => unknown): void {
    void beginning?.then(run);
  }

  function open({ id, link }: Headline, event: MouseEvent): void {
    const way = wayOf(event);
    if (link === undefined || way === 'none') return;
    const keeping = beginning?.then(async (live) => (await live.deeds()).opened(id));
    const kept = Promise.race([keeping, pause(KEEP_LIMIT_MS)]).catch(() => undefined);
    if (way === 'browser') return;
    event.preventDefault();
    if (way === 'behind') void browser.tabs.create({ url: link, active: false });
    else void kept.then(() => openHere(link));
  }
}

async function readSpare() {
  const { readSpareFront } = await import('./without-store.ts');
  return readSpareFront(browser.storage.local, Date.now());
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`no #${id}`);
  return element;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Resolves once the frame that is being drawn has been painted; at once on a hidden page, which has no frames. */
function afterPaint(): Promise<void> {
  if (document.visibilityState === 'hidden') return pause(0);
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
