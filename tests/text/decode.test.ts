import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBytes } from '../../lib/text/decode.ts';

const XML = '<?xml version="1.0"?><a>é–€ 钕</a>';
const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string, order: 'le' | 'be', mark = '') => {
  const bytes = new Uint8Array((mark + text).length * 2);
  const view = new DataView(bytes.buffer);
  for (const [index, unit] of [...(mark + text)].entries())
    view.setUint16(index * 2, unit.charCodeAt(0), order === 'le');
  return bytes;
};
/** One byte a character, for texts of windows-1252 and Latin-1. */
const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('decodeBytes', () => {
  test.each<[string, Uint8Array, string | undefined, string]>([
    ['takes UTF-8 where nothing is said', utf8(XML), undefined, XML],
    ['drops the mark of UTF-8', utf8(`\uFEFF${XML}`), 'text/xml', XML],
    ['believes the mark more than the header', utf8(`\uFEFF${XML}`), 'text/xml; charset=windows-1252', XML],
    ['reads UTF-16 LE with its mark', utf16(XML, 'le', '\uFEFF'), undefined, XML],
    ['reads UTF-16 BE with its mark', utf16(XML, 'be', '\uFEFF'), undefined, XML],
    ['knows UTF-16 LE by its zeros', utf16(XML, 'le'), 'text/xml; charset=utf-8', XML],
    ['knows UTF-16 BE by its zeros', utf16(XML, 'be'), 'text/xml; charset=utf-8', XML],
    [
      'believes the header about UTF-16 that begins with white space',
      utf16(`\n${XML}`, 'be'),
      'text/xml; charset=utf-16be',
      `\n${XML}`,
    ],
    [
      'takes the charset of the header',
      bytesOf('<a>\xe9\x96 \x80</a>'),
      'text/xml; charset=windows-1252',
      '<a>é– €</a>',
    ],
    ['knows UTF-8 by its bytes, whatever the header says', utf8(XML), 'text/xml; charset=ISO-8859-1', XML],
    [
      'knows UTF-8 by its bytes, whatever the declaration says',
      utf8('<?xml version="1.0" encoding="iso-8859-1"?>钕'),
      'text/xml',
      '<?xml version="1.0" encoding="iso-8859-1"?>钕',
    ],
    [
      'knows UTF-8 that was cut within a character',
      utf8(XML.replace('</a>', '')).subarray(0, -1),
      'text/xml; charset=ISO-8859-1',
      XML.replace('钕</a>', ''),
    ],
    ['takes a quoted charset', bytesOf('\xe9'), 'text/xml; version=1; Charset="Windows-1252"', 'é'],
    [
      'reads what is called ISO-8859-1 as windows-1252, as browsers do',
      bytesOf('\x93\xe9\x94'),
      'text/xml; charset=ISO-8859-1',
      '“é”',
    ],
    [
      'takes the encoding of the XML declaration',
      bytesOf(`<?xml version='1.0' encoding='iso-8859-1'?>\xe9`),
      'text/xml',
      `<?xml version='1.0' encoding='iso-8859-1'?>é`,
    ],
    [
      'believes the header more than the declaration',
      utf8('<?xml version="1.0" encoding="iso-8859-1"?>é'),
      'text/xml; charset=utf-8',
      '<?xml version="1.0" encoding="iso-8859-1"?>é',
    ],
    [
      'passes over an unknown charset',
      bytesOf('<?xml version="1.0" encoding="windows-1252"?>\xe9'),
      'text/xml; charset=x-nonsense',
      '<?xml version="1.0" encoding="windows-1252"?>é',
    ],
    [
      'does not believe a declaration of UTF-16 on bytes that are not',
      utf8('<?xml version="1.0" encoding="UTF-16"?>é'),
      undefined,
      '<?xml version="1.0" encoding="UTF-16"?>é',
    ],
    [
      'does not believe a header of UTF-16 on bytes that are not',
      utf8('<a>é</a>'),
      'text/xml; charset=utf-16',
      '<a>é</a>',
    ],
    ['marks bytes that are wrong', bytesOf('a\x93b'), 'text/xml; charset=utf-8', 'a\uFFFDb'],
    ['gives nothing for nothing', new Uint8Array(), undefined, ''],
  ])('%s', (_name, bytes, contentType, expected) => {
    expect(decodeBytes(bytes, contentType)).toBe(expected);
  });

  test('never throws, and reads any text that is UTF-8', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), fc.string(), (bytes, contentType) => {
        expect(typeof decodeBytes(bytes, contentType)).toBe('string');
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodeBytes(utf8(`<a>${text}`))).toBe(`<a>${text}`);
      }),
    );
  });
});
