import { expect, test, vi } from 'vitest';
import { askToPersist } from '../lib/persist.ts';
import { MemoryArea } from './support/memory-area.ts';

test('the browser is asked once, whatever it answers', async () => {
  const area = new MemoryArea();
  const persist = vi.fn(() => Promise.resolve(false));
  const storage = { persist } as unknown as StorageManager;
  await askToPersist(storage, area);
  await askToPersist(storage, area);
  expect(persist).toHaveBeenCalledTimes(1);
});

test('a browser that can’t be asked is no trouble', async () => {
  const persist = () => Promise.reject(new TypeError('no'));
  await askToPersist({ persist } as unknown as StorageManager, new MemoryArea());
});
