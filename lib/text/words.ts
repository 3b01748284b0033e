// The words of a text, apart from how they are written: for telling an edit of words from one of marks, and for
// showing which words it changed.

/** A stretch of a text, by whether it was there before and after an edit. */
export interface Stretch {
  kind: 'same' | 'gone' | 'come';
  text: string;
}

/** Beyond so many words in a text the comparison is not worth its time: the whole is called changed. */
const MOST_WORDS = 400;

/** The words of a text, made comparable: without marks between them, in one case and one form of each character. */
export function wordsOf(text: string): string[] {
  return pieces(text).map(plain).filter(Boolean);
}

/** Whether two texts consist of the same words in the same order. */
export function saysTheSame(one: string, other: string): boolean {
  return one === other || wordsOf(one).join(' ') === wordsOf(other).join(' ');
}

/**
 * The edit from one text to the other: stretches in order, the gone before the come. Words that differ in case or
 * marks alone count as the same and are given as they are after the edit.
 */
export function changesBetween(before: string, after: string): Stretch[] {
  const from = pieces(before);
  const to = pieces(after);
  if (from.length > MOST_WORDS || to.length > MOST_WORDS) {
    return [
      { kind: 'gone', text: before },
      { kind: 'come', text: after },
    ];
  }
  return stretches(from, to, longestCommon(from.map(plain), to.map(plain)));
}

/**
 * The edit from one list of texts to another: for each text that changed, what it was and what it is. A text that is
 * in both lists is left out; of the others the first is taken for the first, and so on.
 */
export function changesInList(before: readonly string[], after: readonly string[]): Stretch[][] {
  const [gone, come] = [without(before, after), without(after, before)];
  return Array.from({ length: Math.max(gone.length, come.length) }, (_, index) =>
    changesBetween(gone[index] ?? '', come[index] ?? ''),
  );
}

function without(texts: readonly string[], others: readonly string[]): string[] {
  return texts.filter((text) => !others.some((other) => saysTheSame(text, other)));
}

function pieces(text: string): string[] {
  return text.split(/\s+/u).filter(Boolean);
}

function plain(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%$€£¥]/gu, '');
}

/** `lengths[i][j]`: length of the longest common subsequence of what follows word i and word j. */
function longestCommon(from: readonly string[], to: readonly string[]): number[][] {
  const lengths = Array.from({ length: from.length + 1 }, () => new Array<number>(to.length + 1).fill(0));
  for (let i = from.length - 1; i >= 0; i -= 1) {
    for (let j = to.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      const below = lengths[i + 1];
      if (row === undefined || below === undefined) continue;
      row[j] = from[i] === to[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}

function stretches(from: readonly string[], to: readonly string[], common: number[][]): Stretch[] {
  const found: Stretch[] = [];
  const add = (kind: Stretch['kind'], word: string | undefined) => {
    const last = found.at(-1);
    if (word === undefined) return;
    if (last?.kind === kind) last.text += ` ${word}`;
    else found.push({ kind, text: word });
  };
  let i = 0;
  let j = 0;
  while (i < from.length || j < to.length) {
    const isSame = i < from.length && j < to.length && plain(from[i] ?? '') === plain(to[j] ?? '');
    const withoutFrom = common[i + 1]?.[j] ?? -1;
    const withoutTo = common[i]?.[j + 1] ?? -1;
    if (isSame) {
      add('same', to[j]);
      i += 1;
      j += 1;
    } else if (i < from.length && (j >= to.length || withoutFrom >= withoutTo)) {
      add('gone', from[i]);
      i += 1;
    } else {
      add('come', to[j]);
      j += 1;
    }
  }
  return found;
}
