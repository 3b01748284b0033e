// One poll at a time across all contexts, by a Web Lock: a flag on disk would outlive a worker that was stopped.

const POLL_LOCK = 'ree-ticker poll';

/** Runs `run` once no other poll runs. Whoever waited finds out anew whether a poll is still due. */
export async function withPollLock<T>(run: () => Promise<T>): Promise<T> {
  return navigator.locks.request(POLL_LOCK, run);
}
