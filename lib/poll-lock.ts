// One poll at a time across the worker and all pages, by a Web Lock. Who holds it tells the pages whether
// the site is being asked right now: a flag on disk would outlive a worker that was stopped.

const POLL_LOCK = 'ree-ticker poll';

/** Runs `run` once no other poll runs. Whoever waited finds out anew whether a poll is still due. */
export async function withPollLock<T>(run: () => Promise<T>): Promise<T> {
  return navigator.locks.request(POLL_LOCK, run);
}

/** Whether a poll runs in any context. */
export async function isPolling(): Promise<boolean> {
  const { held } = await navigator.locks.query();
  return held?.some(({ name }) => name === POLL_LOCK) ?? false;
}
