// Hostile stories (tests/fixtures/hostile-stories.json), and what is left of them where they are shown.

import { readFileSync } from 'node:fs';
import { ARTICLE_TAGS } from '../../lib/story/article.ts';
import { safeLink } from '../../lib/story/safe-link.ts';
import type { Surface } from '../support/browser.ts';
import type { SiteStory } from '../support/site-story.ts';

export interface Hostile {
  name: string;
  /**
   * What it does to a page that takes it as it is: it `runs` a script, `asks` for something, does so when it is
   * `pressed`, or when it was written out and read once more (`rewritten`). `heavy` ones cost time, `odd` ones confuse.
   */
  alive: 'runs' | 'asks' | 'pressed' | 'rewritten' | 'heavy' | 'odd';
  /** Texts, or texts with how often they are repeated. `{{N}}` in such a one counts them. */
  html: (string | [string, number])[];
}

/** What was asked for by a story is this, and its number. */
export const LEAK = '/leak/';

/** The corpus; each with its place in it as its number. */
export function readHostile(): Hostile[] {
  return JSON.parse(readFileSync('tests/fixtures/hostile-stories.json', 'utf8'));
}

/** Its HTML. What it runs is `ran(number)`; what it asks for is on the site, or no browser of a test would get there. */
export function htmlOf({ html }: Pick<Hostile, 'html'>, number: number): string {
  const parts = html.map((part) =>
    typeof part === 'string'
      ? part
      : Array.from({ length: part[1] }, (_, index) => part[0].replaceAll('{{N}}', String(index))).join(''),
  );
  return parts
    .join('')
    .replaceAll('{{RUN}}', `ran(${number})`)
    .replaceAll('{{LEAK}}', `https://rareearthexchanges.com${LEAK}${number}`);
}

/** A story that holds it in every field of the feed; what is heavy, in its text alone. */
export function toStory({ html, alive }: Hostile, number: number, publishedAt: number): SiteStory {
  const text = htmlOf({ html }, number);
  const isHeavy = alive === 'heavy';
  const field = isHeavy ? 'Heavy' : text;
  const lead = isHeavy ? '' : `<h2>Highlights</h2><ul><li>${text}</li><li>Second.</li></ul>`;
  return {
    id: 1000 + number,
    title: `${number}: ${field}`,
    slug: `hostile-${number}`,
    publishedAt,
    author: field,
    categories: [field, 'News'],
    contentHtml: `${lead}<p>Begin</p>${text}<p>End</p>`,
    descriptionHtml: field,
    commentsCount: 1,
  };
}

/** Hears what runs in a page from now on, in it and in its frames. */
export function listen(page: Surface): Promise<void> {
  return page.evaluate(() => {
    const heard: unknown[] = [];
    const hear = (...what: unknown[]) => heard.push(what.join() || 'something');
    Object.assign(window, { heard, ran: hear, alert: hear, confirm: hear, prompt: hear, print: hear });
  });
}

/** What was heard. */
export function heardIn(page: Surface): Promise<string[]> {
  return page.evaluate(() => (Reflect.get(window, 'heard') ?? ['the page was left']).map(String));
}

/** What should not be in the text that is shown: other tags, other attributes, links that are not safe. */
export async function leftIn(page: Surface): Promise<string[]> {
  const { faults, links } = await page.evaluate((tags) => {
    const faults: string[] = [];
    const text = document.querySelector('[data-article]');
    const ours: Record<string, RegExp> = {
      a: /^(?:href|target|rel)$/,
      span: /^(?:class|data-picture)$/,
      div: /^(?:class|tabindex|role|aria-label)$/,
    };
    const isOurs = (element: Element) =>
      element.matches('span.host, span[data-picture], div.wide') || tags.includes(element.localName);
    for (const element of text?.querySelectorAll('*') ?? []) {
      if (!(element instanceof HTMLElement) || !isOurs(element)) faults.push(element.outerHTML.slice(0, 200));
      for (const name of element.getAttributeNames())
        if (name !== 'dir' && !ours[element.localName]?.test(name))
          faults.push(`${element.localName} ${name}`);
      if (element.localName === 'a' && element.getAttribute('rel') !== 'noopener noreferrer')
        faults.push('a link without rel');
    }
    // Whatever stands around the text is ours alone.
    const elsewhere =
      'script, iframe, object, embed, img, svg, math, style, link, base, meta, form, input, video, audio';
    for (const element of document.querySelectorAll(`[data-reader] :is(${elsewhere})`))
      faults.push(element.outerHTML.slice(0, 200));
    const links = [...document.querySelectorAll<HTMLAnchorElement>('[data-reader] a')].map(
      ({ href }) => href,
    );
    return { faults, links };
  }, ARTICLE_TAGS);
  return [...faults, ...links.filter((href) => safeLink(href) !== href)];
}
