// An extension in the browser, with a page of it that measures the others.

import { DATABASE, type MetaRecord, type Schema } from '../../lib/store/schema.ts';
import { QUIET_PAGE } from '../support/driver.ts';
import { putAwayGuide } from '../support/in-page.ts';
import { until } from '../support/until.ts';
import { archive } from './archive.ts';
import type { AttachedPage, DevTools } from './devtools.ts';
import { type Opening, openByToolbar, openInTab, putRecords, readRecord } from './in-page.ts';

/** Stories for one message to the browser. */
const AT_ONCE = 2000;
/** Between two openings: what a page and its worker do after the rows must not fall into the time of the next. */
const REST_MS = 250;

export class LoadedExtension {
  readonly id: string;
  private readonly quietPage: AttachedPage;
  private unread = 0;

  private constructor(id: string, quietPage: AttachedPage) {
    this.id = id;
    this.quietPage = quietPage;
  }

  /** Loads the extension in a directory. */
  static async load(devtools: DevTools, directory: string): Promise<LoadedExtension> {
    const { id } = await devtools.send('Extensions.loadUnpacked', { path: directory });
    const quietPage = await devtools.open(`chrome-extension://${id}/${QUIET_PAGE}`);
    await until(() => quietPage.evaluate(() => 'chrome' in window && 'extension' in chrome), 'the extension');
    return new LoadedExtension(id, quietPage);
  }

  url(path: string): string {
    return `chrome-extension://${this.id}/${path}`;
  }

  /** Fills the store as that of a reader is after years. */
  async store(count: number, now: number): Promise<void> {
    // The first poll fails, for there is no network, and is waited for: it may not write over what comes next.
    await until(() => this.quietPage.evaluate(readRecord, DATABASE, 'meta', 'poll'), 'the first poll');
    let batch: Schema['stories']['value'][] = [];
    for (const story of archive(count, now)) {
      if (story.unread !== undefined) this.unread += 1;
      batch.push(story);
      if (batch.length < AT_ONCE) continue;
      await this.quietPage.evaluate(putRecords, DATABASE, 'stories', batch);
      batch = [];
    }
    await this.quietPage.evaluate(putRecords, DATABASE, 'stories', batch);
    await this.quietPage.evaluate(putAwayGuide); // which no reader of years sees
    await this.notePoll();
  }

  /** Notes in the store that the site was asked just now and said nothing new: no page asks for a poll then. */
  async notePoll(): Promise<void> {
    const now = Date.now();
    const records: MetaRecord[] = [
      {
        name: 'poll',
        feed: 'https://rareearthexchanges.com/feed/',
        validators: {},
        startedAt: now,
        lastAttemptAt: now,
        lastSuccessAt: now,
        lastFullAt: now,
        outcome: { kind: 'ok', arrived: 0, notModified: true },
        failures: 0,
        nextAt: now + 30 * 60_000,
      },
      { name: 'counts', unread: this.unread, arrivals: 100_000 },
    ];
    await this.quietPage.evaluate(putRecords, DATABASE, 'meta', records);
  }

  /** Opens a page in a tab and closes it; `hasMark` says whether it marks its rows. */
  async openInTab(path: string, hasMark = true): Promise<Opening> {
    const opening = await this.quietPage.evaluate(openInTab, path, hasMark);
    await rest();
    return opening;
  }

  /** Opens the popup as the toolbar does, and closes it: ms from the call until its rows were painted. */
  async openByToolbar(hasMark: boolean): Promise<number> {
    const { headlines = 0, painted } = await this.quietPage.evaluate(openByToolbar, hasMark);
    await rest();
    return Math.max(headlines, painted);
  }

  /** Closes the page that measures; to be called last. */
  async leave(): Promise<void> {
    await this.quietPage.close();
  }
}

function rest(): Promise<void> {
  return new Promise((resume) => setTimeout(resume, REST_MS));
}

/** What functions that run in a page of the extension find there. */
declare const chrome: import('webextension-polyfill').Browser;
