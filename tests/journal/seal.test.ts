import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seal, unseal } from '../../lib/journal/seal.ts';

const anything = fc.oneof(
  fc.array(fc.jsonValue()),
  fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()),
);
const character = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 });

describe('seal', () => {
  test('what is sealed is unsealed as it was', () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(unseal(seal(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('the checksum is the CRC-32 of the text in UTF-16', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const text = JSON.stringify(value);
        const expected = crc32(Buffer.from(text, 'utf16le')).toString(16).padStart(8, '0');
        expect(seal(value)).toBe(expected + text);
      }),
    );
  });
});

describe('unseal', () => {
  test('notices that any one character is another', () => {
    fc.assert(
      fc.property(anything, fc.nat(), character, (value, position, other) => {
        const record = seal(value);
        const at = position % record.length;
        const damaged = record.slice(0, at) + other + record.slice(at + 1);
        fc.pre(damaged !== record);
        expect(unseal(damaged)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  test('notices each single bit that is turned over', () => {
    const record = seal([1, { kind: 'states', at: 1_930_383_600_000, read: [['p/1', null]] }]);
    for (let bit = 0; bit < record.length * 16; bit += 1) {
      const at = bit >> 4;
      const turned = String.fromCharCode(record.charCodeAt(at) ^ (1 << (bit & 15)));
      expect(unseal(record.slice(0, at) + turned + record.slice(at + 1))).toBeUndefined();
    }
  });

  test('notices that a character went missing or came in, and where the record is cut short', () => {
    fc.assert(
      fc.property(anything, fc.nat(), character, (value, position, more) => {
        const record = seal(value);
        const at = position % record.length;
        expect(unseal(record.slice(0, at))).toBeUndefined();
        expect(unseal(record.slice(0, at) + record.slice(at + 1))).toBeUndefined();
        expect(unseal(record.slice(0, at) + more + record.slice(at))).toBeUndefined();
      }),
    );
  });

  test.each([undefined, null, 0, '', '00000000', 'garbage', {}, [], ['00000000[]']])(
    'takes %j for damaged',
    (record) => {
      expect(unseal(record)).toBeUndefined();
    },
  );
});
