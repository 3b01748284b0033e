import type { Plugin } from 'vite';

/**
 * Leaves `import()` bare. Vite wraps it in half a kilobyte that preloads style sheets and chunks of chunks; our
 * late chunks have neither, and every page would carry it before its first row.
 */
export function plainImports(): Plugin {
  return {
    name: 'plain-imports',
    enforce: 'pre',
    load: (id) =>
      id.endsWith('vite/preload-helper.js') ? 'export const __vitePreload = (load) => load();' : null,
  };
}
