// A story read in place: opened, turned over, closed, by keyboard and without a network, and what becomes of it while it
// is open.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Surface } from '../support/browser.ts';
import { QUIET_PAGE } from '../support/driver.ts';
import type { SiteStory } from '../support/site-story.ts';
import { until } from '../support/until.ts';
import { focusedName, focusOutline, tabTo } from './by-keyboard.ts';
import {
  type Installed,
  inStory,
  KINDS,
  pollNext,
  ready,
  rows,
  settle,
  untilBadge,
  untilSays,
  wordsOf,
} from './extension.ts';

const PICTURE = '/wp-content/uploads/oxides.png';
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const HIGHLIGHTS =
  '<h2 class="wp-block-heading">Highlights</h2><ul><li>Output rises.</li><li>Prices hold.</li></ul>';
const LONG = Array.from({ length: 60 }, (_, index) => `<p>Paragraph ${index}, ${'word '.repeat(30)}</p>`);
const MINUTE_MS = 60_000;

/** The stories of the site, newest first. */
function stories(): SiteStory[] {
  const contents: [title: string, contentHtml: string][] = [
    [
      'The Story With Everything',
      `${HIGHLIGHTS}<p>It begins <em>here</em>.</p>
       <figure><img src="https://rareearthexchanges.com${PICTURE}" alt="Oxides" width="8" height="6"><figcaption>Photo: REEx</figcaption></figure>
       <h2>What follows</h2><p>See <a href="https://rareearthexchanges.com/what/">the site</a>,
       <a href="https://www.example.com/report">a report</a> and <a href="javascript:alert(1)">nothing</a>.</p>
       <p><img src="https://example.com/elsewhere.png" alt="A chart"></p>
       <table><tr><th>Oxide</th><th>Price</th></tr><tr><td>NdPr</td><td>85</td></tr></table>`,
    ],
    ['The Long Story', `${HIGHLIGHTS}${LONG.join('')}`],
    ['The Story Without a Text', ''],
    ['The Endless Story', `<p>${'word '.repeat(60_000)}</p>`],
    ['The Last Story', '<p>The end.</p>'],
  ];
  return contents.map(([title, contentHtml], index) => ({
    id: 100 - index,
    title,
    slug: `story-${100 - index}`,
    publishedAt: Date.now() - (index + 4) * MINUTE_MS,
    categories: ['News', 'Magnets'],
    author: 'A. Writer',
    contentHtml,
    ...(contentHtml === '' && { descriptionHtml: 'What it is about, in short.' }),
    ...(index === 0 && { commentsCount: 3 }),
  }));
}

