// Tells the open pages that something changed. Messages carry no data: whoever hears one reads the store.

/**
 * `store`: something was written. `poll-started`, `poll-ended`: the worker asks the site, or has done so. `access`,
 * `storage`: whether the site may be reached, or whether the worker can keep anything, is another than before.
 * `update`: another version is ready.
 */
export type Change = 'store' | 'poll-started' | 'poll-ended' | 'access' | 'storage' | 'update';

/** As long as a poll is believed to go on. It ends within 22 s; a worker that was stopped in one never says so. */
export const POLL_SILENCE_MS = 30_000;

const CHANNEL = 'ree-ticker';
const CHANGES: readonly unknown[] = [
  'store',
  'poll-started',
  'poll-ended',
  'access',
  'storage',
  'update',
] satisfies Change[];

export interface Changes {
  /** Tells all other contexts. */
  tell(change: Change): void;
  /** Calls `heard` for each change that another context tells. */
  listen(heard: (change: Change) => void): void;
}

export function openChanges(): Changes {
  const channel = new BroadcastChannel(CHANNEL);
  return {
    tell: (change) => channel.postMessage(change),
    listen: (heard) => {
      channel.addEventListener('message', ({ data }) => {
        if (isChange(data)) heard(data);
      });
    },
  };
}

function isChange(data: unknown): data is Change {
  return CHANGES.includes(data);
}
