// Which stories a list shows, when not all of them.

/** All that is named holds of each story that is shown. One that names nothing holds of every story. */
export interface Filter {
  /** It stands above this sort key. */
  above?: number;
  /** The category that its row tells. */
  category?: string;
  isSaved?: true;
  /** It holds each of these words, or words that begin or go on with them. */
  words?: string;
}

/** Longer input is no search that a person typed. */
const MOST_LETTERS = 200;

/** A filter as it was kept or typed: undefined where nothing of it narrows anything. */
export function toFilter(value: unknown): Filter | undefined {
  const { above, category, isSaved, words } = Object(value);
  const typed = typeof words === 'string' ? words.trim().slice(0, MOST_LETTERS) : '';
  const filter: Filter = {
    ...(Number.isFinite(above) && { above }),
    ...(typeof category === 'string' && category !== '' && { category }),
    ...(isSaved === true && { isSaved }),
    ...(typed !== '' && { words: typed }),
  };
  return Object.keys(filter).length === 0 ? undefined : filter;
}

/** Whether two filters narrow a list to the same part of it, whatever words narrow it further. */
export function isSamePart(one: Filter | undefined, other: Filter | undefined): boolean {
  return one?.above === other?.above && one?.category === other?.category && one?.isSaved === other?.isSaved;
}
