import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oneLine, wrap } from '../../lib/text/lines.ts';

const texts = fc.string({ unit: 'binary', maxLength: 300 });

describe('oneLine', () => {
  test.each([
    ['breaks and blanks', 'one\r\n\ttwo\u00a0\u2028three\u0085four', 'one two three four'],
    ['control characters', 'a\u0000b\u001b[31mc\u007f', 'a b [31mc'],
    ['writing turned round', 'safe\u202egnp.exe\u2066x\u2069', 'safegnp.exex'],
    ['what has no width', 're\u200bad\u00ad\ufeff', 'read'],
    ['half a character', 'a\ud800b', 'a\ufffdb'],
    ['joiners, which writing needs', '👩‍🔬 می‌خواهم', '👩‍🔬 می‌خواهم'],
  ])('%s', (_, text, line) => {
    expect(oneLine(text)).toBe(line);
  });

  test('has nothing that breaks a line or turns it, and is itself one line', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const line = oneLine(text);
        expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]| {2}|^ | $/u);
        expect(oneLine(line)).toBe(line);
      }),
    );
  });
});

describe('wrap', () => {
  test('breaks between words, and leads the first line otherwise than the rest', () => {
    expect(wrap('one two three four', 10, '- ', '  ')).toEqual(['- one two', '  three', '  four']);
  });

  test('leaves an address whole, in a line of its own', () => {
    expect(wrap('see https://example.com/long/address now', 12)).toEqual([
      'see',
      'https://example.com/long/address',
      'now',
    ]);
  });

  test('keeps every word in its order; a line is only too long for a single one', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 90 }), fc.constantFrom('', '- '), (text, width, lead) => {
        const line = oneLine(text);
        const lines = wrap(line, width, lead);
        expect(lines.map((part) => part.slice(lead.length)).join(' ')).toBe(line);
        for (const part of lines) if (part.length > width) expect(part.slice(lead.length)).not.toContain(' ');
      }),
    );
  });
});
