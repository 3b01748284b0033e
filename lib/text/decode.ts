// Bytes → text, for documents whose labels may be wrong or missing.

/** Bytes in which an XML declaration is looked for. */
const DECLARATION_WITHIN = 1024;

/**
 * The text of a document. Its encoding, from what can't be wrong to what may be: byte order mark, UTF-16 by its
 * first two bytes, `charset` of the Content-Type, the XML declaration, UTF-8 (RFC 7303 §3). An unknown label is
 * skipped, and so is one that claims UTF-16 for bytes that begin as ASCII. Bytes that fit no character become
 * U+FFFD. Never throws.
 */
export function decodeBytes(bytes: Uint8Array, contentType = ''): string {
  const label =
    sniffed(bytes) ??
    named(/charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1]) ??
    declared(bytes) ??
    'utf-8';
  return new TextDecoder(label).decode(bytes);
}

function sniffed([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  return undefined;
}

function declared(bytes: Uint8Array): string | undefined {
  const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARATION_WITHIN));
  return named(/<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/i.exec(beginning)?.[1]);
}

/** The label, where the platform knows it and it can be true. */
function named(label: string | undefined): string | undefined {
  if (label === undefined || /^(utf-?16|ucs-?2|unicode|iso-10646)/i.test(label)) return undefined;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}
