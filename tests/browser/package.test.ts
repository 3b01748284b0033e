// What the built packages ask for and allow, against what readers are told.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';

describe.each(['chrome-mv3-no-newtab', 'firefox-mv3-no-newtab'])('the package %s', (name) => {
  const read = (path: string) => JSON.parse(readFileSync(join('.output', name, path), 'utf8'));
  const manifest = read('manifest.json');
  const messages = read('_locales/en/messages.json');

  test('has no new tab, and says of itself that it has none', () => {
    expect(manifest.chrome_url_overrides).toBeUndefined();
    for (const text of [manifest.name, manifest.description]) {
      const words = messages[/^__MSG_(\w+)__$/.exec(text)?.[1] ?? '']?.message;
      expect(words).toMatch(/headlines/);
      expect(words).not.toMatch(/new tab/i);
    }
  });
});

describe.each(['chrome-mv3', 'firefox-mv3'])('the package %s', (name) => {
  const folder = join('.output', name);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const policy: string = manifest.content_security_policy.extension_pages;

  test('asks for what it needs and one host, and docs/privacy.md says so', () => {
    const beside = name.startsWith('chrome') ? ['sidePanel'] : [];
    expect(manifest.permissions).toEqual(['alarms', 'storage', 'unlimitedStorage', ...beside]);
    expect(manifest.host_permissions).toEqual(['https://rareearthexchanges.com/*']);
    expect(manifest.optional_permissions).toBeUndefined();
    const privacy = readFileSync('docs/privacy.md', 'utf8');
    for (const asked of [...manifest.permissions, ...manifest.host_permissions])
      expect(privacy).toContain(`\`${asked}\``);
  });

  test('keeps out of private windows, and other extensions out of itself', () => {
    expect(manifest.incognito).toBe('not_allowed');
    expect(manifest.web_accessible_resources).toBeUndefined();
    expect(manifest.content_scripts).toBeUndefined();
    if (name.startsWith('chrome')) expect(manifest.externally_connectable).toEqual({ ids: [] });
  });

  test('lets nothing run, load or leave but its own, and development’s openings are not in it', () => {
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(/connect-src ([^;]+)/.exec(policy)?.[1]).toBe('https://rareearthexchanges.com');
    expect(policy).not.toMatch(/unsafe|ws:|localhost|\*/);
  });

  test('each page is one module and one inline style, and wears its look before it is painted', () => {
    for (const page of readdirSync(folder).filter((file) => file.endsWith('.html'))) {
      const html = readFileSync(join(folder, page), 'utf8');
      expect(html.match(/<script type="module"/g), page).toHaveLength(1);
      expect(html.match(/<style/g), page).toHaveLength(1);
      expect(html.match(/<link/g), page).toBeNull();
      expect(html.indexOf('name="color-scheme"'), page).toBeLessThan(html.indexOf('<style'));
      if (name.startsWith('chrome')) {
        expect(html.match(/<script type="module" blocking="render"/g), page).toHaveLength(1);
        expect(html.match(/<script/g), page).toHaveLength(1);
      } else {
        expect(html.match(/<script/g), page).toHaveLength(2);
        expect(html.indexOf('<script src="/look.js"'), page).toBeLessThan(html.indexOf('<style'));
      }
    }
  });

  test('what puts a story’s text in order is there once for all pages', () => {
    const chunks = readdirSync(join(folder, 'chunks'));
    expect(chunks.filter((file) => file.startsWith('article-'))).toHaveLength(1);
  });

  if (name.startsWith('firefox'))
    test('the script that pages wait for is no longer than a glance', () => {
      expect(gzipSync(readFileSync(join(folder, 'look.js'))).length).toBeLessThanOrEqual(500);
    });

  test('the script of each page waits for no other', () => {
    const scripts = readdirSync(join(folder, 'chunks')).filter((file) => /^(newtab|popup)-/.test(file));
    expect(scripts.length).toBeGreaterThan(1);
    for (const script of scripts)
      expect(readFileSync(join(folder, 'chunks', script), 'utf8'), script).not.toMatch(
        /(?:from|import)\s*["'][^"']*\.js["']/,
      );
  });

  test('sets no markup from text', () => {
    const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.js'),
    );
    for (const script of scripts) {
      expect(readFileSync(join(folder, script), 'utf8'), script).not.toMatch(
        /\.(inner|outer)HTML\s*=|insertAdjacentHTML|document\.write|\beval\(|new Function/,
      );
    }
  });
});
