import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Manifest {
  content_security_policy?: { extension_pages?: string } | string | undefined;
}

/**
 * Moves each page's style sheet into the page, so that the first paint waits for one file less and never
 * shows the wrong theme, and names the hash of each in the manifest's content security policy (CSP 3, hashes).
 */
export async function inlineStyles(outDir: string, manifest: Manifest): Promise<void> {
  const hashes = new Set<string>();
  for (const page of (await readdir(outDir)).filter((name) => name.endsWith('.html'))) {
    const path = join(outDir, page);
    let html = await readFile(path, 'utf8');
    for (const [link, href] of html.matchAll(/<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"[^>]*>/g)) {
      if (href === undefined) continue;
      const css = (await readFile(join(outDir, href), 'utf8')).trim();
      html = html.replace(link, () => `<style>${css}</style>`);
      hashes.add(`'sha256-${createHash('sha256').update(css).digest('base64')}'`);
    }
    await writeFile(path, html);
  }
  const policy = manifest.content_security_policy;
  if (typeof policy !== 'object' || policy.extension_pages === undefined)
    throw new Error('The manifest has no policy to add to');
  policy.extension_pages = policy.extension_pages.replace(
    "style-src 'self'",
    ["style-src 'self'", ...[...hashes].sort()].join(' '),
  );
}

interface Built {
  steps: { chunks: { fileName: string }[] }[];
}

/** Removes the sheets that now stand in the pages, and takes them off WXT's list of what was built. */
export async function removeStyleSheets(outDir: string, built: Built): Promise<void> {
  await rm(join(outDir, 'assets'), { recursive: true, force: true });
  for (const step of built.steps)
    step.chunks = step.chunks.filter(({ fileName }) => !fileName.endsWith('.css'));
}
