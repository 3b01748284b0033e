// Starts the page "How it is going", and keeps it current: with every change that another context tells, with the
// minutes, and with the network.

import { type ComponentType, h, render } from 'preact';
import { browser } from '../browser.ts';
import { openChanges, POLL_SILENCE_MS } from '../changes.ts';
import { connect } from '../store/connection.ts';
import { say, useWords } from '../words/say.ts';
import { browserWords } from '../words/source.ts';
import { zoneFollower } from './follow-zone.ts';
import { gatherHealth, type Health } from './health.ts';
import { healthReport } from './health-report.ts';

const MINUTE_MS = 60_000;

export interface HealthProps {
  health: Health;
  /** Whether the report was last copied without trouble. */
  wasCopied: boolean;
  /** The report, where the clipboard refused it: shown, to be copied by hand. */
  refused: string | undefined;
  copy(): void;
}

export function startHealth(view: ComponentType<HealthProps>): void {
  const store = connect();
  useWords(browserWords(browser, navigator.language));
  document.title = `${say('healthTitle')} – ${say('productName')}`;
  const root = byId('page');
  const announcements = byId('announcements');
  const followZone = zoneFollower();
  let latest: Health | undefined;
  let wasCopied = false;
  let refused: string | undefined;
  let pollingSince = Number.NEGATIVE_INFINITY;
  let turns = 0;

  async function refresh(): Promise<void> {
    turns += 1;
    const turn = turns;
    const gathered = await gatherHealth({ browser, store, navigator, now: () => Date.now() });
    if (turn !== turns) return; // one that began later knows better
    followZone();
    latest = { ...gathered, isPolling: gathered.now - pollingSince < POLL_SILENCE_MS };
    draw();
  }

  function draw(): void {
    if (latest === undefined) return;
    render(h(view, { health: latest, wasCopied, refused, copy: () => void copy() }), root);
  }

  async function copy(): Promise<void> {
    if (latest === undefined) return;
    const report = healthReport(latest);
    try {
      await navigator.clipboard.writeText(report);
      wasCopied = true;
      refused = undefined;
      draw();
      tell(say('copied'));
    } catch {
      show(report);
    }
  }

  /** The field gets the focus, and its label says what happened. */
  function show(report: string): void {
    wasCopied = false;
    refused = report;
    draw();
    root.querySelector('textarea')?.select();
  }

  function tell(text: string): void {
    // The same text twice is no change to a live region; a space at its end is.
    announcements.textContent = text === announcements.textContent ? `${text}\u00a0` : text;
  }

  openChanges().listen((change) => {
    if (change === 'poll-started') pollingSince = Date.now();
    if (change === 'poll-ended') pollingSince = Number.NEGATIVE_INFINITY;
    void refresh();
  });
  const refreshInView = () => document.visibilityState === 'visible' && void refresh();
  setInterval(refreshInView, MINUTE_MS);
  document.addEventListener('visibilitychange', refreshInView);
  addEventListener('online', refreshInView);
  addEventListener('offline', refreshInView);
  void refresh();
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`no #${id}`);
  return element;
}
