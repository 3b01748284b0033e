// A storage area in memory. Values pass through JSON, as in Chromium, whose texts a test may damage.

import type { Area } from '../../lib/journal/area.ts';

export class MemoryArea implements Area {
  /** What is kept, as JSON. */
  readonly texts = new Map<string, string>();
  /** What was asked of it so far; bytes are of keys and JSON in UTF-8. */
  readonly asked = { gets: 0, sets: 0, removes: 0, keysWritten: 0, bytesWritten: 0 };

  async get(keys: string | string[] | null): Promise<Record<string, unknown>> {
    this.asked.gets += 1;
    const wanted = keys === null ? [...this.texts.keys()] : [keys].flat();
    return Object.fromEntries(wanted.flatMap((key) => this.valueAt(key)));
  }

  async set(items: Record<string, unknown>): Promise<void> {
    this.asked.sets += 1;
    for (const [key, value] of Object.entries(items)) {
      const text = JSON.stringify(value);
      this.asked.keysWritten += 1;
      this.asked.bytesWritten += Buffer.byteLength(key + text);
      this.texts.set(key, text);
    }
  }

  async remove(keys: string[]): Promise<void> {
    this.asked.removes += 1;
    for (const key of keys) this.texts.delete(key);
  }

  /** The keys that begin so. */
  keys(prefix = ''): string[] {
    return [...this.texts.keys()].filter((key) => key.startsWith(prefix));
  }

  /** None where the text is no JSON any more: a browser drops such a value. */
  private valueAt(key: string): [string, unknown][] {
    const text = this.texts.get(key);
    if (text === undefined) return [];
    try {
      return [[key, JSON.parse(text)]];
    } catch {
      return [];
    }
  }
}
