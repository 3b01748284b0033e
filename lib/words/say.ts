// Words on screen. The catalogue is `en.ts`; the build turns it into the browser's own `_locales`, so pages
// carry no texts and load one language. Another language is another file beside `en.ts`, named in wxt.config.ts; nothing else changes.

import type { en } from './en.ts';

type Catalogue = typeof en;
type Message = keyof Catalogue;
/** The names in braces of a message: `{ago}`. */
type SlotsOf<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | SlotsOf<Rest> : never;
type TextOf<Entry> = Entry extends { other: infer Other } ? Other : Entry;
type Slots<Key extends Message> = SlotsOf<TextOf<Catalogue[Key]>>;
type Fill<Key extends Message> = [Slots<Key>] extends [never]
  ? Catalogue[Key] extends string
    ? []
    : [{ count: number }]
  : [Record<Slots<Key>, string | number>];

/** A message without slots and plural forms. */
export type PlainMessage = { [Key in Message]: Fill<Key> extends [] ? Key : never }[Message];

/** Where the texts come from: the browser, or the catalogue itself in tests. */
export interface WordSource {
  /** The text of a key, empty when there is none. */
  text(key: string): string;
  /** The reader's language, as a BCP 47 tag. */
  language: string;
}

let source: WordSource = { text: () => '', language: 'en' };
let rules = new Intl.PluralRules('en');
let numbers = new Intl.NumberFormat('en');

/** Says where words come from. To be called once, before anything is said. */
export function useWords(words: WordSource): void {
  source = words;
  rules = new Intl.PluralRules(words.language);
  numbers = new Intl.NumberFormat(words.language);
}

/** The language in which words and dates are written, as a BCP 47 tag. */
export function language(): string {
  return source.language;
}

/**
 * A message, its slots filled; a number is written as the reader's language writes it. A message with plural
 * forms is chosen by `count` (Unicode CLDR plural categories).
 */
export function say<Key extends Message>(key: Key, ...[slots]: Fill<Key>): string {
  if (slots === undefined) return source.text(key);
  const values: Record<string, string | number> = slots;
  const text =
    source.text(key) || source.text(pluralKey(key, values['count'])) || source.text(`${key}_other`);
  return text.replace(/\{(\w+)\}/g, (_, name: string) => written(values[name]));
}

/** The key under which the form of a message for this count stands: `_locales` knows no plurals. */
export function pluralKey(key: string, count: unknown): string {
  const category = typeof count === 'number' ? rules.select(count) : 'other';
  return `${key}_${category}`;
}

/** A number as the reader's language writes it. */
export function written(value: string | number | undefined): string {
  return typeof value === 'number' ? numbers.format(value) : (value ?? '');
}
