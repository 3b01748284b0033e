// The model of a page and what it lists, over an IndexedDB in memory: what stays in view while stories come in.

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { headlinesModel, PAGE_OF_STORIES } from '../../lib/page/headlines.ts';
import { listing } from '../../lib/page/listing.ts';
import { type Connection, connect } from '../../lib/store/connection.ts';
import { write } from '../../lib/store/transaction.ts';
import { NOW, stored } from '../support/stories.ts';

let store: Connection;
beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  store = connect();
});

/** Puts stories into the store; a higher number is an older story. */
const keep = (ids: readonly number[]) =>
  store.use((database) =>
    write(database, 'relaxed', async (transaction) => {
      for (const id of ids) await transaction.objectStore('stories').put(stored(id));
    }),
  );
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
const shown = ({ model }: ReturnType<typeof pageOf>) => model.latest?.stories.map(({ title }) => title) ?? [];

interface Beheld {
  isFarDown?: boolean;
  isInView?: boolean;
}
/** A page as it lives: its model, and what it lists. */
const pageOf = (beheld: Beheld = {}) => {
  const isInView = () => beheld.isInView ?? true;
  const listed = listing({ now: () => NOW, isInView, isFarDown: () => beheld.isFarDown ?? false });
  const model = headlinesModel(
    {
      store,
      now: () => NOW,
      isOnline: () => true,
      isInView,
      readVisit: () => undefined,
      readSpare: () => Promise.resolve(undefined),
    },
    (headlines) => listed.drawn(headlines),
  );
  model.readBy(listed.read);
  return { model, listed };
};

describe('what arrives while a page is in view', () => {
  test('waits, and is counted, until the reader asks for it', async () => {
    await keep(numbers(101, 110));
    const page = pageOf();
    await page.model.read();
    const before = shown(page);
    await keep([95, 96, 97]);
    await page.model.read();
    expect(shown(page)).toEqual(before);
    expect(page.model.latest?.waiting).toBe(3);
    page.listed.showWaiting();
    await page.model.read();
    expect(shown(page)).toEqual(['Story 95', 'Story 96', 'Story 97', ...before]);
    expect(page.model.latest?.waiting).toBe(0);
  });

  test('leaves as many stories in view as there were, with the brief of the first', async () => {
    await keep(numbers(101, 200));
    const page = pageOf();
    await page.model.read();
    const before = shown(page);
    await keep(numbers(20, 95));
    await page.model.read();
    expect(shown(page)).toEqual(before);
    expect(page.model.latest?.stories[0]?.brief).toBeDefined();
    expect(page.model.latest?.waiting).toBe(76);
  });

  test('is shown as a page of the newest, whatever is drawn between the press and the read', async () => {
    await keep(numbers(101, 200));
    const page = pageOf();
    await page.model.read();
    await keep(numbers(20, 95));
    await page.model.read();
    page.listed.showWaiting();
    const showing = page.model.read();
    page.model.redraw();
    await showing;
    expect(shown(page)).toEqual(numbers(20, 69).map((id) => `Story ${id}`));
    expect(page.model.latest?.waiting).toBe(0);
  });

  test('does not wait on a page that nobody sees, nor for who comes back to it', async () => {
    await keep(numbers(101, 110));
    const beheld = { isInView: true };
    const page = pageOf(beheld);
    await page.model.read();
    beheld.isInView = false;
    page.listed.lookAway();
    await keep([95]);
    await page.model.read();
    expect(shown(page)[0]).toBe('Story 95');
    beheld.isInView = true;
    page.model.redraw();
    await keep([94]);
    await page.model.read();
    expect(shown(page)[0]).toBe('Story 95');
  });

  test('does not wait where the reader has asked for it', async () => {
    await keep(numbers(101, 110));
    const page = pageOf();
    await page.model.read();
    page.listed.letIn();
    await keep([95]);
    await page.model.read();
    await keep([94]);
    await page.model.read();
    expect(shown(page).slice(0, 2)).toEqual(['Story 94', 'Story 95']);
  });

  test('does not wait where there was nothing to see, nor below the last story', async () => {
    const page = pageOf();
    await page.model.read();
    await keep(numbers(101, 110));
    await page.model.read();
    expect(shown(page)).toHaveLength(10);
    await keep(numbers(120, 130));
    await page.model.read();
    expect(shown(page)).toHaveLength(21);
    expect(page.model.latest?.waiting).toBe(0);
  });
});

describe('a page that holds more than it shows', () => {
  const pageDown = (isFarDown: boolean) => pageOf({ isFarDown, isInView: false });

  test('keeps the last story in view of a reader who is down there, whatever arrives above', async () => {
    await keep(numbers(101, 180));
    const page = pageDown(true);
    await page.model.read();
    expect(shown(page).at(-1)).toBe('Story 150');
    await keep(numbers(21, 95));
    await page.model.read();
    expect(shown(page)).toContain('Story 150');
    expect(shown(page)).toHaveLength(3 * PAGE_OF_STORIES);
  });

  test('shows no more than before to one at the top', async () => {
    await keep(numbers(101, 180));
    const page = pageDown(false);
    await page.model.read();
    await keep(numbers(91, 95));
    await page.model.read();
    expect(shown(page)).toHaveLength(PAGE_OF_STORIES);
    expect(shown(page)[0]).toBe('Story 91');
  });

  test('does not grow by what the archive brings below', async () => {
    await keep(numbers(101, 180));
    const page = pageDown(true);
    await page.model.read();
    await keep(numbers(181, 250));
    await page.model.read();
    expect(shown(page)).toHaveLength(PAGE_OF_STORIES);
  });
});
