import { defineConfig } from 'wxt';
import { SITE } from './lib/site.ts';
import { en } from './lib/words/en.ts';
import { toLocale } from './lib/words/locales.ts';
import { inlineStyles, removeStyleSheets } from './scripts/build/inline-styles.ts';
import { lookBeforePaint } from './scripts/build/look-before-paint.ts';
import { oneModuleEachPage } from './scripts/build/one-module-each-page.ts';
import { panelOfPopup } from './scripts/build/panel-of-popup.ts';
import { plainImports } from './scripts/build/plain-imports.ts';
import { plainTextOnly } from './scripts/build/plain-text-only.ts';

/** The languages that the packages speak; another one is another catalogue here. */
const CATALOGUES = [en];

/** `wxt build --mode no-newtab`: without the new tab, where the front page opens from the popup. */
const NO_NEW_TAB = 'no-newtab';

/** The list beside a page (scripts/build/panel-of-popup.ts). */
const PANEL = 'sidepanel.html';
const SHORT_NAME = '__MSG_extensionShortName__';

/** A build for the bundled demonstration feed: marked on every page, and kept apart from the real one. */
const isDemonstration = process.env['REE_DEMONSTRATION'] === '1';

export default defineConfig({
  imports: false,
  manifestVersion: 3,
  outDirTemplate: `${isDemonstration ? 'demo-' : ''}{{browser}}-mv{{manifestVersion}}{{modeSuffix}}`,
  vite: ({ mode }) => ({
    define: {
      __DEMONSTRATION__: JSON.stringify(isDemonstration),
      __HAS_NEW_TAB__: JSON.stringify(mode !== NO_NEW_TAB),
    },
    plugins: [plainTextOnly(), plainImports()],
    build: { modulePreload: false, target: ['chrome126', 'firefox140'] },
  }),
  manifest: ({ browser, command }) => ({
    name: '__MSG_extensionName__',
    short_name: SHORT_NAME,
    description: '__MSG_extensionDescription__',
    default_locale: 'en',
    // Each permission with its reason; docs/privacy.md says the same to readers.
    permissions: [
      'alarms', // wakes the worker for the next poll
      'storage', // the second copy of what the reader did, outside the database
      'unlimitedStorage', // the store is not evicted when the disk runs low; raises no question
      ...(browser === 'firefox' ? [] : ['sidePanel']), // the list beside a page; raises no question
    ],
    host_permissions: [SITE.matchPattern], // the feed; the one site that is ever asked
    incognito: 'not_allowed', // nothing of a private session is kept
    externally_connectable: { ids: [] }, // no other extension and no page may talk to ours
    content_security_policy: { extension_pages: contentSecurityPolicy(command === 'serve') },
    ...(browser === 'firefox'
      ? {
          sidebar_action: { default_panel: PANEL, default_title: SHORT_NAME, open_at_install: false },
          externally_connectable: undefined, // Firefox knows no such key, and no way in without it
          browser_specific_settings: {
            gecko: {
              id: '{5b6f2a0e-0d6b-4a58-9f1c-7c3f0f6b1d52}',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            },
            gecko_android: { strict_min_version: '142.0' },
          },
        }
      : { side_panel: { default_path: PANEL }, minimum_chrome_version: '126' }),
  }),
  hooks: {
    'config:resolved': (wxt) => {
      // `imports: false` leaves WXT's presets in force, and they take a parameter named `browser` for theirs.
      wxt.config.imports.presets = [];
    },
    'entrypoints:grouped': (_wxt, groups) => oneModuleEachPage(groups),
    'build:publicAssets': (_wxt, files) => {
      for (const catalogue of CATALOGUES) {
        files.push({
          relativeDest: `_locales/${catalogue.language}/messages.json`,
          contents: toLocale(catalogue),
        });
      }
    },
    'build:manifestGenerated': async (wxt, manifest) => {
      if (wxt.config.mode === NO_NEW_TAB) leaveNewTabOut(manifest);
      if (wxt.config.command !== 'build') return;
      await panelOfPopup(wxt.config.outDir);
      await inlineStyles(wxt.config.outDir, manifest);
      await lookBeforePaint(wxt.config.outDir, wxt.config.browser);
    },
    'build:done': async (wxt, output) => {
      if (wxt.config.command === 'build') await removeStyleSheets(wxt.config.outDir, output);
    },
  },
});

/** Takes the new tab out of a manifest, and out of what it says of itself. */
function leaveNewTabOut(manifest: {
  chrome_url_overrides?: unknown;
  name: string;
  description?: string | undefined;
}) {
  delete manifest.chrome_url_overrides;
  manifest.name = '__MSG_extensionNameNoNewTab__';
  manifest.description = '__MSG_extensionDescriptionNoNewTab__';
}

/** Nothing runs, loads or leaves but what is named; development adds what reloading needs. */
function contentSecurityPolicy(isDevelopment: boolean): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${isDevelopment ? " 'unsafe-inline'" : ''}`,
    "font-src 'self'",
    "img-src 'self' data: blob:", // a story's image is fetched, without cookies
    `connect-src ${SITE.origin}${isDevelopment ? ' ws://localhost:* http://localhost:*' : ''}`,
    "object-src 'none'",
    "frame-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    ...(isDevelopment ? [] : ["require-trusted-types-for 'script'", "trusted-types 'none'"]),
  ].join('; ');
}
