import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutWaiting } from '../../lib/story/hold.ts';

const story = (order: number) => ({ id: String(order), order });
const sorted = (orders: readonly number[]) => [...orders].sort((a, b) => a - b).map(story);
const orders = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { maxLength: 30 });

test('nothing is put above or between what is in view, and nothing of it goes', () => {
  fc.assert(
    fc.property(orders, orders, (before, since) => {
      const inView = sorted(before);
      const read = sorted([...new Set([...before, ...since])]);
      const shown = withoutWaiting(read, inView);
      expect(shown.slice(0, inView.length)).toEqual(inView);
    }),
  );
});

test('all is shown to who sees nothing yet', () => {
  fc.assert(
    fc.property(orders, (since) => {
      expect(withoutWaiting(sorted(since), [])).toEqual(sorted(since));
    }),
  );
});

test('what stands below the end is shown', () => {
  fc.assert(
    fc.property(orders, orders, (before, since) => {
      const inView = sorted(before);
      const end = inView.at(-1)?.order ?? Number.NEGATIVE_INFINITY;
      const shown = withoutWaiting(sorted([...new Set([...before, ...since])]), inView);
      for (const order of since) if (order > end) expect(shown).toContainEqual(story(order));
    }),
  );
});