describe.each(KINDS)('the reader in %s', (kind) => {
  let installed: Installed;
  beforeAll(async () => {
    installed = await settle(kind, '5', { stories: stories() });
  });
  afterAll(() => installed.close());

  /** As on a first visit: no popup opens where the one before was left. */
  async function forgetPlace(): Promise<void> {
    const quiet = await installed.driver.open(QUIET_PAGE);
    await quiet.evaluate(() => localStorage.removeItem('place'));
    await quiet.close();
  }

  async function open(path: 'popup.html' | 'newtab.html'): Promise<Surface> {
    await forgetPlace();
    const page = await installed.driver.open(path);
    await ready(page);
    await page.bringToFront();
    return page;
  }

  /** Opens a story from its row, as with a pointer. */
  async function read(page: Surface, title: string): Promise<void> {
    const row = (await rows(page)).find((story) => story.title === title);
    if (row === undefined) throw new Error(`no story "${title}"`);
    const selector = inStory(row, '[data-action="open-reader"]');
    if (await page.evaluate((found) => document.querySelector(found) === null, selector))
      await page.click(inStory(row, '[data-action="highlights"]'));
    await page.click(selector);
    await untilOpen(page, title);
  }

  /** Waits until the story is open, and has the focus. */
  async function untilOpen(page: Surface, title: string): Promise<void> {
    await untilSays(page, '[data-reader] h1', title);
    await until(async () => (await focusedName(page)) === title, 'the focus on the title');
  }

  /** From the title of the story to what stands above it. */
  async function tabBack(page: Surface, name: string): Promise<void> {
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-reader] h1')?.focus());
    await tabTo(page, name, 'Shift');
  }

  async function close(page: Surface): Promise<void> {
    await page.press('Escape');
    await page.waitFor(() => document.querySelector('[data-reader]') === null, 'the end of the reader');
  }

  const text = (page: Surface) => wordsOf(page, '[data-article]');
  const notes = (page: Surface) =>
    page.evaluate(() => [...document.querySelectorAll('.note span')].map((note) => note.textContent));
  const pictures = () => installed.site.hits.filter(({ url }) => url === PICTURE);

  test.each(['popup.html', 'newtab.html'] as const)(
    '%s: opened, left and turned over by keyboard alone',
    async (path) => {
      const page = await open(path);
      const isLead = path === 'newtab.html';
      await tabTo(page, isLead ? 'The Story With Everything' : /^Highlights$/);
      if (!isLead) await page.press('Enter');
      await tabTo(page, 'Read here');
      await page.press('Enter');
      await untilOpen(page, 'The Story With Everything');
      expect(await focusOutline(page)).toBe('solid');
      expect(await text(page)).toMatch(/^It begins here\./);
      // Nothing below can be reached: every Tab stays within. (The last would lead into the browser's own controls.)
      const reached = new Set<string>();
      const controls = await page.evaluate(() => {
        const all = [...document.querySelectorAll('[data-reader] :is(a, button, [tabindex="0"])')];
        return all.filter((control) => control.checkVisibility() && control.closest('header') === null)
          .length;
      });
      for (let presses = 0; presses < controls; presses += 1) {
        await page.press('Tab');
        const isWithin = await page.evaluate(() => document.activeElement?.matches('[data-reader] *'));
        expect(isWithin, await focusedName(page)).toBe(true);
        reached.add(await focusedName(page));
      }
      expect(await page.evaluate(takeFocus), 'what lies below takes no focus').toEqual([]);
      for (const name of ['Show it', 'a report', '3 comments', 'Table', 'Open on rareearthexchanges.com'])
        expect([...reached], name).toContain(name);
      for (const name of ['The Story With Everything', 'Next story', 'Mark unread', 'Save', 'Back to list'])
        await tabTo(page, name, 'Shift');
      await tabTo(page, 'Next story');
      await page.press('Enter');
      await untilOpen(page, 'The Long Story');
      await page.press('Escape');
      await until(async () => (await focusedName(page)) === 'The Long Story', 'the title in the list');
      expect(await page.evaluate(() => document.activeElement?.matches('[data-list] [data-title]'))).toBe(
        true,
      );
      expect(await page.evaluate(() => document.querySelectorAll('[inert]').length)).toBe(0);
      await page.close();
    },
  );

  test('opening a story marks it read, and says so', async () => {
    await untilBadge(installed.driver, '3'); // of the test before
    const page = await open('newtab.html');
    await read(page, 'The Last Story');
    await untilBadge(installed.driver, '2');
    await untilSays(page, '#announcements', /^Marked read\.$/);
    await page.click('[data-reader] [data-action="unread"]');
    await untilBadge(installed.driver, '3');
    await page.click('[data-undo] [data-action="undo"]');
    await untilBadge(installed.driver, '2');
    await page.close();
  });

  test('the real popup too, where Escape leaves the reader alone, unless the browser takes the key', async () => {
    await forgetPlace();
    const popup = await installed.driver.openPopup();
    await ready(popup);
    await read(popup, 'The Long Story');
    if (kind === 'firefox') {
      // Firefox closes its panels before the page hears of the key.
      await tabBack(popup, 'Back to list');
      await popup.press('Enter');
    } else await popup.press('Escape');
    await popup.waitFor(() => document.querySelector('[data-reader]') === null, 'the end of the reader');
    expect(await focusedName(popup)).toBe('The Long Story');
    expect(await popup.evaluate(() => document.querySelectorAll('[data-list] article').length)).toBe(5);
    await popup.close();
  });

  test('says what it is, and in which order', async () => {
    const page = await open('newtab.html');
    await read(page, 'The Story With Everything');
    expect(await wordsOf(page, '.by')).toMatch(
      /^by A\. Writer ?Magnets ?\d minutes ago, .+20\d\d at .+ ?1 minute to read ?3 comments$/,
    );
    const shown = await page.evaluate(() => {
      const sheet = document.querySelector('.sheet');
      return {
        points: [...(sheet?.querySelectorAll('.points li') ?? [])].map((point) => point.textContent),
        title: sheet?.querySelector<HTMLAnchorElement>('h1 a')?.href,
        headings: [...(sheet?.querySelectorAll('h1, [data-article] :is(h2, h3)') ?? [])].map(
          (heading) => heading.textContent,
        ),
        links: [...(sheet?.querySelectorAll<HTMLAnchorElement>('[data-article] a') ?? [])].map(
          ({ href, target, rel, nextElementSibling: next }) =>
            [href, target, rel, next?.className === 'host' ? next.textContent : ''].join(' ').trim(),
        ),
        exact: sheet?.querySelector('time')?.title,
      };
    });
    expect(shown.points).toEqual(['Output rises.', 'Prices hold.']);
    expect(shown.title).toBe('https://rareearthexchanges.com/news/story-100/');
    expect(shown.headings).toEqual(['The Story With Everything', 'What follows']); // the highlights stand on top
    expect(shown.links).toEqual([
      'https://rareearthexchanges.com/what/ _blank noopener noreferrer',
      'https://www.example.com/report _blank noopener noreferrer (example.com)',
      'https://example.com/elsewhere.png _blank noopener noreferrer (example.com)',
    ]);
    expect(shown.exact).toMatch(/20\d\d at \d/);
    expect(await text(page)).toContain('and nothing.');
    await page.close();
  });

  test('is read without a network', async () => {
    const { site } = installed;
    const page = await open('newtab.html');
    await site.setLine('closed');
    const before = site.hits.length;
    await read(page, 'The Long Story');
    expect(await text(page)).toContain('Paragraph 59');
    expect(site.hits.length).toBe(before);
    await site.setLine('open');
    await page.close();
  });

  test('goes on to the next and back, to either end', async () => {
    const page = await open('newtab.html');
    await read(page, 'The Long Story');
    await page.evaluate(() => document.querySelector('[data-reader]')?.scrollTo(0, 900));
    await page.click('[data-reader] .tool[data-action="next"]');
    await untilOpen(page, 'The Story Without a Text');
    expect(await page.evaluate(() => document.querySelector('[data-reader]')?.scrollTop)).toBe(0);
    expect(await wordsOf(page, '.reader-bar .place')).toBe('3 of 5');
    for (const title of ['The Endless Story', 'The Last Story']) {
      await page.click('[data-reader] .tool[data-action="next"]');
      await untilOpen(page, title);
    }
    const isIdle = (action: string) =>
      page.evaluate(
        (name) => document.querySelector(`.tool[data-action="${name}"]`)?.getAttribute('aria-disabled'),
        action,
      );
    expect([await isIdle('next'), await isIdle('previous')]).toEqual(['true', null]);
    await page.click('[data-reader] .tool[data-action="previous"]');
    await untilOpen(page, 'The Endless Story');
    await page.click('[data-action="open-reader"][data-shown]'); // the list beside it
    await untilOpen(page, 'The Story With Everything');
    expect([await isIdle('next'), await isIdle('previous')]).toEqual([null, 'true']);
    await page.close();
  });

  test('saves the story and lets it go', async () => {
    const page = await open('newtab.html');
    await read(page, 'The Last Story');
    const isSaved = () =>
      page.evaluate(() => [
        document.querySelector('[data-reader] .save')?.getAttribute('aria-pressed'),
        document.querySelectorAll('[data-list] [data-saved]').length,
      ]);
    await tabBack(page, 'Save');
    await page.press('Enter');
    await until(async () => (await isSaved()).join() === 'true,1', 'the story to be saved');
    expect(await focusedName(page)).toBe('Saved');
    await untilSays(page, '#announcements', /^Saved\.$/);
    await page.press('Enter');
    await until(async () => (await isSaved()).join() === 'false,0', 'the story to be let go');
    await page.close();
  });

  test('asks for no picture before a press, then for the site’s own alone', async () => {
    const { site } = installed;
    site.fault = (request, response) => {
      if (request.url !== PICTURE) return 'pass';
      response.writeHead(200, { 'Content-Type': 'image/png' }).end(PIXEL);
      return 'handled';
    };
    const page = await open('newtab.html');
    await read(page, 'The Story With Everything');
    expect(await notes(page)).toEqual(['One picture is not shown: loading it asks the site.']);
    expect(await wordsOf(page, '[data-article] figure')).toBe(
      'Picture: Oxides Photo: REEx'.replace(' P', 'P'),
    );
    expect(await page.evaluate(() => document.querySelectorAll('[data-reader] img').length)).toBe(0);
    expect(pictures()).toEqual([]);
    await tabTo(page, 'Show it');
    await page.press('Enter');
    await page.waitFor(
      () => document.querySelector<HTMLImageElement>('[data-article] figure img')?.naturalWidth === 1,
      'the picture',
    );
    expect(pictures().map(({ headers: { cookie, referer } }) => [cookie, referer])).toEqual([
      [undefined, undefined],
    ]);
    expect(await page.evaluate(() => document.querySelectorAll('[data-reader] img').length)).toBe(1);
    expect(await focusedName(page)).toBe('Hide it');
    await page.press('Enter');
    await page.waitFor(() => document.querySelector('[data-reader] img') === null, 'the picture to go');
    await close(page);
    site.fault = undefined;
    await read(page, 'The Story With Everything');
    await page.click('[data-action="pictures"]');
    await untilSays(page, '[data-article] figure', 'This picture could not be loaded: Oxides');
    await page.close();
  });

  test('gives the text in plain paragraphs where the browser has no sanitiser', async () => {
    const page = await open('newtab.html');
    await page.evaluate(() => Reflect.deleteProperty(Element.prototype, 'setHTML'));
    await read(page, 'The Story With Everything');
    const shown = await page.evaluate(() => {
      const elements = [...document.querySelectorAll('[data-article] *')];
      return {
        tags: [...new Set(elements.map(({ localName }) => localName))],
        lines: [...document.querySelectorAll('[data-article] p')].map((line) => line.textContent),
      };
    });
    expect(shown.tags).toEqual(['p', 'span', 'a']); // the pictures at the end
    expect(shown.lines).toEqual([
      'It begins here.',
      'Photo: REEx',
      'What follows',
      'See the site, a report and nothing.',
      'Oxide Price',
      'NdPr 85',
    ]);
    expect(await page.axe()).toEqual([]);
    await page.close();
  });

  test('says where the text is missing, or was cut', async () => {
    const page = await open('newtab.html');
    await read(page, 'The Story Without a Text');
    expect(await notes(page)).toEqual(['The text of this story is not stored here. It is on the site.']);
    expect(await wordsOf(page, '.sheet > p[dir]')).toBe('What it is about, in short.');
    await page.click('[data-reader] .tool[data-action="next"]');
    await untilOpen(page, 'The Endless Story');
    expect((await text(page)).length).toBeLessThan(160_000);
    expect(await wordsOf(page, '.note')).toMatch(/^This story is very long/);
    await page.close();
  });

  test('leaves the list behind it where it was', async () => {
    const page = await open('popup.html');
    for (const row of await rows(page)) {
      const button = inStory(row, '[data-action="highlights"]:not([hidden])');
      if (await page.evaluate((found) => document.querySelector(found) !== null, button))
        await page.click(button);
    }
    await page.evaluate(() => document.querySelector('[data-list]')?.scrollTo(0, 37));
    const top = () => page.evaluate(() => document.querySelector('[data-list]')?.scrollTop ?? -1);
    const before = await top();
    expect(before).toBeGreaterThan(0);
    await page.evaluate(() => {
      const row = [...document.querySelectorAll('[data-list] article')].at(-1);
      row?.querySelector<HTMLElement>('[data-action="open-reader"]')?.click();
    });
    await untilOpen(page, 'The Last Story');
    expect(await top()).toBe(before);
    await close(page);
    expect(await top()).toBe(before);
    await page.close();
  });

  test('is open again when the popup is, within a visit, where it was left', async () => {
    const { driver } = installed;
    await forgetPlace();
    const popup = await driver.openPopup();
    await ready(popup);
    await read(popup, 'The Long Story');
    await popup.evaluate(() => document.querySelector('[data-reader]')?.scrollTo(0, 700));
    await popup.waitFor(
      () => JSON.parse(localStorage.getItem('place') ?? '{}').open?.top === 700,
      'the place to be kept',
    );
    await popup.close();
    const again = await driver.openPopup();
    await ready(again);
    await untilOpen(again, 'The Long Story');
    expect(await again.evaluate(() => document.querySelector('[data-reader]')?.scrollTop)).toBe(700);
    await again.click('[data-action="close-reader"]');
    await again.waitFor(
      () => JSON.parse(localStorage.getItem('place') ?? '{}').open === undefined,
      'that it was closed to be kept',
    );
    await again.close();
    const third = await driver.openPopup();
    await ready(third);
    expect(await third.evaluate(() => document.querySelector('[data-reader]'))).toBe(null);
    await third.close();
  });

  test('what is read does not change under the reader’s eyes', async () => {
    const { driver, site } = installed;
    const page = await open('newtab.html');
    await read(page, 'The Last Story');
    site.edit(96, { contentHtml: '<p>Another end.</p>', title: 'The Last Story, Corrected' });
    await pollNext(driver, page);
    await untilSays(page, '.note', 'The site has changed this story since you opened it.');
    expect(await text(page)).toBe('The end.');
    expect(await wordsOf(page, '[data-reader] h1')).toBe('The Last Story');
    await page.click('[data-action="reread"]');
    await untilOpen(page, 'The Last Story, Corrected');
    expect(await text(page)).toBe('Another end.');
    expect(await notes(page)).toEqual([]);
    await page.close();
  });

  test('a saved story keeps its text, whatever the site makes of it', async () => {
    const { driver, site } = installed;
    const page = await open('newtab.html');
    await read(page, 'The Long Story');
    await page.click('[data-reader] [data-action="save"]');
    await untilSays(page, '[data-reader] .save', 'Saved');
    site.edit(99, { contentHtml: '<p>Subscribe to read this.</p>' });
    await pollNext(driver, page);
    await untilSays(page, '.note', 'You see it as you saved it.');
    expect(await text(page)).toMatch(/^Paragraph 0, word /);
    await page.click('[data-action="swap-text"]');
    await untilSays(page, '[data-article]', 'Subscribe to read this.');
    await page.click('[data-action="swap-text"]');
    await untilSays(page, '[data-article]', 'Paragraph 0');
    await close(page);
    site.withdraw(99);
    site.edit(100, {}); // or the validators would say that nothing changed
    await until(async () => {
      await pollNext(driver, page);
      return page.evaluate(() => document.querySelector('[data-withdrawn]') !== null);
    }, 'the withdrawal');
    await read(page, 'The Long Story');
    expect(await text(page)).toContain('Paragraph 59');
    expect((await notes(page))[0]).toBe('The site has taken this story back.');
    await page.close();
  });

  test('one that goes from the store stays in view', async () => {
    const page = await open('newtab.html');
    await read(page, 'The Endless Story');
    await page.evaluate(async () => {
      const opening = indexedDB.open('ree-ticker');
      await new Promise((resolve) => {
        opening.onsuccess = resolve;
      });
      const removing = opening.result.transaction('stories', 'readwrite');
      removing
        .objectStore('stories')
        .delete(document.querySelector<HTMLElement>('[data-reader]')?.dataset['reader'] ?? '');
      await new Promise((resolve) => {
        removing.oncomplete = resolve;
      });
      opening.result.close();
      new BroadcastChannel('ree-ticker').postMessage('store');
    });
    await untilSays(page, '.note', 'This story is not kept here any more.');
    expect((await text(page)).length).toBeGreaterThan(100_000);
    await page.press('Escape'); // its row is gone: the list has the focus
    await page.waitFor(() => document.activeElement?.matches('[data-list]'), 'the focus on the list');
    await page.close();
  });

  test('axe finds nothing, in both themes', async () => {
    const { driver } = installed;
    for (const path of ['popup.html', 'newtab.html'] as const) {
      const page = await open(path);
      await read(page, 'The Story With Everything');
      for (const dark of [false, true]) {
        await driver.media({ dark, reducedMotion: true });
        expect(await page.axe(), `${path}, ${dark ? 'dark' : 'light'}`).toEqual([]);
      }
      await driver.media({});
      await page.close();
    }
  });

  test('a store that does not answer is said, and what is known of the story is shown', async () => {
    const { driver } = installed;
    const page = await open('newtab.html');
    await read(page, 'The Long Story');
    const quiet = await driver.open(QUIET_PAGE);
    // A newer version of the extension opens the store: this one can no longer.
    await quiet.evaluate(async () => {
      const opening = indexedDB.open('ree-ticker', 99);
      await new Promise((resolve) => {
        opening.onsuccess = resolve;
      });
      opening.result.close();
    });
    await page.bringToFront();
    await page.click('[data-reader] .tool[data-action="previous"]');
    await untilOpen(page, 'The Story With Everything');
    await untilSays(page, '.note', 'The stored text can’t be read now');
    expect(await page.evaluate(() => document.querySelectorAll('.points li').length)).toBe(2);
    expect(await page.axe()).toEqual([]);
    await page.close();
    await quiet.close();
  });
});

/** Runs in a page: what is not of the reader and can have the focus all the same. */
function takeFocus(): string[] {
  const before = document.activeElement;
  const others = [...document.querySelectorAll<HTMLElement>('a, button, [tabindex]')].filter(
    (control) => control.closest('[data-reader]') === null,
  );
  const taken = others.filter((control) => {
    control.focus();
    return document.activeElement === control;
  });
  if (before instanceof HTMLElement) before.focus();
  return taken.map(({ outerHTML }) => outerHTML.slice(0, 80));
}
