/** Bytes to text: UTF-8, UTF-16 by its mark, and the odd Windows-1252 byte in the middle, each at its exact offset. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decode, encode } from '#host/decode';
import { holds } from './support/property';

const bytes = (...list: readonly (number | string)[]): Uint8Array =>
  Uint8Array.from(list.flatMap((b) => (typeof b === 'number' ? [b] : [...new TextEncoder().encode(b)])));

const windows1252 =
  '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ' +
  Array.from({ length: 96 }, (_, i) => String.fromCharCode(0xa0 + i)).join('');

const isUtf8 = (all: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(all);
    return true;
  } catch {
    return false;
  }
};

test('text comes back as it was, mark or no mark', () => {
  holds(
    fc.property(fc.string({ unit: 'grapheme' }), fc.boolean(), (text, bom) => {
      fc.pre(!text.startsWith('\ufeff'));
      assert.deepEqual(decode(encode(text, bom)), { text, bom, undecoded: [] });
    }),
    500,
  );
});

test('a second byte order mark is text', () => {
  assert.deepEqual(decode(bytes(0xef, 0xbb, 0xbf, '\ufeffa')), { text: '\ufeffa', bom: true, undecoded: [] });
});

test('each byte that is not UTF-8 is one character of Windows-1252', () => {
  for (let byte = 0x80; byte <= 0xff; byte++) {
    const char = windows1252[byte - 0x80];
    assert.deepEqual(
      decode(bytes('a', byte, 'b')),
      { text: `a${char}b`, bom: false, undecoded: [{ offset: 1, char }] },
      byte.toString(16),
    );
  }
});

test('among good text, only what is wrong is read so, and its offset counts UTF-16', () => {
  const decoded = decode(bytes('é漢😀 it', 0x92, 's ', 0x96, 0x96, ' 😀'));
  assert.equal(decoded.text, 'é漢😀 it’s –– 😀');
  assert.deepEqual(decoded.undecoded, [
    { offset: 7, char: '’' },
    { offset: 10, char: '–' },
    { offset: 11, char: '–' },
  ]);
});

test('overlong, surrogate, too large and cut off sequences are no UTF-8', () => {
  for (const wrong of [
    [0xc0, 0x80],
    [0xc1, 0xbf],
    [0xe0, 0x9f, 0xbf],
    [0xed, 0xa0, 0x80],
    [0xf0, 0x8f, 0xbf, 0xbf],
    [0xf4, 0x90, 0x80, 0x80],
    [0xf5, 0x80],
    [0xe2, 0x82],
    [0xf0, 0x9f, 0x98],
  ]) {
    const { text, undecoded } = decode(bytes('x', ...wrong));
    assert.equal(text.length, 1 + wrong.length, String(wrong));
    assert.equal(undecoded.length, wrong.length, String(wrong));
  }
  assert.equal(decode(bytes(0xe2, 0x82, 'z', 0xe2, 0x82, 0xac)).text, 'â‚z€');
});

test('any bytes at all are read; what is named is what is wrong, in its place', () => {
  const chunk = fc.oneof(
    fc.uint8Array({ maxLength: 4 }),
    fc.string({ unit: 'binary', maxLength: 3 }).map((s) => bytes(s)),
  );
  holds(
    fc.property(fc.array(chunk, { maxLength: 12 }), (chunks) => {
      const all = bytes(...chunks.flatMap((c) => [...c]));
      const { text, bom, undecoded } = decode(all);
      if ((all[0] === 0xff && all[1] === 0xfe) || (all[0] === 0xfe && all[1] === 0xff)) return;
      // Written back, each named character as its one byte again, it is the same bytes.
      const out: number[] = bom ? [0xef, 0xbb, 0xbf] : [];
      let from = 0;
      for (const { offset, char } of undecoded) {
        assert.equal(text[offset], char);
        out.push(...encode(text.slice(from, offset), false), 0x80 + windows1252.indexOf(char));
        from = offset + 1;
      }
      out.push(...encode(text.slice(from), false));
      assert.deepEqual(out, [...all]);
      assert.equal(undecoded.length === 0, isUtf8(all));
    }),
    3_000,
  );
});

test('UTF-16 is known by its mark, in both orders', () => {
  const units = (text: string, little: boolean): Uint8Array => {
    const out = new Uint8Array(text.length * 2);
    const view = new DataView(out.buffer);
    for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), little);
    return out;
  };
  for (const little of [true, false]) {
    assert.deepEqual(decode(units('\ufeff# é漢😀\r\n', little)), {
      text: '# é漢😀\r\n',
      bom: true,
      undecoded: [{ offset: 0, char: '', whole: 'UTF-16' }],
    });
  }
});

test('a file that is no text is read too, and soon', () => {
  const noise = Uint8Array.from({ length: 300_000 }, (_, i) => 0x80 | ((i * 7919) & 0x7f));
  const { text, undecoded } = decode(noise);
  assert.ok(text.length > 100_000);
  assert.equal(undecoded.length, 10_000);
});
