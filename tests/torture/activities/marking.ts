// Marking: what a reader does to stories, as presses in a page and as deeds of the model. A press is over when the
// page shows what came of it, which it does only after the transaction is committed.

import type { Surface } from '../../support/browser.ts';
import { counts, type Held, type HeldStory } from '../deeds.ts';
import type { Random } from '../random.ts';
import type { Stage } from '../stage.ts';
import type { Activity } from './activity.ts';

export const MARKING: Activity[] = [
  marking('marking one', 5, markOne),
  marking('marking older', 1, markOlder),
  marking('marking all', 1, markAll),
  marking('undoing', 3, undo),
  marking('dismissing undo', 1, dismissUndo),
  marking('opening a story', 2, openStory),
];

function marking(
  name: string,
  weight: number,
  act: (stage: Stage, page: Surface, random: Random) => Promise<void>,
): Activity {
  return {
    name,
    weight,
    brings: ['beginnings', 'presses', 'acknowledgements'],
    run: async (stage, page, random) => act(stage, await page(), random),
  };
}

/** Rows from the top among which one is chosen: few enough that several deeds meet at one story. */
const ROWS = 8;

async function markOne(stage: Stage, page: Surface, random: Random): Promise<void> {
  const row = random.pick((await rowsOf(page)).slice(0, ROWS));
  const kind = row.isRead ? 'unread' : 'read';
  await stage.attempt(
    `marking ${row.id} ${kind}`,
    (held, at) => [markedOne(held, kind, row.id, at)],
    () => page.evaluate(pressMark, { id: row.id, action: kind, modified: false }),
  );
}

async function openStory(stage: Stage, page: Surface, random: Random): Promise<void> {
  const unread = (await rowsOf(page)).slice(0, ROWS).filter(({ isRead }) => !isRead);
  if (unread.length === 0) return; // that a read story was opened shows nowhere
  const { id } = random.pick(unread);
  await stage.attempt(
    `opening ${id}`,
    (held, at) => [withReadAt(held, [id], () => at)],
    () => page.evaluate(pressMark, { id, action: 'open', modified: true }),
  );
}

async function markOlder(stage: Stage, page: Surface, random: Random): Promise<void> {
  const known = new Map(stage.before.stories.map(({ id, order }) => [id, order]));
  const rows = (await rowsOf(page)).filter(({ id }) => known.has(id)); // of others the place is not known
  const { id } = random.pick(rows.slice(0, ROWS));
  const order = known.get(id) ?? 0;
  await stage.attempt(
    `marking ${id} and older`,
    (held, at) =>
      held.arrivals.map((last) =>
        markedUnread(held, 'older', (story) => story.order >= order && story.arrival <= last, at),
      ),
    () => page.evaluate(pressAndAwaitRead, { id }),
  );
}

async function markAll(stage: Stage, page: Surface): Promise<void> {
  await stage.attempt(
    'marking all',
    // The page marks what had arrived when it last read the store: when that was is its own affair.
    (held, at) =>
      held.arrivals.map((last) => markedUnread(held, 'all', ({ arrival }) => arrival <= last, at)),
    () => page.evaluate(pressAndAwaitRead, {}),
  );
}

async function undo(stage: Stage, page: Surface): Promise<void> {
  await stage.attempt(
    'undoing',
    (held) => [undone(held)],
    () => page.evaluate(pressInUndoBar, 'undo'),
  );
}

async function dismissUndo(stage: Stage, page: Surface): Promise<void> {
  await stage.attempt(
    'dismissing undo',
    (held) => [{ ...held, undo: undefined }],
    () => page.evaluate(pressInUndoBar, 'dismiss-undo'),
  );
}

function rowsOf(page: Surface): Promise<{ id: string; isRead: boolean }[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-list] article')].map(({ dataset }) => ({
      id: dataset['id'] ?? '',
      isRead: dataset['state'] === 'read',
    })),
  );
}

// What each deed makes of the model.

