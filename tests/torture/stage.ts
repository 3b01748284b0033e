// What an activity finds: the browser, its pages, what the store held when the round began; and where it notes what
// it did. A round makes one anew.

import type { Driver, Surface } from '../support/browser.ts';
import type { Site } from '../support/site.ts';
import type { Deed } from './deeds.ts';
import type { Editor } from './editor.ts';
import { lastSuccessAt } from './last-poll.ts';
import type { PacedSite } from './paced-site.ts';
import type { Reliance } from './reliance.ts';
import type { Snapshot } from './snapshot.ts';

/** What a moment of interruption counts. `bytes` are those of the feed that the site sent. */
export type Happening = 'beginnings' | 'bytes' | 'presses' | 'acknowledgements';

const OVER = 'the round is over';

export class Stage {
  readonly driver: Driver;
  readonly paced: PacedSite;
  readonly editor: Editor;
  /** A page of the extension that runs nothing, to read the store and to ask the browser. */
  readonly probe: Surface;
  readonly reliance: Reliance;
  /** The store when the round began. */
  readonly before: Snapshot;
  readonly deeds: Deed[] = [];
  /** What the site did in the midst of the round, in words. */
  readonly edits: string[] = [];
  /** The activities that have begun and not ended, by name. */
  readonly underWay = new Set<{ name: string }>();
  private readonly pages: Surface[] = [];
  private openings: Promise<unknown> = Promise.resolve();
  private readonly pressing = new Set<Promise<boolean>>();
  private readonly counts: Record<Happening, number> = {
    beginnings: 0,
    bytes: 0,
    presses: 0,
    acknowledgements: 0,
  };
  private readonly waiting: { what: Happening; count: number; reached: () => void }[] = [];
  private hasEnded = false;
  private isClosed = false;

  constructor(world: Pick<Stage, 'driver' | 'paced' | 'editor' | 'probe' | 'reliance' | 'before'>) {
    this.driver = world.driver;
    this.paced = world.paced;
    this.editor = world.editor;
    this.probe = world.probe;
    this.reliance = world.reliance;
    this.before = world.before;
  }

  happened(what: Happening, count = 1): void {
    this.counts[what] += count;
    for (const { what: awaited, count: wanted, reached } of this.waiting)
      if (awaited === what && this.counts[what] >= wanted) reached();
  }

  /** Resolves when that has happened so often. */
  reached(what: Happening, count: number): Promise<void> {
    if (this.counts[what] >= count) return Promise.resolve();
    return new Promise((reached) => this.waiting.push({ what, count, reached }));
  }

  /** From now on nothing more begins; what has begun may still be shown as done. */
  end(): void {
    this.hasEnded = true;
  }

  /** From now on nothing is relied on any more, either. */
  close(): void {
    this.hasEnded = true;
    this.isClosed = true;
  }

  get isOver(): boolean {
    return this.hasEnded;
  }

  /** Has the site change in the midst of the round. Throws when that is over. */
  editSite(edit: (editor: Editor, site: Site) => string): void {
    if (this.hasEnded) throw new Error(OVER);
    this.edits.push(edit(this.editor, this.paced.site));
  }

  /** Opens a page and takes over what it shows. One after the other: drivers tell pages apart by what is new. */
  async open(opening: () => Promise<Surface>): Promise<Surface> {
    const arriving = this.openings.then(() => {
      if (this.hasEnded) throw new Error(OVER);
      return opening();
    });
    this.openings = arriving.catch(() => undefined);
    const page = await arriving;
    this.pages.push(page);
    await this.look(page);
    return page;
  }

  /** A page with the list, open and ready. */
  openList(path: string): Promise<Surface> {
    return this.open(async () => {
      const page = await this.driver.open(path);
      await page.waitFor(
        () => document.querySelector('[data-list][data-ready]') !== null,
        `${path} to be ready`,
      );
      return page;
    });
  }

  /** Resolves when every page that was being opened is there. */
  async openingsEnd(): Promise<void> {
    await this.openings;
  }

  /** Closes what the activities opened; a page that is gone already is no fault. */
  async clear(): Promise<void> {
    for (const page of this.pages) await page.close().catch(() => undefined);
  }

  /** Resolves when the pages have shown what came of every press. */
  async pressesEnd(): Promise<void> {
    await Promise.allSettled(this.pressing);
  }

  /** What is under way: activities, and answers of the site that are not sent to their end. */
  listUnderWay(): string[] {
    const answers = this.paced.answers.filter(({ wholeAt }) => wholeAt === undefined);
    return [...[...this.underWay].map(({ name }) => name), ...answers.map(() => 'an answer of the site')];
  }

  /** Takes over what a page shows as what the reader relies on. */
  async look(page: Surface): Promise<void> {
    const guids = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-list] article')].map(
        (row) => row.dataset['story'] ?? '',
      ),
    );
    if (!this.isClosed) this.reliance.shown(guids);
  }

  /** A page showed that so many days of the archive are wanted. */
  wanted(days: string): void {
    if (!this.isClosed) this.reliance.wanted(days);
  }

  /** A page said that a poll ended well: what the store has of it by then is relied on. */
  async polled(page: Surface): Promise<void> {
    const at = await lastSuccessAt(page);
    if (!this.isClosed) this.reliance.polled(this.paced.answers, at);
  }

  /**
   * Does a deed: `press` resolves to true once a page shows it as done, to false when there was nothing to press.
   * Rejects when the round is over.
   */
  async attempt(words: string, apply: Deed['apply'], press: () => Promise<boolean>): Promise<void> {
    if (this.hasEnded) throw new Error(OVER);
    const after = this.deeds.filter(({ isAcknowledged }) => isAcknowledged);
    const deed: Deed = { words, beganAt: Date.now(), isAcknowledged: false, after, apply };
    this.deeds.push(deed);
    const pressing = press();
    this.pressing.add(pressing);
    this.happened('presses');
    if (!(await pressing)) this.deeds.splice(this.deeds.indexOf(deed), 1);
    else if (!this.isClosed) this.acknowledge(deed);
  }

  private acknowledge(deed: Deed): void {
    deed.isAcknowledged = true;
    this.happened('acknowledgements');
  }
}
