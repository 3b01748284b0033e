import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Has no page be painted before it wears its look (lib/page/first-look.ts). Chromium can be told to wait for the page's
 * own module (HTML, blocking attributes); Firefox can't, and gets a small script that it has to wait for.
 */
export async function lookBeforePaint(outDir: string, browser: string): Promise<void> {
  for (const page of (await readdir(outDir)).filter((name) => name.endsWith('.html'))) {
    const path = join(outDir, page);
    const html = await readFile(path, 'utf8');
    const waiting =
      browser === 'firefox'
        ? html.replace('<title>', '<script src="/look.js"></script>\n    <title>')
        : html.replace('<script type="module" ', '<script type="module" blocking="render" ');
    if (waiting === html) throw new Error(`${page} has no place to wait at`);
    await writeFile(path, waiting);
  }
}
