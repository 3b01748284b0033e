// A database that opens late, or not at all.

import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStore } from '../../lib/store/open.ts';

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
});
afterEach(() => {
  vi.useRealTimers();
  vi.doUnmock('../../lib/store/migrations.ts');
});

test('an open whose time is up while the migrations are loaded says so, and is no reason to wait for ever', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.doMock('../../lib/store/migrations.ts', (original) => {
    vi.advanceTimersByTime(6_000);
    return original();
  });
  await expect(openStore()).rejects.toMatchObject({ why: 'silent' });
  vi.useRealTimers();
  await expect(openStore()).resolves.toMatchObject({ name: 'ree-ticker' });
});
