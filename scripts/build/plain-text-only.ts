import type { Plugin } from 'vite';

/**
 * Takes Preact's one assignment of markup out of the bundle: nothing here sets markup, and the browsers'
 * linters warn of it. What would have been markup becomes text, the safe way to be wrong.
 * The build fails when Preact no longer has that assignment, so that this is looked at again.
 */
export function plainTextOnly(): Plugin {
  return {
    name: 'plain-text-only',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/preact\/(dist|src)\//.test(id) || !code.includes('innerHTML')) return null;
      const plain = code.replace(/([\w$]+)\.innerHTML\s*=\s*([\w$]+)\.__html/, '$1.textContent=$2.__html');
      if (plain === code)
        throw new Error('Preact assigns markup in a new way: review scripts/build/plain-text-only.ts');
      return { code: plain, map: null };
    },
  };
}
