// The catalogue as the browser's `_locales/<language>/messages.json`. Run by the build.

/** A message: a text, or its plural forms by CLDR category. */
export type Entry = string | { one?: string; two?: string; few?: string; many?: string; other: string };

/** The JSON of a language's messages. `$` is doubled, for the browser takes it for a placeholder. */
export function toLocale(catalogue: Record<string, Entry>): string {
  const messages: Record<string, { message: string }> = {};
  for (const [key, entry] of Object.entries(catalogue)) {
    const forms = typeof entry === 'string' ? { [key]: entry } : formsOf(key, entry);
    for (const [name, text] of Object.entries(forms))
      messages[name] = { message: text.replaceAll('$', '$$$$') };
  }
  return JSON.stringify(messages, null, 1);
}

function formsOf(key: string, entry: Exclude<Entry, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(entry).map(([category, text]) => [`${key}_${category}`, text]));
}
