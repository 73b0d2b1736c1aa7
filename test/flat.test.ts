/** What is kept flat comes back as it was. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decode, encode, Sealed } from '#service/engine/flat';
import { holds } from './support/property';

const opened = (value: unknown): unknown => (value instanceof Sealed ? value.open() : value);
const there = (values: readonly unknown[]): readonly unknown[] => decode(encode(values) ?? assert.fail('it is plain data'));

const numbers = fc.oneof(
  fc.nat(),
  fc.nat(300),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.constantFrom(2 ** 29 - 1, 2 ** 29, -0),
);
const key = fc.string().filter((k) => k !== '__proto__' && !k.includes('\0'));
const { plain } = fc.letrec<{ plain: unknown }>((tie) => ({
  plain: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'grapheme' }),
    numbers,
    fc.constantFrom(null, undefined, true, false),
    fc.array(tie('plain'), { maxLength: 5 }),
    fc.dictionary(key, tie('plain'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe('plain data, flat', () => {
  it('any comes back, also what is read only when somebody asks', () => {
    holds(
      fc.property(fc.array(plain, { maxLength: 6 }), (values) => {
        assert.deepStrictEqual(there(values), values);
        const sealed = there([...values.map((v) => new Sealed(() => v)), ...values]);
        // In any order, and again.
        for (const all of [sealed.map(opened), [...sealed].reverse().map(opened).reverse()])
          assert.deepStrictEqual(all, [...values, ...values]);
      }),
      300,
    );
  });

  it('the starts of lines come back as they are kept in memory', () => {
    holds(
      fc.property(fc.array(fc.nat({ max: 100_000 })), (steps) => {
        let at = 0;
        const starts = Uint32Array.from(steps, (step) => (at += step));
        assert.deepStrictEqual(there([starts, 'behind']), [starts, 'behind']);
      }),
      100,
    );
  });

  it('much of it does too', () => {
    const values = Array.from({ length: 30_000 }, (_, i) => ({ name: `n${i}`, at: { start: i * 70_000, end: i }, of: [] }));
    assert.deepStrictEqual(there(values), values);
  });

  it('what is cut off is refused', () => {
    const piece = encode([{ a: [1, 'two', 3_000_000] }]) ?? assert.fail('it is plain data');
    for (let length = 1; length < piece.bytes.length; length++)
      assert.throws(() => decode({ text: piece.text, bytes: piece.bytes.slice(0, length) }), /ends too early/);
  });

  it('what is no plain data is told apart', () => {
    const odd = [JSON.parse('{"__proto__":1}'), { 'a\0b': 1 }];
    for (const value of [new Map(), () => 0, Symbol('s'), new Date(0), ...odd]) assert.equal(encode([{ value }]), undefined);
  });
});
