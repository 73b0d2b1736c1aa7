/** Offsets and lines: LineIndex against a slow reading of LSP's definition, and edits against string surgery. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyEdits, detach, LineIndex, lineAround, nextLine, type Span, type TextEdit } from '#core/text';
import { holds } from './support/property';

const piece = fc.constantFrom('\n', '\r', '\r\n', 'a', 'bc', ' ', '\t', 'é', '漢', '😀', '\ud83d', '\ufeff', '\u2028', '\0');
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

/** What a line index must say: the starts of lines, by LSP's three line endings. */
function startsOf(value: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: end } of value.matchAll(/\r\n|\n|\r/g)) starts.push(index + end.length);
  return starts;
}

const same = (index: LineIndex, value: string): void => {
  assert.deepEqual([...index.starts], startsOf(value), JSON.stringify(value));
  assert.equal(index.length, value.length);
};

test('the table holds where each line starts', () => {
  holds(
    fc.property(text, (value) => same(LineIndex.of(value), value)),
    2_000,
  );
});

test('an offset and its place are each other, and places count from the line', () => {
  holds(
    fc.property(text, (value) => {
      const index = LineIndex.of(value);
      const starts = startsOf(value);
      for (let offset = 0; offset <= value.length; offset++) {
        const line = starts.filter((start) => start <= offset).length - 1;
        const place = index.place(offset);
        assert.deepEqual(place, { line, character: offset - (starts[line] ?? 0) });
        assert.equal(index.offset(place), offset);
        // Between \r and \n there is no place to put a cursor: it goes before both.
        const inside = value[offset] === '\n' && value[offset - 1] === '\r';
        assert.equal(index.offset(place, value), inside ? offset - 1 : offset);
      }
    }),
    500,
  );
});

test('the line around an offset is the one that the table has there', () => {
  holds(
    fc.property(text, (value) => {
      const starts = startsOf(value);
      for (let offset = 0; offset <= value.length; offset++) {
        const line = starts.filter((start) => start <= offset).length - 1;
        const next = starts[line + 1] ?? value.length;
        const own = value.slice(starts[line], next).replace(/(?:\r\n|\n|\r)$/, '');
        const around = lineAround(value, offset);
        assert.deepEqual(around, { start: starts[line], end: (starts[line] ?? 0) + own.length }, JSON.stringify([value, offset]));
        assert.equal(nextLine(value, offset), next);
      }
    }),
    500,
  );
});

test('places outside the text are put at its ends, columns at the end of the line', () => {
  const value = 'ab\r\n\ncd\re';
  const index = LineIndex.of(value);
  assert.deepEqual(index.place(-3), { line: 0, character: 0 });
  assert.deepEqual(index.place(99), { line: 3, character: 1 });
  assert.equal(index.offset({ line: -1, character: 5 }), 0);
  assert.equal(index.offset({ line: 9, character: 0 }, value), value.length);
  assert.deepEqual(
    [0, 1, 2, 3].map((line) => index.offset({ line, character: 99 }, value)),
    [2, 4, 7, 9],
  );
  assert.equal(index.offset({ line: 1, character: -2 }, value), 4);
  assert.equal(LineIndex.of('').lineCount, 1);
  assert.deepEqual(LineIndex.of('').place(4), { line: 0, character: 0 });
});

test('the table after an edit is that of the text after the edit', () => {
  const edits = fc.array(fc.record({ from: fc.nat(), length: fc.nat(6), insert: fc.array(piece, { maxLength: 4 }) }), {
    maxLength: 8,
  });
  holds(
    fc.property(text, edits, (before, list) => {
      let value = before;
      let index = LineIndex.of(value);
      for (const { from, length, insert } of list) {
        const start = from % (value.length + 1);
        const at: Span = { start, end: Math.min(value.length, start + length) };
        const inserted = insert.join('');
        value = value.slice(0, at.start) + inserted + value.slice(at.end);
        index = index.edited(at, inserted, value);
        same(index, value);
      }
    }),
    3_000,
  );
});

test('edits are applied in any order, each where it was in the text before', () => {
  const cuts = fc.array(fc.nat(30), { minLength: 2, maxLength: 10 });
  holds(
    fc.property(text, cuts, fc.infiniteStream(fc.string({ maxLength: 3 })), (value, places, words) => {
      const ends = [...new Set(places.map((p) => p % (value.length + 1)))].sort((a, b) => a - b);
      const edits: TextEdit[] = [];
      let expected = '';
      let from = 0;
      for (let i = 0; i + 1 < ends.length; i += 2) {
        const at = { start: ends[i] as number, end: ends[i + 1] as number };
        const insert = words.next().value as string;
        edits.push({ at, text: insert });
        expected += value.slice(from, at.start) + insert;
        from = at.end;
      }
      expected += value.slice(from);
      assert.equal(applyEdits(value, edits), expected);
      assert.equal(applyEdits(value, [...edits].reverse()), expected);
    }),
    500,
  );
});

test('two insertions in one place keep their order; edits that overlap are refused', () => {
  const insert = (at: number, word: string): TextEdit => ({ at: { start: at, end: at }, text: word });
  assert.equal(applyEdits('ab', [insert(1, 'x'), insert(1, 'y')]), 'axyb');
  assert.equal(applyEdits('ab', [{ at: { start: 1, end: 2 }, text: 'Z' }, insert(1, 'x')]), 'axZ');
  assert.throws(() => applyEdits('abc', [{ at: { start: 0, end: 2 }, text: '' }, insert(1, 'x')]), /overlap/);
});

test('a detached string is the same string', () => {
  for (const value of ['', 'short', 'a string that is longer than twelve units 😀']) assert.equal(detach(value), value);
});
