// A saved story keeps its text, whatever the site and the store do.

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { rowsOfAct, stateOf } from '../../lib/journal/acts.ts';
import { type Connection, connect } from '../../lib/store/connection.ts';
import { keepPoll } from '../../lib/store/keep-poll.ts';
import { keepMissing } from '../../lib/store/keep-withdrawal.ts';
import { makingRoom } from '../../lib/store/make-room.ts';
import { markOpened, save } from '../../lib/store/mark.ts';
import { StoreFault } from '../../lib/store/open.ts';
import { readOutbox } from '../../lib/store/outbox.ts';
import { readArticle } from '../../lib/store/read-article.ts';
import { restore, tellMarks } from '../../lib/store/restore.ts';
import { applyRetention } from '../../lib/store/retention.ts';
import { incoming, NOW } from '../support/stories.ts';

const FEED = 'https://rareearthexchanges.com/feed/';
const DAY_MS = 86_400_000;
const ID = 'p/1';
const AS_SAVED = '<p>As it was saved.</p>';

let store: Connection;
let now: number;
beforeEach(begin);

function begin(): void {
  vi.stubGlobal('indexedDB', new IDBFactory());
  store = connect();
  now = NOW;
}

/** The site has this text; '' is none, as in a feed of summaries. */
async function publish(html: string): Promise<void> {
  const document = { incoming: [{ ...incoming(1), ...(html && { html }) }], isWhole: true, feed: FEED };
  const record = { name: 'poll' as const, validators: {}, failures: 0 };
  const outcome = { kind: 'ok' as const, arrived: 0, notModified: false };
  const entry = { at: now, reason: 'alarm' as const, outcome, tookMs: 1 };
  await store.use((db) => keepPoll(db, document, () => ({ record, entry }), now));
}

/** What a reader who saved the story is given. */
async function saved(): Promise<string | undefined> {
  const kept = await store.use((db) => readArticle(db, ID));
  return kept?.article?.saved ?? kept?.article?.html;
}

/** The database goes, and comes back from what the journal was told. */
async function lose(): Promise<void> {
  const { entries } = await store.use(readOutbox);
  const state = stateOf(entries.map(({ act }) => rowsOfAct(act)));
  vi.stubGlobal('indexedDB', new IDBFactory());
  store = connect();
  const install = { name: 'install' as const, installedAt: NOW, phaseMs: 0, storeId: 'next' };
  const restored = { name: 'restored' as const, at: now, from: 'last', until: now, read: 0, saved: 1 };
  await store.use((db) => restore(db, state, { install, restored }, now));
  await store.use((db) => tellMarks(db, now)); // or the next loss finds nothing on its way
}

const happenings: Record<string, () => Promise<unknown>> = {
  edited: () => publish('<p>Corrected.</p>'),
  emptied: () => publish('<p></p>'),
  'turned to summaries': () => publish(''),
  'as it was': () => publish(AS_SAVED),
  withdrawn: () => store.use((db) => keepMissing(db, ID, { kind: 'refused', status: 410 }, now, now)),
  read: () => store.use((db) => markOpened(db, ID, now)),
  'too old to keep': () => store.use((db) => applyRetention(db, { days: 1 }, now)),
  'one too many': () => store.use((db) => applyRetention(db, { stories: 0 }, now)),
  'in the way': () => makingRoom({ use: fullOnce(store.use) }, () => now).use(async () => undefined),
  'told to the journal anew': () => store.use((db) => tellMarks(db, now)),
  lost: lose,
};

/** The first write finds no room. */
function fullOnce(use: Connection['use']): Connection['use'] {
  let isFull = true;
  return async (run) => {
    if (!isFull) return use(run);
    isFull = false;
    throw new StoreFault('full');
  };
}

test('its text is the one that was saved, whatever happens to it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...Object.keys(happenings)), { minLength: 1, maxLength: 6 }),
      async (story) => {
        begin();
        await publish(AS_SAVED);
        await store.use((db) => save(db, ID, now, now));
        for (const happening of story) {
          now += 20 * DAY_MS;
          await happenings[happening]?.();
          expect(await saved(), story.join(', ')).toBe(AS_SAVED);
        }
      },
    ),
    { numRuns: 150 },
  );
});

describe('beside it', () => {
  test('stands what the site has made of it, until it is saved no more', async () => {
    await publish(AS_SAVED);
    await store.use((db) => save(db, ID, now, now));
    await publish('<p>Corrected.</p>');
    await publish('<p>Corrected twice.</p>');
    const article = async () => (await store.use((db) => readArticle(db, ID)))?.article;
    expect(await article()).toEqual({ id: ID, html: '<p>Corrected twice.</p>', saved: AS_SAVED });
    await store.use((db) => save(db, ID, undefined, now));
    expect(await article()).toEqual({ id: ID, html: '<p>Corrected twice.</p>' });
  });

  test('nothing stands of a story that is not saved', async () => {
    await publish(AS_SAVED);
    await publish('<p>Corrected.</p>');
    const kept = await store.use((db) => readArticle(db, ID));
    expect(kept?.article).toEqual({ id: ID, html: '<p>Corrected.</p>' });
  });
});

test('a text that came after the story was saved is not lost with the database', async () => {
  await publish('');
  await store.use((db) => save(db, ID, now, now));
  await publish('<p>It came later.</p>');
  await lose();
  expect(await saved()).toBe('<p>It came later.</p>');
});

test('a story that is not stored has none', async () => {
  expect(await store.use((db) => readArticle(db, 'p/9'))).toBeUndefined();
});
