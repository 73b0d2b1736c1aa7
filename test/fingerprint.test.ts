/** Fingerprints: what keeps one, and what does not. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Finding } from '#core/rule';
import { applyEdits, LineIndex } from '#core/text';
import { fingerprints, likeness, sketch } from '#service/engine/fingerprint';
import { holds } from './support/property';

const finding = (start: number, end: number, more: Partial<Finding> = {}): Finding => ({
  rule: 'packets/placeholder',
  severity: 'error',
  path: 'a.md',
  at: { start, end },
  message: 'm',
  related: [],
  fixes: [],
  ...more,
});

const one = (text: string, word: string, more: Partial<Finding> = {}): string => {
  const start = text.indexOf(word);
  assert.ok(start >= 0);
  return fingerprints([finding(start, start + word.length, more)], text, LineIndex.of(text))[0] as string;
};

const packet = '# WP-1-A\n\n## What\n\n1. It logs in\n2. It says TBD here\n\n## Why\n\n- because\n';

describe('a fingerprint', () => {
  it('stays while the line and its heading say the same, wherever they move', () => {
    const first = one(packet, 'TBD');
    for (const other of [
      `prose\n\n${packet}`,
      packet.replace('1. It logs in\n', ''),
      packet.replace('2. It', '17. It'),
      packet.replace('2. It', '   - It'),
      packet.replaceAll('\n', '\r\n'),
      packet.replace('says TBD', 'says   TBD'),
      packet.replace('# WP-1-A', '# WP-1-B'),
      packet.replace('- because', '- for another reason'),
      packet.replace('\n## What', '\nmore\n\n### What'),
    ])
      assert.equal(one(other, 'TBD'), first, JSON.stringify(other));
    assert.equal(one(packet, 'TBD', { message: 'another wording', severity: 'hint', path: 'b.md' }), first);
  });

  it('is another one for another line, word, heading or rule', () => {
    const first = one(packet, 'TBD');
    for (const other of [packet.replace('here', 'there'), packet.replace('## What', '## Scope'), packet.replace('## What\n', '')])
      assert.notEqual(one(other, 'TBD'), first, JSON.stringify(other));
    assert.notEqual(one(packet, 'here'), first);
    assert.notEqual(one(packet, 'TBD', { rule: 'packets/empty-field' }), first);
  });

  it('of a thing with a name hangs on the name alone', () => {
    const about = { kind: 'field', name: 'What' };
    assert.equal(one(packet, 'TBD', { about }), one('# another\n\nfile TBD', 'TBD', { about }));
    assert.notEqual(one(packet, 'TBD', { about }), one(packet, 'TBD', { about: { kind: 'field', name: 'Why' } }));
  });

  it('survives any edit elsewhere', () => {
    const line = fc.stringMatching(/^[ a-zA-Z0-9.:*`|-]{0,30}$/).map((s) => (s.startsWith('#') ? ` ${s}` : s));
    const lines = fc.array(line, { maxLength: 8 });
    holds(
      fc.property(lines, lines, lines, lines, lines, lines, (above, between, below, above2, between2, below2) => {
        const text = (a: readonly string[], b: readonly string[], c: readonly string[]): string =>
          [...a, '## DONE_MEANS', ...b, '- the ⟦word⟧ counts', ...c].join('\n');
        assert.equal(one(text(above, between, below), '⟦word⟧'), one(text(above2, between2, below2), '⟦word⟧'));
      }),
      500,
    );
  });

  it('of several findings at once is that of each alone', () => {
    holds(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '#', ' ', '\n', '-', '\r'), maxLength: 80 }),
        fc.nat(),
        fc.nat(),
        (text, a, b) => {
          const found = [a, b].map((n) => n % (text.length + 1)).map((n) => finding(n, Math.min(n + 1, text.length)));
          const lines = LineIndex.of(text);
          assert.deepEqual(
            fingerprints(found, text, lines),
            found.flatMap((f) => fingerprints([f], text, lines)),
          );
        },
      ),
      1000,
    );
  });
});

describe('a sketch', () => {
  const long = Array.from({ length: 60 }, (_, i) => `- line ${i} says something of its own`).join('\n');
  const like = (a: string, b: string): number => likeness(sketch(a, LineIndex.of(a)), sketch(b, LineIndex.of(b)));

  it('is like that of the same text with edits, and unlike that of another', () => {
    assert.equal(like(long, long), 1);
    assert.ok(like(long, applyEdits(long, [{ at: { start: 40, end: 200 }, text: 'another thing' }])) > 0.5);
    assert.ok(like(long, `# a title\n\nand a paragraph of text\n\n${long}`) > 0.5);
    assert.ok(like(long, long.replaceAll('says', 'never says')) < 0.1);
    assert.equal(like('', ''), 0);
  });
});
