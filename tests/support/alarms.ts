// A browser's alarms, kept as it keeps them; none goes off by itself.

import type { Alarms } from 'webextension-polyfill';

export interface KeptAlarms {
  set: Map<string, Alarms.Alarm>;
  api: Pick<Alarms.Static, 'get'> & {
    create(name: string, info: Alarms.CreateAlarmInfoType): void;
    clear(name: string): Promise<boolean>;
  };
}

export function keptAlarms(): KeptAlarms {
  const set = new Map<string, Alarms.Alarm>();
  return {
    set,
    api: {
      create(name, { when = 0, periodInMinutes }) {
        set.set(name, {
          name,
          scheduledTime: when,
          ...(periodInMinutes !== undefined && { periodInMinutes }),
        });
      },
      clear: async (name) => set.delete(name),
      get: (name) => {
        const alarm = set.get(name ?? '');
        return Promise.resolve(alarm) as Promise<Alarms.Alarm>; // the polyfill's types know of no missing alarm
      },
    },
  };
}
