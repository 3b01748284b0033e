import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { forgetGreeting, NEWS_VERSION, noteInstalled, readGreeting } from '../lib/greeting.ts';
import { MemoryArea } from './support/memory-area.ts';

describe('what is told once', () => {
  test('is how it works, after installing, until it was put away', async () => {
    const area = new MemoryArea();
    expect(await readGreeting(area)).toBeUndefined();
    await noteInstalled(area, { reason: 'install' }, NEWS_VERSION);
    expect(await readGreeting(area)).toBe('guide');
    await forgetGreeting(area);
    expect(await readGreeting(area)).toBeUndefined();
    await noteInstalled(area, { reason: 'install' }, NEWS_VERSION); // as a browser may say once more
    expect(await readGreeting(area)).toBeUndefined();
  });

  test.each([
    ['an update to the version that has news', 'update', '0.0.9', NEWS_VERSION, 'news'],
    ['an update to another version', 'update', NEWS_VERSION, '99.0.0', undefined],
    ['the same version, loaded again', 'update', NEWS_VERSION, NEWS_VERSION, undefined],
    ['an update of the browser', 'browser_update', undefined, NEWS_VERSION, undefined],
  ] as const)('after %s: %s from %s to %s tells %s', async (_name, reason, from, to, told) => {
    const area = new MemoryArea();
    await noteInstalled(area, { reason, ...(from !== undefined && { previousVersion: from }) }, to);
    expect(await readGreeting(area)).toBe(told);
  });

  test('is not what is new, where the reader has not been told yet how it works', async () => {
    const area = new MemoryArea();
    await noteInstalled(area, { reason: 'install' }, '0.0.9');
    await noteInstalled(area, { reason: 'update', previousVersion: '0.0.9' }, NEWS_VERSION);
    expect(await readGreeting(area)).toBe('guide');
  });

  test('is nothing where garbage is kept, or nothing can be', async () => {
    const area = new MemoryArea();
    await area.set({ greeting: { kind: 'guide' } });
    expect(await readGreeting(area)).toBeUndefined();
    const broken = { ...area, get: () => Promise.reject(new Error('gone')) };
    expect(await readGreeting(broken as unknown as MemoryArea)).toBeUndefined();
  });
});

test('the news are those of the version at hand', () => {
  const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(NEWS_VERSION).toBe(version);
});
