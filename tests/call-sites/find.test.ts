import { describe, expect, test } from 'vitest';
import { callSitesIn } from './find.ts';

describe('callSitesIn', () => {
  test.each<[string, string, string, string]>([
    ['a use of the store', 'await world.store.use(readMeta);', 'store', '1:19'],
    ['one that begins on another line', 'await world.store\n  .use(readMeta);', 'store', '2:4'],
    ['the injected fetch', 'fetch(address);', 'fetch', '1:1'],
    ['a fetch that belongs to something', 'world.fetch(address);', 'fetch', '1:7'],
    ['an area', 'area.set({});', 'area', '1:6'],
    ["the browser's storage", 'browser.storage.local.get(null);', 'area', '1:23'],
    ['an alarm', 'browser.alarms.create(NAME);', 'alarms', '1:16'],
    ['a lock', 'navigator.locks.request(NAME, run);', 'locks', '1:17'],
    ['a call that is made where it exists', 'browser.action.setBadgeTextColor?.({});', 'badge', '1:16'],
    ['a message', 'browser.runtime.sendMessage({}).catch(() => undefined);', 'messages', '1:17'],
    ['a call within another', 'keep(await store.use(readMeta));', 'store', '1:18'],
    ['a call in a type-annotated function', 'const f = (a: Area): void => void area.get(K);', 'area', '1:40'],
  ])('finds %s', (_name, code, kind, place) => {
    expect(callSitesIn('f.ts', code)).toMatchObject([{ kind, place: `f.ts:${place}` }]);
  });

  test.each([
    ['a comment', '// store.use(readMeta)'],
    ['a text', "const text = 'store.use(readMeta)';"],
    ['a listener', 'browser.alarms.onAlarm.addListener(run);'],
    ['a name alone', 'const use = store.use;'],
    ['another use', 'restore.use();'],
  ])('passes over %s', (_name, code) => {
    expect(callSitesIn('f.ts', code)).toEqual([]);
  });

  test('gives them in their order, each by what is called', () => {
    const code = 'store.use(read);\nfetch(a).then(() => browser.alarms.get(NAME));';
    expect(callSitesIn('f.ts', code).map(({ callee }) => callee)).toEqual([
      'store.use',
      'fetch',
      'browser.alarms.get',
    ]);
  });
});
