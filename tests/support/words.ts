// Words in unit tests: the catalogue itself, as the build would write it.

import { en } from '../../lib/words/en.ts';
import { toLocale } from '../../lib/words/locales.ts';
import { useWords } from '../../lib/words/say.ts';

const messages: Record<string, { message: string } | undefined> = JSON.parse(toLocale(en));

useWords({ text: (key) => messages[key]?.message.replaceAll('$$', '$') ?? '', language: 'en' });
