import { defineConfig } from 'vitest/config';

/** Unit tests run the pure core; browser tests drive the built packages in real browsers. */
export default defineConfig({
  define: { __DEMONSTRATION__: 'false' },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: ['tests/browser/**'],
          setupFiles: ['tests/support/words.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          maxWorkers: 2, // as many as two cores carry
          // For a machine that has other work to do; what is waited for has limits of its own.
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
