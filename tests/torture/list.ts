// What a page shows, by the page contract (docs/architecture.md), and whether it says the same as the store, the
// badge and the site.

import type { Surface } from '../support/browser.ts';
import type { Snapshot } from './snapshot.ts';
import { sortedBy } from './snapshot.ts';

export interface Row {
  id: string;
  guid: string;
  title: string;
  isRead: boolean;
  counts: boolean;
}

export interface List {
  rows: Row[];
  /** The number that the list says counts as unread. */
  unread: number;
}

/** As many stories as a page lists at first. */
const FIRST_STORIES = 50;
/** The badge has room for no more. */
const MOST_ON_BADGE = 999;

export function readList(page: Surface): Promise<List> {
  return page.evaluate(() => {
    const list = document.querySelector<HTMLElement>('[data-list][data-ready]');
    const rows = [...(list?.querySelectorAll<HTMLElement>('article[data-story]') ?? [])];
    return {
      rows: rows.map((row) => ({
        id: row.dataset['id'] ?? '',
        guid: row.dataset['story'] ?? '',
        title: row.querySelector('[data-title]')?.textContent ?? '',
        isRead: row.dataset['state'] === 'read',
        counts: row.dataset['unread'] !== undefined,
      })),
      unread: Number(list?.dataset['unread'] ?? -1),
    };
  });
}

/** Where list, badge and store say different things, in words. */
export function disagreements(list: List, badge: string, snapshot: Snapshot): string[] {
  const stories = new Map(snapshot.stories.map((story) => [story.id, story]));
  const expected = sortedBy(
    snapshot.stories.filter((story) => story.listed !== undefined),
    'listed',
  ).slice(0, FIRST_STORIES);
  const listed = list.rows.map(({ id }) => id);
  const unread = snapshot.counts?.unread ?? 0;
  const badgeDue = unread > MOST_ON_BADGE ? `${MOST_ON_BADGE}+` : String(unread || '');
  return [
    ...(listed.join(' ') === expected.join(' ')
      ? []
      : [`the list shows ${listed.join(' ')} and the store holds ${expected.join(' ')}`]),
    ...list.rows.flatMap(({ id, isRead, counts }) => {
      const story = stories.get(id);
      const isAlike =
        isRead === (story?.readAt !== undefined) && counts === (story !== undefined && 'unread' in story);
      return isAlike ? [] : [`${id} is shown as ${isRead ? 'read' : 'unread'}, and is not that in the store`];
    }),
    ...(list.unread === unread ? [] : [`the list says ${list.unread} unread, the store ${unread}`]),
    ...(badge === badgeDue ? [] : [`the badge says “${badge}”, the store ${unread}`]),
  ];
}

/** Whether these stories stand in the list, in the order and with the titles of the site. */
export function missingFromList(list: List, expected: readonly { guid: string; title: string }[]): string[] {
  const wanted = new Set(expected.map(({ guid }) => guid));
  const found = list.rows.filter(({ guid }) => wanted.has(guid)).map(({ guid, title }) => `${guid} ${title}`);
  const due = expected.map(({ guid, title }) => `${guid} ${title}`);
  if (found.join('\n') === due.join('\n')) return [];
  return [`the list shows of the feed:\n  ${found.join('\n  ')}\nand the site has:\n  ${due.join('\n  ')}`];
}
