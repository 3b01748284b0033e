// The slice of `browser.storage.local` that this room needs. `getKeys` and `getBytesInUse` are not in it: they are
// newer than the oldest browsers that we support.

export interface Area {
  /** Null asks for everything. What is not kept is absent from the answer. */
  get(keys: string | string[] | null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
}
