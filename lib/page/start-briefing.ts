// Starts the page of the daily briefing, and keeps it current: with every change that another context tells, with the
// minutes, and with the hour at which it is of another day.

import { type ComponentType, h, render } from 'preact';
import { browser } from '../browser.ts';
import { openChanges } from '../changes.ts';
import { requestPoll } from '../poll-request.ts';
import { connect } from '../store/connection.ts';
import { makingRoom } from '../store/make-room.ts';
import type { Headline } from '../story/headline.ts';
import { language, say, useWords } from '../words/say.ts';
import { browserWords } from '../words/source.ts';
import { type TimeWords, timeWords } from '../words/time.ts';
import type { Briefing } from './briefing.ts';
import { type BriefingActs, briefingModel, type Copied } from './briefing-model.ts';
import { putBriefingAway } from './briefing-told.ts';
import { wayOf } from './follow-link.ts';
import { zoneFollower } from './follow-zone.ts';
import { keepFocus } from './keep-focus.ts';
import { keepOpened, keepSeen } from './tell-act.ts';
import { watchSeen } from './watch-seen.ts';
import { flush } from './writes.ts';

const MINUTE_MS = 60_000;
/** A story opens after its mark is kept, but waits no longer than this for a store that does not answer. */
const KEEP_LIMIT_MS = 500;

export interface BriefingProps {
  briefing: Briefing;
  acts: BriefingActs;
  time: TimeWords;
  /** What came of copying last. */
  copied: Copied;
  /** Follows a story's link, and keeps that it was read. */
  open(story: Headline, event: MouseEvent): void;
}

export function startBriefing(view: ComponentType<BriefingProps>): void {
  const now = () => Date.now();
  const store = connect();
  const changes = openChanges();
  const world = { browser, changes, store };
  useWords(browserWords(browser, navigator.language));
  document.title = `${say('briefingTitle')} – ${say('productName')}`;
  const time = timeWords(language());
  const root = byId('page');
  const announcements = byId('announcements');
  const followZone = zoneFollower();
  const focus = keepFocus(root);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastCopied: Copied;

  const model = briefingModel({
    store: makingRoom(store, now),
    now,
    isOnline: () => navigator.onLine,
    draw(briefing, copied) {
      render(h(view, { briefing, acts: model.acts, time, copied, open }), root);
      // The field gets the focus, once, and its label says what happened.
      if (copied !== lastCopied && copied?.refused !== undefined) root.querySelector('textarea')?.select();
      lastCopied = copied;
      focus.restore();
      looks.observe();
    },
    tell(text) {
      // The same text twice is no change to a live region; a space at its end is.
      announcements.textContent = text === announcements.textContent ? `${text}\u00a0` : text;
    },
    copy: (text) => navigator.clipboard.writeText(text),
    print: () => print(),
    wasOpened(to) {
      if (document.visibilityState === 'visible') putBriefingAway(localStorage, to);
    },
    async wasChosen() {
      changes.tell('store');
      await flush({ store, area: browser.storage.local }).catch(() => undefined); // the worker brings it there later
    },
  });

  const looks = watchSeen(root, (ids) => {
    model.looked(ids);
    void keepSeen(world, ids, true).catch(() => undefined); // new once more, which is no harm
  });

  function open({ id, link }: Headline, event: MouseEvent): void {
    const way = wayOf(event);
    if (link === undefined || way === 'none') return;
    const keeping = keepOpened(world, id, true);
    const kept = Promise.race([keeping, pause(KEEP_LIMIT_MS)]).catch(() => undefined);
    keeping.then(model.refresh, model.fail);
    if (way === 'browser') return;
    event.preventDefault();
    if (way === 'behind') void browser.tabs.create({ url: link, active: false });
    else void kept.then(() => location.assign(link));
  }

  /** Draws anew each minute, and when the briefing is of another day. */
  function tick(): void {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') return;
    followZone();
    void model.refresh();
    timer = setTimeout(tick, Math.min(MINUTE_MS, model.turnsAt() - now()));
  }

  changes.listen((change) => {
    if (change === 'store' || change === 'storage' || change === 'poll-ended') void model.refresh();
  });
  document.addEventListener('visibilitychange', tick);
  addEventListener('online', tick);
  addEventListener('offline', tick);
  tick();
  requestPoll(browser, 'page').catch(() => undefined); // a worker that can't be reached: the next alarm wakes it
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`no #${id}`);
  return element;
}
