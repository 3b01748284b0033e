// The fields of one channel or item as the document gave them: their texts by name, in order.
// What they mean is left to channel.ts and item.ts.

/** Trimmed texts, none of them empty, by field, e.g. 'title', 'dc:creator', 'skipHours/hour'. */
export type Fields = Map<string, string[]>;

/** Adds a value, unless it says nothing. */
export function addValue(fields: Fields, name: string, text: string): void {
  const value = text.trim();
  if (value === '') return;
  const values = fields.get(name);
  if (values === undefined) fields.set(name, [value]);
  else values.push(value);
}

/** The value of a field; the first where the feed repeats it. */
export function firstValue(fields: Fields, name: string): string | undefined {
  return fields.get(name)?.[0];
}

/** All values of a field, each once, in the order of the feed. */
export function allValues(fields: Fields, name: string): string[] {
  return [...new Set(fields.get(name))];
}

/** The value of a field that must be a whole number, zero or more; undefined when it is not. */
export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Plain text in one line. A no-break space stays: it is published on purpose. */
export function inOneLine(text: string): string {
  return text.replace(/[\t\n\f\r \u0085\u2028\u2029]+/g, ' ').trim();
}
