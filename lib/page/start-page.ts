// Starts a page: opens the store at once and draws the headlines as soon as they are read. Everything that no
// headline waits for comes after the first paint, in live.ts.

import { type ComponentType, h, render } from 'preact';
import { browser } from '../browser.ts';
import { openChanges } from '../changes.ts';
import { connect } from '../store/connection.ts';
import type { Story } from '../story/story.ts';
import { language, say, useWords } from '../words/say.ts';
import { browserWords } from '../words/source.ts';
import { timeWords } from '../words/time.ts';
import { announcer } from './announce.ts';
import { wayOf } from './follow-link.ts';
import { type Headlines, headlinesModel, PAGE_OF_STORIES } from './headlines.ts';
import type { Live } from './live.ts';
import type { DetailsProps, PageActs, PageProps } from './page-props.ts';

/** Rows of the first paint: what a screen holds. The rest follows at once, a step a frame, so that no task is long. */
const FIRST_ROWS = 16;
const MORE_ROWS = 12;
/** An open that takes longer than this is worth a word; a shorter one would only flicker. */
const SAY_OPENING_MS = 300;
/** A story opens after its mark is kept, but waits no longer than this for a store that does not answer. */
const KEEP_LIMIT_MS = 500;

export interface Page {
  view: ComponentType<PageProps>;
  /** Why this page asks for a poll. */
  reason: 'popup' | 'page';
  /** Loads what stands behind the status line. */
  loadDetails(): Promise<ComponentType<DetailsProps>>;
  /** Opens a story's address for a plain press. */
  openHere(address: string): void;
}

export function startPage({ view, reason, loadDetails, openHere }: Page): void {
  const store = connect(); // before all else: the disk works while the page is made
  const changes = openChanges();
  useWords(browserWords(browser, navigator.language));
  const time = timeWords(language());
  const announce = announcer(time);
  const root = document.body;
  const unfolded = new Set<string>();
  let Details: ComponentType<DetailsProps> | undefined;
  let rows = FIRST_ROWS;
  let latest: Headlines | undefined;
  let live: Promise<Live> | undefined;

  const model = headlinesModel({ store, now: Date.now, isOnline: () => navigator.onLine, told }, draw);
  const saysOpening = setTimeout(() => model.redraw(), SAY_OPENING_MS);
  void model.read();
  addEventListener('keydown', (event) => {
    const isUndo = event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (isUndo && latest?.undo !== undefined) acts.undo();
  });
  changes.listen((change) => {
    model.heard(change);
    if (change === 'access') void live?.then(({ poll }) => poll('page'));
  });

  const acts: PageActs = {
    open,
    async mark(marking) {
      const before = latest;
      await model.mark(marking);
      announce.marked(before, latest);
      model.redraw();
    },
    async undo() {
      await model.undo();
      announce.say(say('undone'));
      model.redraw();
    },
    dismissUndo: () => void model.dismissUndo(),
    async showOlder() {
      const shown = latest?.stories.length ?? 0;
      await model.showOlder();
      announce.say(say('olderShown', { count: (latest?.stories.length ?? 0) - shown }));
      model.redraw();
      root.querySelectorAll<HTMLElement>('[data-title]')[shown]?.focus();
    },
    async poll() {
      await (await live)?.poll('press');
      announce.status(latest);
      model.redraw();
    },
    grantAccess: () => void live?.then(({ grantAccess }) => grantAccess()),
    unfold({ id }) {
      if (!unfolded.delete(id)) unfolded.add(id);
      model.redraw();
    },
    async toggleDetails() {
      Details = Details === undefined ? await loadDetails() : undefined;
      model.redraw();
    },
  };

  function draw(headlines: Headlines): void {
    clearTimeout(saysOpening);
    latest = headlines;
    announce.follow(headlines);
    const props: PageProps = {
      headlines,
      acts,
      time,
      rows,
      Details,
      announcement: announce.said,
      isUnfolded: ({ id }) => unfolded.has(id),
      version: () => browser.runtime.getManifest().version,
    };
    render(h(view, props), root);
    void live?.then(({ drawn }) => drawn());
    if (headlines.kind !== 'opening') live ??= afterPaint().then(bringToLife);
  }

  async function bringToLife(): Promise<Live> {
    performance.mark('headlines');
    for (; rows < PAGE_OF_STORIES; rows += MORE_ROWS) await drawMore();
    rows = Number.POSITIVE_INFINITY;
    model.redraw();
    const loaded = await import('./live.ts');
    return loaded.live(browser, model, root, reason);
  }

  function drawMore(): Promise<void> {
    model.redraw();
    return afterPaint();
  }

  /** Tells the badge and the other pages of a change of this page's own. */
  async function told(unread: number): Promise<void> {
    changes.tell('store');
    const { tellBadge } = await import('../tell-badge.ts');
    await tellBadge(browser, unread);
  }

  function open(story: Story, event: MouseEvent): void {
    const { link } = story.facts;
    const way = wayOf(event);
    if (link === undefined || way === 'none') return;
    const kept = Promise.race([model.opened(story.id), pause(KEEP_LIMIT_MS)]).catch(() => undefined);
    if (way === 'browser') return;
    event.preventDefault();
    if (way === 'behind') void browser.tabs.create({ url: link, active: false });
    else void kept.then(() => openHere(link));
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Resolves once the frame that is being drawn has been painted. */
function afterPaint(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
