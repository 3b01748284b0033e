// Waiting, for all tests: asks again and again until something holds, and says what it waited for when it never does.

const PAUSE_MS = 50;
/** Generous, for a machine that has other work to do: it costs nothing where what is waited for comes. */
const PATIENCE_MS = 60_000;

/**
 * Asks `attempt` until it gives something truthy, and resolves to that.
 * An attempt that throws counts as "not yet". Throws after `patienceMs`, naming `what` and the last answer.
 */
export async function until<T>(
  attempt: () => T,
  what: string,
  patienceMs = PATIENCE_MS,
): Promise<Exclude<Awaited<T>, false | 0 | '' | null | undefined>> {
  const startedAt = Date.now();
  for (;;) {
    let last: unknown;
    try {
      const answer = await attempt();
      if (isThere(answer)) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() - startedAt > patienceMs)
      throw new Error(`waited in vain for ${what}; last: ${String(last)}`);
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
  }
}

function isThere<T>(answer: T): answer is Exclude<T, false | 0 | '' | null | undefined> {
  return Boolean(answer);
}
