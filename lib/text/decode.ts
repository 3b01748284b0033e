// Bytes of an answer → text, whatever encoding they are in and whatever is claimed of it.
// Cleaning and reading the text is left to who asked.

const DECLARATION_WITHIN = 1024;

/**
 * The text of an answer's body. What the bytes show goes before what is said of them: byte order mark, UTF-16
 * by its zeros, UTF-8 by its sequences, charset of the Content-Type, encoding of the XML declaration, else UTF-8.
 * An unknown encoding is passed over, bytes that are wrong in the encoding become U+FFFD. Never throws. XML 1.0,
 * appendix F.
 */
export function decodeBytes(bytes: Uint8Array, contentType?: string): string {
  const shown = decoderFor(encodingShown(bytes))?.decode(bytes) ?? textInUtf8(bytes);
  if (shown !== undefined) return shown;
  const decoder =
    decoderClaimed(charsetOf(contentType), bytes) ??
    decoderClaimed(declaredEncoding(bytes), bytes) ??
    new TextDecoder();
  return decoder.decode(bytes);
}

/**
 * The text, where it holds more than ASCII and all of it reads as UTF-8, which text in another encoding does not by
 * chance. Servers add `charset=ISO-8859-1` to whatever they send (Apache, AddDefaultCharset). A character cut in two
 * by the end of the bytes is left out.
 */
function textInUtf8(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return /[^\0-\x7f]/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

function encodingShown(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  if (first === 0x3c && second === 0) return 'utf-16le';
  return undefined;
}

function charsetOf(contentType = ''): string | undefined {
  return /;\s*charset\s*=\s*["']?([^\s"';]+)/i.exec(contentType)?.[1];
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, DECLARATION_WITHIN));
  return /<\?xml\s[^>]*?encoding\s*=\s*["']([^\s"']+)/.exec(start)?.[1];
}

function decoderFor(encoding: string | undefined): TextDecoder | undefined {
  if (encoding === undefined) return undefined;
  try {
    return new TextDecoder(encoding);
  } catch {
    return undefined;
  }
}

/** A claim of UTF-16 on bytes without zeros at the start is wrong: whoever wrote it converted the text later. */
function decoderClaimed(encoding: string | undefined, bytes: Uint8Array): TextDecoder | undefined {
  const decoder = decoderFor(encoding);
  const isWrong = decoder?.encoding.startsWith('utf-16') && bytes[0] !== 0 && bytes[1] !== 0;
  return isWrong ? undefined : decoder;
}
