// Hostile stories, driven through the reader. Before it, that they are alive: the same strings, in a page that takes
// them as they are.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SANITIZER } from '../../lib/page/put-article.ts';
import { ARTICLE_TAGS } from '../../lib/story/article.ts';
import { QUIET_PAGE } from '../support/driver.ts';
import { pageOf } from '../support/page-surface.ts';
import { until } from '../support/until.ts';
import { type Installed, oneOf, ready, settle } from './extension.ts';
import { type Hostile, heardIn, htmlOf, LEAK, leftIn, listen, readHostile, toStory } from './hostile.ts';

const CORPUS = readHostile();
const numbered = CORPUS.map((hostile, number) => ({ ...hostile, number }));
/** No story keeps the reader waiting longer, on a machine with other work to do. */
const LONGEST_MS = 5_000;

describe.each(oneOf('chromium'))('hostile stories in %s', (kind) => {
  let installed: Installed;
  beforeAll(async () => {
    const now = Date.now();
    const stories = CORPUS.map((hostile, number) => toStory(hostile, number, now - (number + 4) * 60_000));
    installed = await settle(kind, String(CORPUS.length), { stories, pageSize: 100 });
  });
  afterAll(() => installed.close());

  beforeEach(() => {
    installed.site.hits.length = 0;
  });

  const leaks = () => installed.site.hits.filter(({ url }) => url.includes(LEAK)).map(({ url }) => url);

  test('are alive in a page that takes them as they are', async () => {
    const { driver, site } = installed;
    const page = await driver.open(QUIET_PAGE);
    await pageOf(page).goto(`https://${site.host}/`);
    await listen(page);
    const dead: string[] = [];
    for (const { number, name, alive, html } of numbered) {
      if (alive === 'heavy' || alive === 'odd') continue;
      await page.evaluate(takeAsItIs, htmlOf({ html }, number), alive);
      const isAlive = async () =>
        (await heardIn(page)).includes(String(number)) || leaks().includes(`${LEAK}${number}`);
      await until(isAlive, name, 10_000).catch(() => dead.push(name));
    }
    await page.close();
    expect(dead).toEqual([]);
  });

  test('leave nothing in the reader but tags of its own and checked links; nothing runs, nothing is asked for', async () => {
    const page = await installed.driver.open('newtab.html');
    await ready(page);
    await page.bringToFront();
    await listen(page);
    await page.click('.lead [data-action="open-reader"]');
    const took: [name: string, ms: number][] = [];
    for (const { number, name } of numbered) {
      const startedAt = performance.now();
      await until(() => page.evaluate(isOpen, `${number}: `), name);
      took.push([name, performance.now() - startedAt]);
      expect(await leftIn(page), name).toEqual([]);
      expect(await heardIn(page), name).toEqual([]);
      await page.evaluate(goOn);
    }
    const [slowest, slowestMs] = took.sort(([, one], [, other]) => other - one)[0] ?? ['', 0];
    console.log(`${kind}: the slowest was open after ${Math.round(slowestMs)} ms: ${slowest}`);
    expect(slowestMs).toBeLessThan(LONGEST_MS);
    expect(leaks()).toEqual([]);
    await page.press('Escape');
    await page.waitFor(() => document.querySelector('[data-reader]') === null, 'the end of the reader');
    expect(await page.evaluate(() => document.querySelectorAll('[data-list] article').length)).toBe(
      CORPUS.length,
    );
    expect(await heardIn(page)).toEqual([]);
    await page.close();
  });

  test('leave nothing where the browser’s sanitiser stands alone', async () => {
    const page = await installed.driver.open('newtab.html');
    await ready(page);
    await listen(page);
    for (const { number, name, html, alive } of numbered) {
      if (alive === 'heavy') continue;
      const left = await page.evaluate(sanitised, htmlOf({ html }, number), SANITIZER, ARTICLE_TAGS);
      expect(left, name).toEqual([]);
    }
    expect(await heardIn(page)).toEqual([]);
    expect(leaks()).toEqual([]);
    await page.close();
  });

  test('leave only text in plain paragraphs', async () => {
    const page = await installed.driver.open('newtab.html');
    await ready(page);
    await page.bringToFront();
    await listen(page);
    await page.evaluate(() => Reflect.deleteProperty(Element.prototype, 'setHTML'));
    await page.click('.lead [data-action="open-reader"]');
    for (const { number, name } of numbered) {
      await until(() => page.evaluate(isOpen, `${number}: `), name);
      expect(await leftIn(page), name).toEqual([]);
      await page.evaluate(goOn);
    }
    expect(await heardIn(page)).toEqual([]);
    expect(leaks()).toEqual([]);
    await page.close();
  });
});

/** Runs in a page without defences. */
function takeAsItIs(html: string, alive: Hostile['alive']): void {
  document.body.innerHTML = html;
  if (alive === 'rewritten') document.body.innerHTML = document.body.innerHTML.toString();
  if (alive !== 'pressed') return;
  for (const element of document.querySelectorAll('a, button, input, area'))
    element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
}

/** Runs in a page with the reader: whether the story with this title is open, and shown. */
function isOpen(title: string): boolean {
  const isIt = document.querySelector('[data-reader] h1')?.textContent?.startsWith(title) ?? false;
  return isIt && document.querySelector('[data-reader] :is([data-article], .note)') !== null;
}

function goOn(): void {
  document.querySelector<HTMLElement>('[data-reader] .tool[data-action="next"]')?.click();
}

/** What the sanitiser leaves of HTML beside tags that are ours and `href`. */
function sanitised(html: string, sanitizer: unknown, tags: readonly string[]): string[] {
  const place = document.createElement('div');
  document.body.append(place);
  Reflect.apply(Reflect.get(place, 'setHTML'), place, [html, { sanitizer }]);
  const left = [...place.querySelectorAll('*')].flatMap((element) => {
    const isOurs = element instanceof HTMLElement && tags.includes(element.localName);
    const attributes = element
      .getAttributeNames()
      .filter((name) => name !== 'href' || element.localName !== 'a');
    return isOurs && attributes.length === 0 ? [] : [element.outerHTML.slice(0, 200)];
  });
  place.remove();
  return left;
}
