// The browser as the source of words.

import type { Browser } from 'webextension-polyfill';
import type { WordSource } from './say.ts';

/**
 * Texts from the browser's `_locales`. Dates and numbers follow the reader's own region only within the
 * language of the texts: "vor 3 Minuten" has no place in an English sentence.
 */
export function browserWords({ i18n }: Pick<Browser, 'i18n'>, reader: string): WordSource {
  const language = i18n.getMessage('language');
  return {
    text: (key) => i18n.getMessage(key),
    language: reader.split('-')[0] === language ? reader : language,
  };
}