/** One story read or unread; nothing where it is so already. */
export function markedOne(held: Held, kind: 'read' | 'unread', id: string, at: number): Held {
  const story = held.stories.get(id);
  if (story === undefined || (story.readAt !== undefined) === (kind === 'read')) return held;
  const marked = withReadAt(held, [id], () => (kind === 'read' ? at : undefined));
  return { ...marked, undo: { at, marking: kind, before: [beforeOf(story)] } };
}

/** All stories that are meant and count as unread are read. */
export function markedUnread(
  held: Held,
  marking: 'all' | 'older',
  isMeant: (story: HeldStory) => boolean,
  at: number,
): Held {
  const meant = [...held.stories.values()].filter((story) => counts(story) && isMeant(story));
  if (meant.length === 0) return held;
  const ids = meant.map(({ id }) => id);
  return { ...withReadAt(held, ids, () => at), undo: { at, marking, before: meant.map(beforeOf) } };
}

/** The last marking taken back, but for stories that were marked otherwise since. */
export function undone(held: Held): Held {
  if (held.undo === undefined) return held;
  const { at, marking, before } = held.undo;
  const since = marking === 'unread' ? undefined : at;
  const back = new Map(
    before
      .filter(({ id }) => held.stories.has(id) && held.stories.get(id)?.readAt === since)
      .map(({ id, readAt }) => [id, readAt]),
  );
  return { ...withReadAt(held, [...back.keys()], (id) => back.get(id)), undo: undefined };
}

function withReadAt(held: Held, ids: readonly string[], readAtOf: (id: string) => number | undefined): Held {
  const stories = new Map(held.stories);
  for (const id of ids) {
    const story = stories.get(id);
    if (story === undefined) continue;
    const { readAt: _, ...others } = story;
    const readAt = readAtOf(id);
    stories.set(id, { ...others, ...(readAt !== undefined && { readAt }) });
  }
  return { ...held, stories };
}

function beforeOf({ id, readAt }: HeldStory): { id: string; readAt?: number } {
  return { id, ...(readAt !== undefined && { readAt }) };
}

// What follows runs in the page: it presses, and resolves when the page shows what came of it.

function pressMark(wish: { id: string; action: string; modified: boolean }): Promise<boolean> {
  const find = () => document.querySelector<HTMLElement>(`article[data-id="${wish.id}"]`);
  const target = find()?.querySelector<HTMLElement>(
    wish.modified ? 'a[data-title]' : `[data-action="${wish.action}"]`,
  );
  const isDone = () => {
    const row = find();
    // One that goes meanwhile, because it was withdrawn, shows nothing any more.
    return row !== null && (row.dataset['state'] === 'read') === (wish.action !== 'unread');
  };
  if (!target || isDone()) return Promise.resolve(false);
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (!isDone()) return;
      observer.disconnect();
      resolve(true);
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    const { modified } = wish;
    target.dispatchEvent(
      new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: modified, composed: true }),
    );
  });
}

/** Marks this row and older, or all where there is none. */
function pressAndAwaitRead(wish: { id?: string }): Promise<boolean> {
  const rows = () => [...document.querySelectorAll<HTMLElement>('[data-list] article')];
  const from = wish.id === undefined ? 0 : rows().findIndex((row) => row.dataset['id'] === wish.id);
  const target =
    wish.id === undefined
      ? document.querySelector<HTMLElement>('[data-action="mark-all"]')
      : rows()[from]?.querySelector<HTMLElement>('[data-action="mark-older"]');
  const meant = rows()
    .slice(Math.max(from, 0))
    .filter((row) => row.dataset['unread'] !== undefined)
    .map((row) => row.dataset['id']);
  if (!target || meant.length === 0) return Promise.resolve(false);
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      const left = rows().filter(
        (row) => meant.includes(row.dataset['id']) && row.dataset['state'] !== 'read',
      );
      if (left.length > 0) return;
      observer.disconnect();
      resolve(true);
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    target.click();
  });
}

function pressInUndoBar(action: string): Promise<boolean> {
  const target = document.querySelector<HTMLElement>(`[data-undo] [data-action="${action}"]`);
  if (target === null) return Promise.resolve(false);
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector('[data-undo]') !== null) return;
      observer.disconnect();
      resolve(true);
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    target.click();
  });
}
