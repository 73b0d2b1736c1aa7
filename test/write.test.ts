/** Writing: edits in bytes, changes whole or not at all. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Change } from '#core/change';
import { applyEdits } from '#core/text';
import { decode, encode } from '#host/decode';
import { hashOf } from '#host/journal';
import { splice } from '#host/splice';
import { applyChange, writeWhole } from '#host/write';
import { type Disk, disk } from './support/disk';
import { holds } from './support/property';

const edit = (start: number, end: number, text: string) => ({ at: { start, end }, text });

describe('edits of a text, made in its bytes', () => {
  it('keep what they do not touch: the mark, the encoding, bytes that are no text, line ends', () => {
    const latin = Buffer.from('caf\xe9 \u00e9 \x93TBD\x94 end\r\n', 'latin1');
    assert.deepEqual(
      splice(latin, decode(latin).text, [edit(8, 11, 'ü')]),
      Buffer.from('caf\xe9 \u00e9 \x93\xc3\xbc\x94 end\r\n', 'latin1'),
    );
    const marked = Buffer.from('\uFEFFa\nb\n', 'utf8');
    assert.equal(splice(marked, 'a\nb\n', [edit(0, 1, 'x')]).toString(), '\uFEFFx\nb\n');
    for (const [bom, swap] of [
      [[0xff, 0xfe], false],
      [[0xfe, 0xff], true],
    ] as const) {
      const body = (s: string): Buffer => (swap ? Buffer.from(s, 'utf16le').swap16() : Buffer.from(s, 'utf16le'));
      const wide = Buffer.concat([Buffer.from(bom), body('a🏰b')]);
      assert.deepEqual(splice(wide, 'a🏰b', [edit(3, 4, 'ü')]), Buffer.concat([Buffer.from(bom), body('a🏰ü')]));
    }
    assert.equal(splice(Buffer.from('a\r\nb\r\n'), 'a\r\nb\r\n', [edit(1, 1, '\nc')]).toString(), 'a\r\nc\r\nb\r\n');
    assert.equal(splice(Buffer.from('a\nb\r\n'), 'a\nb\r\n', [edit(1, 1, '\nc')]).toString(), 'a\nc\nb\r\n');
  });

  it('give the text that the edits give, for any bytes', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.string({ unit: 'binary', maxLength: 30 }).map((s) => encode(s, false)),
      fc.string({ unit: 'grapheme', maxLength: 30 }).map((s) => encode(s, true)),
    );
    holds(
      fc.property(bytes, fc.nat(), fc.nat(), fc.constantFrom('', 'x', 'ü🏰', '- a'), (b, from, length, insert) => {
        const { text } = decode(b);
        const start = from % (text.length + 1);
        const end = start + (length % (text.length - start + 1));
        // Half of a pair is no place for an edit.
        if (/[\uDC00-\uDFFF]/.test(text[start] ?? '') || /[\uDC00-\uDFFF]/.test(text[end] ?? '')) return;
        const after = splice(b, text, [edit(start, end, insert)]);
        // New neighbours may make one character of bytes that were none before: then only what is around is compared.
        if (decode(b).undecoded.every((u) => u.whole))
          assert.equal(decode(after).text, applyEdits(text, [edit(start, end, insert)]));
        else assert.ok(Buffer.from(after).includes(Buffer.from(insert)));
      }),
      2000,
    );
  });
});

const hash = (d: Disk, path: string): string => hashOf(readFileSync(d.full(path)));
const files = (d: Disk): readonly string[] => readdirSync(d.root, { recursive: true, encoding: 'utf8' }).sort();

describe('a change', () => {
  const start = '==> a.md <==\none\n==> b.md <==\ntwo\n==> c/d.md <==\nthree\n';

  it('is made whole: edits, a new file in a new folder, a rename with an edit before it, a removal', () => {
    const d = disk(start);
    chmodSync(d.full('a.md'), 0o640);
    applyChange(d.root, [
      { do: 'edit', path: 'a.md', hash: hash(d, 'a.md'), edits: [edit(0, 3, 'ONE')] },
      { do: 'edit', path: 'b.md', hash: hash(d, 'b.md'), edits: [edit(0, 3, 'TWO')] },
      { do: 'rename', from: 'b.md', to: 'e/f.md' },
      { do: 'create', path: 'x/y.md', text: 'new' },
      { do: 'delete', path: 'c/d.md' },
    ]);
    assert.deepEqual([d.read('a.md'), d.read('e/f.md'), d.read('x/y.md')], ['ONE\n', 'TWO\n', 'new']);
    assert.deepEqual(files(d), ['a.md', 'c', 'e', 'e/f.md', 'x', 'x/y.md']);
    if (process.platform !== 'win32') assert.equal(statSync(d.full('a.md')).mode & 0o777, 0o640);
  });

  it('is refused whole, and nothing is left behind', () => {
    const first = (d: Disk): Change[number] => ({ do: 'edit', path: 'a.md', hash: hash(d, 'a.md'), edits: [edit(0, 3, 'ONE')] });
    const cases: readonly (readonly [(d: Disk) => Change[number], RegExp])[] = [
      [() => ({ do: 'edit', path: 'b.md', hash: 'other', edits: [] }), /b\.md has changed since it was read/],
      [() => ({ do: 'edit', path: 'gone.md', hash: 'x', edits: [] }), /there is no file gone\.md/],
      [() => ({ do: 'create', path: 'b.md', text: '' }), /there is a file b\.md already/],
      [() => ({ do: 'rename', from: 'b.md', to: 'c/d.md' }), /there is a file c\/d\.md already/],
      [() => ({ do: 'delete', path: 'gone.md' }), /there is no file gone\.md/],
      [() => ({ do: 'create', path: '../out.md', text: '' }), /leads out of the folder/],
      [() => ({ do: 'create', path: 'a.md/x.md', text: '' }), /ENOTDIR|not a directory/],
      [(d) => ({ do: 'edit', path: 'b.md', hash: hash(d, 'b.md'), edits: [edit(0, 2, ''), edit(1, 3, '')] }), /overlap/],
    ];
    for (const [second, says] of cases) {
      const d = disk(start);
      const before = files(d);
      assert.throws(() => applyChange(d.root, [first(d), second(d)]), says);
      assert.deepEqual([files(d), d.read('a.md'), d.read('b.md')], [before, 'one\n', 'two\n'], String(says));
    }
  });

  it('writes through a link within the folder, and not out of it', { skip: process.platform === 'win32' && 'links' }, () => {
    const d = disk(start);
    const out = disk('==> z.md <==\nout\n');
    symlinkSync('a.md', d.full('link.md'));
    symlinkSync(out.full('z.md'), d.full('away.md'));
    symlinkSync(out.root, d.full('folder'));
    applyChange(d.root, [{ do: 'edit', path: 'link.md', hash: hash(d, 'a.md'), edits: [edit(0, 3, 'ONE')] }]);
    assert.deepEqual([d.read('a.md'), d.read('link.md')], ['ONE\n', 'ONE\n']);
    assert.throws(
      () => applyChange(d.root, [{ do: 'edit', path: 'away.md', hash: hash(out, 'z.md'), edits: [] }]),
      /out of the folder/,
    );
    assert.throws(() => applyChange(d.root, [{ do: 'create', path: 'folder/new.md', text: '' }]), /out of the folder/);
    assert.deepEqual([out.read('z.md'), existsSync(out.full('new.md'))], ['out\n', false]);
  });
});

describe('a file', () => {
  it('is written whole, over what was there, its folders made', () => {
    const d = disk();
    writeWhole(d.full('a/b/c.txt'), 'one');
    writeWhole(d.full('a/b/c.txt'), 'two');
    assert.deepEqual([d.read('a/b/c.txt'), files(d)], ['two', ['a', 'a/b', 'a/b/c.txt']]);
    mkdirSync(d.full('dir'));
    assert.throws(() => writeWhole(d.full('dir'), 'x'));
  });
});
