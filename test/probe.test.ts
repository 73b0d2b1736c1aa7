/** Probes: what is found in a source and what is not, and that no text or pattern holds the search up. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pattern } from '#core/pattern';
import { hitsIn, type Probe, Searched, searcherOf } from '#core/probe';
import { holds } from './support/property';

const probe = (over: Partial<Probe> & Pick<Probe, 'patterns'>): Probe => ({ id: 'x', files: ['**'], in: ['code'], ...over });
/** `line:column text` of each hit. */
const found = (p: Probe, path: string, text: string): readonly string[] =>
  [...hitsIn(searcherOf(p), new Searched(path, text))].flatMap((h) =>
    h ? [`${h.from.line + 1}:${h.from.character + 1} ${h.text}`] : [],
  );

describe('a probe', () => {
  const rust = 'let a = b.unwrap(); // c.unwrap()\nlet d = ".unwrap()";\ne.unwrap_or(f)';

  it('tells code, strings and comments apart', () => {
    const patterns = ['.unwrap()'];
    assert.deepEqual(found(probe({ patterns }), 'a.rs', rust), ['1:10 .unwrap()']);
    assert.deepEqual(found(probe({ patterns, in: ['string'] }), 'a.rs', rust), ['2:10 .unwrap()']);
    assert.deepEqual(found(probe({ patterns, in: ['comment', 'code'] }), 'a.rs', rust), ['1:10 .unwrap()', '1:25 .unwrap()']);
    assert.deepEqual(found(probe({ patterns }), 'a.txt', rust).length, 3, 'where no language is known all is code');
  });

  it('cuts no word', () => {
    assert.deepEqual(found(probe({ patterns: ['print('] }), 'a.py', 'print(a)\nsprint(b)\nprint (c)'), ['1:1 print(']);
    assert.deepEqual(found(probe({ patterns: ['sqlx::query'] }), 'a.rs', 'sqlx::query(a) sqlx::query_as(b)'), [
      '1:1 sqlx::query',
    ]);
    assert.deepEqual(found(probe({ patterns: ['ai.{word}('] }), 'a.ts', 'ai.chat(a); mai.chat(b)'), ['1:1 ai.chat(']);
  });

  it('finds words in names', () => {
    const text = 'MockStore mock_store createMock MOCK hammock Mockery mocked HTTPMock remock';
    const words = found(probe({ patterns: ['mock'], parts: true }), 'a.ts', text).map((h) => h.replace(/ .*/, ''));
    assert.deepEqual(words, ['1:1', '1:11', '1:28', '1:33', '1:65']);
  });

  it('passes over what means something else, and what is made good nearby', () => {
    const text = 'self.expect(a); b.expect(c); self.expect(d)';
    assert.deepEqual(found(probe({ patterns: ['.expect('], unless: ['self.expect('] }), 'a.rs', text), ['1:18 .expect(']);
    const far = `${'x\n'.repeat(26)}`;
    const sql = `trace_id\n${far}DELETE\n${far}trace_id\nDELETE`;
    assert.deepEqual(found(probe({ patterns: ['DELETE'], without: ['trace_id'] }), 'a.sql', sql), ['28:1 DELETE']);
  });

  it('leaves out what Rust marks as a test, and nothing after it', () => {
    const text = [
      'fn a() { b.unwrap(); }',
      '#[cfg(test)]',
      'mod tests {',
      '    #[test] fn c() { d.unwrap(); let e = "}"; } // }',
      '}',
      '#[cfg(test)] use f::g; fn h() { i.unwrap(); }',
      '#[cfg(not(test))] fn j() { k.unwrap(); }',
      '#[cfg(any(test, debug))] fn j() { k.unwrap(); }',
      '#[tokio::test(flavor = "x")] async fn l(m: [u8; 3]) { n.unwrap(); }',
      '// #[cfg(test)]',
      'fn o() { p.unwrap(); }',
    ].join('\n');
    const lines = (p: Probe): readonly string[] => found(p, 'a.rs', text).map((h) => h.replace(/:.*/, ''));
    assert.deepEqual(lines(probe({ patterns: ['.unwrap()'] })), ['1', '6', '7', '8', '11']);
    assert.equal(lines(probe({ patterns: ['.unwrap()'], tests: true })).length, 7);
    assert.deepEqual(found(probe({ patterns: ['.unwrap()'] }), 'a.rs', `#![cfg(test)]\n${text}`), []);
  });

  it('finds the same wherever windows of a long text end', () => {
    const words = fc.constantFrom('a.unwrap()', 'x', '\n', ' ', '"', 'xx.unwrap()', 'é');
    holds(
      fc.property(fc.array(words, { minLength: 1, maxLength: 40 }), fc.integer({ min: 65_400, max: 65_600 }), (all, lead) => {
        const rest = all.join('');
        const text = `${'y'.repeat(lead)} ${rest}`;
        const expected = [...rest.matchAll(/(?<!\w)a\.unwrap\(\)/g)].map((m) => m.index + lead + 1);
        const searched = new Searched('a.txt', text);
        const p = probe({ patterns: ['a.unwrap()'] });
        const offsets = [...hitsIn(searcherOf(p), searched)].flatMap((h) => (h ? [searched.lines.offset(h.from)] : []));
        assert.deepEqual(offsets, expected);
      }),
      200,
    );
  });

  it('takes no end of a word for a word where a window begins', () => {
    const text = `${'y'.repeat(64 * 1024)}a.unwrap() ${'z'.repeat(64 * 1024)}`;
    assert.deepEqual(found(probe({ patterns: ['a.unwrap()'] }), 'a.txt', text), []);
    assert.equal(found(probe({ patterns: ['.unwrap()'] }), 'a.txt', text).length, 1);
  });

  it('needs in a text what it says that it needs', () => {
    const patterns = ['= ?{number}', 'sqlx::{word}', '{word}.é'];
    const { needs } = searcherOf(probe({ patterns }));
    assert.deepEqual(needs, undefined, 'bytes are not told by a short text beyond ASCII');
    const some = searcherOf(probe({ patterns: patterns.slice(0, 2) })).needs;
    assert.deepEqual(some?.texts, ['sqlx::']);
    assert.ok(new RegExp(some?.sources[0] ?? '').test('a = ?1'));
  });

  it('rests after each window, also where one line is all there is', () => {
    const rests = [...hitsIn(searcherOf(probe({ patterns: ['zz'] })), new Searched('a.js', 'a'.repeat(1_000_000)))];
    assert.ok(rests.length >= 15 && rests.every((r) => r === undefined));
  });
});

it('a pattern that costs too much is none', () => {
  const problem = (text: string): string => {
    const p = pattern(text);
    return 'problem' in p ? p.problem : '';
  };
  assert.match(problem('{word}-'.repeat(5000)), /at most 200 characters/);
  assert.match(problem('{word}-'.repeat(11)), /at most 10 placeholders/);
  assert.match(problem('a\nb'), /one line/);
  assert.equal(problem('{word}-'.repeat(10)), '');
  assert.throws(() => searcherOf(probe({ patterns: ['{nothing}'] })), /is no pattern/);
});
