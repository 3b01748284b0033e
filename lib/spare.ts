// What stands in for the database while it can't be read or written: the copy of the newest stories in storage.local,
// with what is known of polling. Where that fails as well, the worker's memory.

import type { Area } from './journal/area.ts';
import { keepLastGood, type LastGood, readLastGood } from './journal/last-good.ts';
import { isListOf, isNumber, isObject, isOptional, isString } from './journal/shape.ts';
import type { Hints } from './schedule/hints.ts';
import type { PollRecord } from './store/schema.ts';
import type { Story } from './story/story.ts';

export interface SpareCopy {
  stories: Story[];
  unread: number;
  at: number;
  poll: PollRecord | undefined;
  /** Whether the database was not told of that poll. */
  isAside?: boolean;
}

export interface Spare {
  /** The copy; undefined where there is none. Never rejects. */
  read(): Promise<SpareCopy | undefined>;
  /** Keeps the copy, in memory at least. Never rejects. */
  keep(copy: SpareCopy): Promise<void>;
}

export function openSpare(area: Area): Spare {
  let inMemory: SpareCopy | undefined;
  return {
    async read() {
      inMemory ??= await readSpare(area).catch(() => undefined);
      return inMemory;
    },
    async keep(copy) {
      inMemory = copy;
      await keepLastGood(area, copy).catch(() => undefined);
    },
  };
}

/** Reads the copy, as a page does. Rejects when the area can't be read. */
export async function readSpare(area: Area): Promise<SpareCopy | undefined> {
  const kept: LastGood | undefined = await readLastGood(area);
  return kept && { ...kept, poll: isPollRecord(kept.poll) ? kept.poll : undefined };
}

function isPollRecord(value: unknown): value is PollRecord {
  return (
    isObject(value) &&
    value['name'] === 'poll' &&
    isObject(value['validators']) &&
    isNumber(value['failures']) &&
    ['startedAt', 'lastAttemptAt', 'lastSuccessAt', 'lastFullAt', 'nextAt', 'notBefore'].every((field) =>
      isOptional(value[field], isNumber),
    ) &&
    ['feed', 'channel'].every((field) => isOptional(value[field], isString)) &&
    isOptional(value['outcome'], isObject) &&
    isOptional(value['hints'], isHints)
  );
}

function isHints(value: unknown): value is Hints {
  return (
    isObject(value) &&
    ['updatePeriodMs', 'ttlMs'].every((field) => isOptional(value[field], isNumber)) &&
    ['skipHours', 'skipDays'].every((field) => isListOf(value[field], isNumber))
  );
}
