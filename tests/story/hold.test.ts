import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SCREENFUL, withoutWaiting } from '../../lib/story/hold.ts';

const story = (order: number) => ({ id: String(order), order });
const sorted = (orders: readonly number[]) => [...orders].sort((a, b) => a - b).map(story);
const order = fc.integer({ min: -1000, max: 1000 });
const orders = fc.uniqueArray(order, { maxLength: 30 });
const screenful = fc.uniqueArray(order, { minLength: SCREENFUL, maxLength: 30 });

test('nothing is put above or between what is in view, and nothing of it goes', () => {
  fc.assert(
    fc.property(screenful, orders, (before, since) => {
      const inView = sorted(before);
      const read = sorted([...new Set([...before, ...since])]);
      const shown = withoutWaiting(read, inView);
      expect(shown.slice(0, inView.length)).toEqual(inView);
    }),
  );
});

test('all is shown to who sees less than a screenful', () => {
  fc.assert(
    fc.property(fc.uniqueArray(order, { maxLength: SCREENFUL - 1 }), orders, (before, since) => {
      expect(withoutWaiting(sorted(since), sorted(before))).toEqual(sorted(since));
    }),
  );
});

test('what stands below the end is shown', () => {
  fc.assert(
    fc.property(screenful, orders, (before, since) => {
      const inView = sorted(before);
      const end = inView.at(-1)?.order ?? Number.NEGATIVE_INFINITY;
      const shown = withoutWaiting(sorted([...new Set([...before, ...since])]), inView);
      for (const order of since) if (order > end) expect(shown).toContainEqual(story(order));
    }),
  );
});
