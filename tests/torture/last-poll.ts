// The times of the last poll: when it succeeded, and how to make it older, as if the time had passed. A poll that is
// seconds old is not asked for again.

import type { Surface } from '../support/browser.ts';

const BACK_MS = 50 * 60 * 1000;

/**
 * Moves all times of the poll's record back, so that pages, alarm and press find a poll due; and lets a day go by
 * for the stories that were missing, or a run would ask for three of them and no more.
 */
export async function ageLastPoll(page: Surface): Promise<void> {
  await page.evaluate(ageInPage, BACK_MS);
}

/** When a poll last succeeded, as the store has it; 0 where none did. */
export function lastSuccessAt(page: Surface): Promise<number> {
  return page.evaluate(async () => {
    const opening = indexedDB.open('ree-ticker');
    await new Promise((resolve, reject) => {
      opening.onupgradeneeded = () => opening.transaction?.abort();
      opening.onsuccess = resolve;
      opening.onerror = () => reject(opening.error);
    });
    const reading = opening.result.transaction('meta').objectStore('meta').get('poll');
    await new Promise((resolve) => {
      reading.onsuccess = resolve;
    });
    opening.result.close();
    return Number(reading.result?.lastSuccessAt ?? 0);
  });
}

/** In the page. */
async function ageInPage(backMs: number): Promise<void> {
  const opening = indexedDB.open('ree-ticker');
  await new Promise((resolve, reject) => {
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onsuccess = resolve;
    opening.onerror = () => reject(opening.error);
  });
  const transaction = opening.result.transaction(['meta', 'stories'], 'readwrite');
  const meta = transaction.objectStore('meta');
  const reading = meta.get('poll');
  reading.onsuccess = () => {
    const record = { ...reading.result };
    for (const [name, value] of Object.entries(record))
      if (typeof value === 'number' && (name.endsWith('At') || name === 'notBefore'))
        record[name] = value - backMs;
    meta.put(record);
  };
  meta.delete('withdrawals');
  const walk = transaction.objectStore('stories').openCursor();
  walk.onsuccess = () => {
    const { result: cursor } = walk;
    if (cursor === null) return;
    const { missedAt } = cursor.value;
    if (missedAt > Date.now() - 86_400_000)
      cursor.update({ ...cursor.value, missedAt: missedAt - 86_400_000 });
    cursor.continue();
  };
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  opening.result.close();
}
