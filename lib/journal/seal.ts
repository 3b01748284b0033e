// A record with its checksum, so that what was damaged on disk is noticed and never believed. The form of a seal
// is for ever: what a newer version wrote can be told from what was damaged.

/** CRC-32 of one byte each (ISO 3309, reversed polynomial EDB88320). */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

const LENGTH = 8;

/** The value as text behind its checksum. Takes what JSON can say. */
export function seal(value: object): string {
  const text = JSON.stringify(value);
  return checksum(text) + text;
}

/** What was sealed; undefined when the record is damaged in any way, or none. Never throws. */
export function unseal(record: unknown): unknown {
  if (typeof record !== 'string') return undefined;
  const text = record.slice(LENGTH);
  if (record.slice(0, LENGTH) !== checksum(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // garbage that happens to have the right checksum, such as eight zeros before nothing
  }
}

/** CRC-32 over UTF-16 code units, low byte first, as eight hex digits. */
function checksum(text: string): string {
  let rest = -1;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    rest = (TABLE[(rest ^ unit) & 0xff] ?? 0) ^ (rest >>> 8);
    rest = (TABLE[(rest ^ (unit >>> 8)) & 0xff] ?? 0) ^ (rest >>> 8);
  }
  return (~rest >>> 0).toString(16).padStart(LENGTH, '0');
}
