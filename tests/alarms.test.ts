import { describe, expect, test } from 'vitest';
import type { Alarms, Browser } from 'webextension-polyfill';
import { keepPollAlarm, setPollAlarm } from '../lib/alarms.ts';
import { HOUR_MS } from '../lib/schedule/next-poll.ts';
import { type KeptAlarms, keptAlarms } from './support/alarms.ts';

const NOW = Date.UTC(2031, 2, 3, 9, 40);

function browserWithAlarms(): { browser: Browser; set: KeptAlarms['set'] } {
  const { api, set } = keptAlarms();
  return { browser: { alarms: api } as unknown as Browser, set };
}

describe('keepPollAlarm', () => {
  test.each<[string, Partial<Alarms.Alarm> | undefined, number]>([
    ['sets one where the browser lost it', undefined, NOW + HOUR_MS],
    ['leaves one that comes in time', { scheduledTime: NOW + HOUR_MS / 2 }, NOW + HOUR_MS / 2],
    ['leaves one that the browser rounded', { scheduledTime: NOW + HOUR_MS + 400 }, NOW + HOUR_MS + 400],
    ['sets one anew that comes too late', { scheduledTime: NOW + 3 * HOUR_MS }, NOW + HOUR_MS],
    ['sets one anew that is years away', { scheduledTime: NOW + 9000 * HOUR_MS }, NOW + HOUR_MS],
    ['sets one anew that does not repeat', { periodInMinutes: 0 }, NOW + HOUR_MS],
  ])('%s', async (_name, alarm, expected) => {
    const { browser, set } = browserWithAlarms();
    if (alarm !== undefined)
      set.set('poll', { name: 'poll', scheduledTime: NOW, periodInMinutes: 30, ...alarm });
    await keepPollAlarm(browser, { at: NOW + HOUR_MS });
    expect(set.get('poll')).toMatchObject({ scheduledTime: expected, periodInMinutes: 30 });
  });

  test('an alarm that was set for a poll is not set anew by each start of the worker', async () => {
    const { browser, set } = browserWithAlarms();
    await setPollAlarm(browser, { at: NOW + HOUR_MS });
    const alarm = set.get('poll');
    await keepPollAlarm(browser, { at: NOW + HOUR_MS });
    expect(set.get('poll')).toBe(alarm);
  });
});
