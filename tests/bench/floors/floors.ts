// The pages that ours are compared with: (a) the headlines in the HTML and no script, the least that a browser can
// show; (b) a vanilla page that reads them from our database, the least that an extension can do.

import { createHash } from 'node:crypto';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE } from '../../../lib/store/schema.ts';
import type { Story } from '../../../lib/story/story.ts';

export const STATIC_PAGE = 'static-list.html';
export const VANILLA_PAGE = 'vanilla-list.html';
const VANILLA_SCRIPT = 'vanilla-list.js';
const HOUR_MS = 60 * 60 * 1000;

/** As large as the popup when it is one; in a tab a column in the middle, as the popup is there. */
const STYLE =
  ':root{color-scheme:light dark;font:13px/1.4 sans-serif}html{width:25rem;height:37.5rem}body{margin:0;padding:1rem}' +
  'h3{margin:.5rem 0 0;font:15px/1.3 serif}a{color:inherit;text-decoration:none}time{color:GrayText}' +
  '@media(min-width:30rem){html{width:auto;height:auto}body{max-width:40rem;margin:auto}}';

/** What the content security policy of whoever holds a floor has to allow (CSP 3, hashes). */
export const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** Writes page (a) with these stories into the directory of an extension. */
export function writeStaticPage(directory: string, stories: readonly Story[], now: number): void {
  writeFileSync(
    join(directory, STATIC_PAGE),
    page('', `<body>${stories.map((story) => row(story, now)).join('')}</body>`),
  );
}

/** Writes page (b), which reads the database of that extension. */
export function writeVanillaPage(directory: string): void {
  copyFileSync(join(import.meta.dirname, 'list.js'), join(directory, VANILLA_SCRIPT));
  writeFileSync(
    join(directory, VANILLA_PAGE),
    page(`<script type="module" src="${VANILLA_SCRIPT}"></script>`, '<body></body>'),
  );
}

function page(head: string, body: string): string {
  return (
    `<!doctype html><html lang="en" data-database="${DATABASE}"><head><meta charset="utf-8">` +
    `<title>Headlines</title>${head}<style>${STYLE}</style></head>${body}</html>`
  );
}

function row({ facts, order }: Story, now: number): string {
  const hours = Math.floor((now + order) / HOUR_MS);
  const at = new Date(-order).toISOString();
  const link = `<a href="${escaped(facts.link ?? '')}">${escaped(facts.title)}</a>`;
  return `<article><h3>${link}</h3><time datetime="${at}">${hours} hr. ago</time></article>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
