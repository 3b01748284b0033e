// What a reader does to stories, and that it holds across popup, new tab and a browser that is killed.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Surface } from '../support/browser.ts';
import { until } from '../support/until.ts';
import {
  type Installed,
  inStory,
  KINDS,
  pollNext,
  type Row,
  ready,
  rows,
  settle,
  showWaiting,
  unreadOf,
  untilBadge,
} from './extension.ts';

describe.each(KINDS)('reading in %s', (kind) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await settle(kind);
  });
  afterAll(() => installed.close());

  async function popup(): Promise<{ surface: Surface; list: Row[] }> {
    const surface = await installed.driver.openPopup();
    await ready(surface);
    return { surface, list: await rows(surface) };
  }
  const isOpen = (url: string) => async () => (await installed.driver.tabs()).find((tab) => tab.url === url);

  function row(list: Row[], index: number): Row {
    const found = list[index];
    if (found === undefined) throw new Error(`the list has no row ${index}`);
    return found;
  }
  const slug = (index: number) =>
    `https://rareearthexchanges.com/news/${installed.site.stories[index]?.slug}/`;

  test('a click in the popup opens the story on the site and marks it read', async () => {
    const { surface, list } = await popup();
    await surface.click(inStory(row(list, 0), '[data-title]'));
    await until(async () => (await isOpen(slug(0))())?.active, 'the story in a tab in front');
    await untilBadge(installed.driver, '9');
    const again = await popup();
    expect(row(again.list, 0)).toMatchObject({ state: 'read', counts: false });
    await again.surface.close();
  });

  test.each([
    ['a middle click', { button: 'middle' as const }, 1],
    ['a click with Ctrl', { modifiers: ['Control' as const] }, 2],
  ])('%s opens it behind, and the popup stays', async (_name, how, index) => {
    const { surface, list } = await popup();
    await surface.click(inStory(row(list, index), '[data-title]'), how);
    const tab = await until(isOpen(slug(index)), 'the story in a tab');
    expect(tab.active).toBe(false);
    await until(
      async () => row(await rows(surface), index).state === 'read',
      'the story read in the open popup',
    );
    await surface.close();
  });

  test('one is marked read, unread again, and each can be undone', async () => {
    const { surface, list } = await popup();
    const story = row(list, 3);
    const stateIs = (state: string) =>
      until(
        async () => (await rows(surface)).find(({ guid }) => guid === story.guid)?.state === state,
        `state ${state}`,
      );
    const press = (action: string) => surface.click(inStory(story, `[data-action="${action}"]`));
    await press('read');
    await stateIs('read');
    await untilBadge(installed.driver, '6');
    await surface.click('[data-undo] [data-action="undo"]');
    await stateIs(story.state); // new, or seen where an earlier popup stood open for a second
    await untilBadge(installed.driver, '7');
    await press('read');
    await stateIs('read');
    await press('unread');
    await stateIs(story.state);
    await surface.click('[data-undo] [data-action="undo"]');
    await stateIs('read');
    await surface.click(inStory(story, '[data-action="unread"]'));
    await untilBadge(installed.driver, '7');
    await surface.close();
  });

  test('this and older are marked read, and nothing newer', async () => {
    const { surface, list } = await popup();
    await surface.click(inStory(row(list, 6), '[data-action="mark-older"]'));
    await until(async () => (await unreadOf(surface)) === 3, 'the marking in the list');
    expect((await rows(surface)).map(({ state }) => state === 'read')).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
    await untilBadge(installed.driver, '3');
    await surface.click('[data-undo] [data-action="undo"]');
    await untilBadge(installed.driver, '7');
    await surface.close();
  });

  test('marking all is undone on the new tab, after the popup was closed and the browser killed', async () => {
    const { driver } = installed;
    const { surface } = await popup();
    await surface.click('[data-action="mark-all"]');
    await untilBadge(driver, '');
    await surface.close();
    await driver.kill();
    await driver.restart();
    await untilBadge(driver, '');
    const page = await driver.newTab();
    await ready(page);
    expect(await unreadOf(page)).toBe(0);
    expect((await rows(page)).every(({ state }) => state === 'read')).toBe(true);
    await page.click('[data-undo] [data-action="undo"]');
    await until(async () => (await unreadOf(page)) === 7, 'the undoing in the list');
    expect((await rows(page)).filter(({ state }) => state === 'read')).toHaveLength(3);
    await untilBadge(driver, '7');
    await page.close();
  });

  test('a story that was in view for a second is seen, and stays new while it is looked at', async () => {
    const { driver, site } = installed;
    const other = await driver.open('newtab.html'); // reads anew what the page in front keeps
    const page = await driver.open('newtab.html');
    await ready(page);
    const { title } = site.publish({ title: 'Terbium Is Seen for the First Time' });
    await pollNext(driver, page);
    await showWaiting(page, 1);
    const stateIn = async (surface: Surface) =>
      (await rows(surface)).find((story) => story.title === title)?.state;
    await until(async () => (await stateIn(page)) === 'new', 'the new story');
    await until(async () => {
      await other.evaluate(() => location.reload());
      await ready(other);
      return (await stateIn(other)) === 'seen';
    }, 'the story to be seen');
    expect(await stateIn(page)).toBe('new');
    expect(await unreadOf(other)).toBe(8); // seen is not read
    await other.close();
    await page.close();
  });

  test('the badge is right though the page that marked is gone at once', async () => {
    const { driver } = installed;
    const page = await driver.open('newtab.html');
    await ready(page);
    await page.evaluate(() => {
      document.querySelector<HTMLElement>('article:not([data-state="read"]) [data-action="read"]')?.click();
      setTimeout(() => location.replace('about:blank'), 5);
    });
    await until(async () => {
      const { text } = await driver.badge();
      const look = await driver.open('newtab.html');
      await ready(look);
      const unread = await unreadOf(look);
      await look.close();
      return text === String(unread);
    }, 'the badge to say what the list says');
    await page.close();
  });
});
